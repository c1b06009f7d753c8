"""The one place that asks what time it is, so a test or a replay of the past can set it."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

AREAS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
        "UTC",
    }
)
_shift = {"by": timedelta(0)}


def now() -> datetime:
    """Return the present moment in UTC, shifted where a replay asks for it."""
    return datetime.now(UTC) + _shift["by"]


def today(timezone: str) -> date:
    """Return the calendar date it is now in the IANA `timezone`."""
    return now().astimezone(ZoneInfo(timezone)).date()


def shift(by: timedelta) -> None:
    """Let every later `now` differ from the real time by a fixed amount."""
    _shift["by"] = by


@cache
def zones() -> tuple[str, ...]:
    """Return the IANA time zones people live in, by name: Asia/Seoul, not Etc/GMT+9."""
    return tuple(sorted(one for one in available_timezones() if one.split("/")[0] in AREAS))


def is_shifted() -> bool:
    """Say whether this process replays another time; its papers are marked as specimens."""
    return _shift["by"] != timedelta(0)


def on_day(moment: datetime, timezone: str) -> date:
    """Return the calendar date of `moment` in the IANA `timezone`."""
    return moment.astimezone(ZoneInfo(timezone)).date()
