"""When a centre is open: of a day, at a moment, and from when to when; appointments stand on it.

Hours are the clock on the wall of the centre's own city. Moments are UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from exchange import clock
from exchange.models import Centre, ClosedDay
from exchange.working_days import A_DAY, is_holiday

Hours = tuple[tuple[time, time], ...]  # from when to when, in order
LOOKED_AHEAD = timedelta(days=400)  # whoever is closed longer than this opens nowhere in sight


class DayKind(StrEnum):
    """Why a day has the hours it has."""

    USUAL = "usual"
    WEEKLY = "weekly"  # closed on that weekday
    HOLIDAY = "holiday"  # closed, as everybody is
    CLOSED = "closed"  # closed on that one day
    OTHER = "other"  # open at other hours on that one day


@dataclass(frozen=True, slots=True)
class Span:
    """From when, and until before when, the centre is open without a break."""

    starts: datetime
    ends: datetime

    def holds(self, moment: datetime) -> bool:
        """Say whether the centre is open then by this span."""
        return self.starts <= moment < self.ends


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its hours as the wall shows them, in order, and why they are so."""

    day: date
    kind: DayKind
    hours: Hours
    reasons: dict[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the centre is open at `at`; until when, or from when next, if that is in sight."""

    at: datetime
    today: Day
    is_open: bool
    changes_at: datetime | None


def day_of(centre: Centre, day: date) -> Day:
    """Return the hours of a day: what is said of that one day counts before its holiday."""
    said = next((one for one in centre.other_days if one.day == day), None)
    if said is not None:
        return _said(said)
    if centre.closed_on_holidays and is_holiday(day, centre.city.country.code):
        return Day(day, DayKind.HOLIDAY, (), {})
    hours = hours_of_weekday(centre, day.weekday())
    return Day(day, DayKind.USUAL if hours else DayKind.WEEKLY, hours, {})


def hours_of_weekday(centre: Centre, weekday: int) -> Hours:
    """Return the usual hours of a weekday, Monday 0; several are apart by breaks."""
    return tuple((one.opens, one.closes) for one in centre.hours if one.weekday == weekday)


def open_spans(centre: Centre, first_day: date, last_day: date) -> Iterator[Span]:
    """Yield when the centre is open from `first_day` to `last_day`, both its own days, in order.

    They never overlap. Where a clock is put forward, an hour that day does not have is as much
    later; where it is put back, an hour that comes twice is the first of the two.
    """
    zone, last_end = ZoneInfo(centre.city.timezone), datetime.min.replace(tzinfo=UTC)
    for n in range((last_day - first_day).days + 1):
        day = first_day + n * A_DAY
        for opens, closes in day_of(centre, day).hours:
            starts, ends = _moment(day, opens, zone), _moment(day, closes, zone)
            if (begins := max(starts, last_end)) < ends:
                yield Span(begins, ends)
                last_end = ends


def open_day_after(centre: Centre, day: date, count: int) -> date | None:
    """Return the day on which the centre has opened so often since `day`, if it is in sight."""
    for n in range(1, LOOKED_AHEAD.days):
        count -= bool(day_of(centre, day + n * A_DAY).hours)
        if not count:
            return day + n * A_DAY
    return None


def standing(centre: Centre, at: datetime | None = None) -> Standing:
    """Say whether the centre is open at a moment, now unless one is given, and what comes next."""
    at = at or clock.now()
    today = clock.on_day(at, centre.city.timezone)
    for span in open_spans(centre, today, today + LOOKED_AHEAD):
        if at < span.ends:
            is_open = span.holds(at)
            changes = span.ends if is_open else span.starts
            return Standing(at, day_of(centre, today), is_open, changes)
    return Standing(at, day_of(centre, today), is_open=False, changes_at=None)


def _said(said: ClosedDay) -> Day:
    if said.opens is None or said.closes is None:
        return Day(said.day, DayKind.CLOSED, (), said.reasons)
    return Day(said.day, DayKind.OTHER, ((said.opens, said.closes),), said.reasons)


def _moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)
