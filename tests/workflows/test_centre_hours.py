"""When a centre is open: holidays, their substitutes, year ends, leap days, clocks put forward."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from exchange import clock
from exchange.centre_hours import DayKind, Span, day_of, open_spans, standing
from tests.centres import make_centre

__all__ = ["make_centre"]

EVERY_DAY = {n: [(time(9), time(17))] for n in range(7)}


@pytest.fixture
def seoul(make_city):
    return make_city("hanbat", "ko", country="KR", timezone="Asia/Seoul")


def at(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone))


def kinds(centre, first: date, last: date) -> dict[str, str]:
    days = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
    return {f"{day:%m-%d}": day_of(centre, day).kind.value for day in days}


def opened(centre, first: date, last: date) -> list[str]:
    zone = ZoneInfo(centre.city.timezone)
    return [
        f"{one.starts.astimezone(zone):%m-%d %H:%M}-{one.ends.astimezone(zone):%H:%M}"
        for one in open_spans(centre, first, last)
    ]


def test_a_week_has_its_late_days_and_its_days_of_rest(make_centre, seoul):
    centre = make_centre(seoul)
    assert opened(centre, date(2026, 11, 30), date(2026, 12, 6)) == [
        "12-01 09:00-18:00",
        "12-02 09:00-21:00",
        "12-03 09:00-21:00",
        "12-04 09:00-18:00",
        "12-05 09:00-18:00",
    ]
    assert day_of(centre, date(2026, 12, 6)).kind is DayKind.WEEKLY


def test_seollal_and_the_day_given_for_it_are_closed(make_centre, seoul):
    centre = make_centre(seoul)
    assert kinds(centre, date(2027, 2, 5), date(2027, 2, 10)) == {
        "02-05": "usual",
        "02-06": "holiday",  # a Saturday, on which the centre is open else
        "02-07": "holiday",
        "02-08": "holiday",
        "02-09": "holiday",  # for the Sunday
        "02-10": "usual",
    }
    assert opened(centre, date(2027, 2, 5), date(2027, 2, 10)) == [
        "02-05 09:00-18:00",
        "02-10 09:00-21:00",
    ]


def test_chuseok_falls_on_open_days_and_a_local_election_too(make_centre, seoul):
    centre = make_centre(seoul)
    assert opened(centre, date(2026, 9, 23), date(2026, 9, 29)) == [
        "09-23 09:00-21:00",
        "09-29 09:00-18:00",
    ]
    assert day_of(centre, date(2026, 6, 3)).kind is DayKind.HOLIDAY


def test_the_year_ends_and_a_leap_day_is_a_day(make_centre, seoul):
    centre = make_centre(seoul)
    assert opened(centre, date(2026, 12, 31), date(2027, 1, 2)) == [
        "12-31 09:00-21:00",
        "01-02 09:00-18:00",
    ]
    assert opened(centre, date(2028, 2, 29), date(2028, 3, 2)) == [
        "02-29 09:00-18:00",
        "03-02 09:00-21:00",
    ]


def test_what_is_said_of_one_day_counts_before_its_weekday_and_its_holiday(make_centre, seoul):
    days = [
        (date(2026, 12, 2),),
        (date(2026, 12, 25), time(10), time(13)),
        (date(2026, 12, 28), time(9), time(12)),
    ]
    centre = make_centre(seoul, days=days)
    assert opened(centre, date(2026, 12, 2), date(2026, 12, 2)) == []
    shut, feast = day_of(centre, date(2026, 12, 2)), day_of(centre, date(2026, 12, 25))
    assert (shut.kind, shut.reasons) == (DayKind.CLOSED, {"en": "a reason"})
    assert feast.kind is DayKind.OTHER
    assert opened(centre, date(2026, 12, 25), date(2026, 12, 28)) == [
        "12-25 10:00-13:00",
        "12-26 09:00-18:00",
        "12-28 09:00-12:00",  # a Monday
    ]


def test_who_keeps_open_on_holidays_does(make_centre, seoul):
    centre = make_centre(seoul, week=EVERY_DAY, closed_on_holidays=False)
    assert day_of(centre, date(2027, 2, 7)).kind is DayKind.USUAL


def test_a_break_parts_a_day(make_centre, seoul):
    centre = make_centre(seoul, week={1: [(time(9), time(12)), (time(13), time(18))]})
    noon = standing(centre, at("Asia/Seoul", 2026, 12, 1, 12, 30))
    assert not noon.is_open
    assert noon.changes_at == at("Asia/Seoul", 2026, 12, 1, 13)


@pytest.mark.parametrize(
    ("moment", "is_open", "changes"),
    [
        ((2026, 12, 1, 8, 59), False, (2026, 12, 1, 9)),
        ((2026, 12, 1, 9), True, (2026, 12, 1, 18)),
        ((2026, 12, 2, 20, 59), True, (2026, 12, 2, 21)),
        ((2026, 12, 2, 21), False, (2026, 12, 3, 9)),
        ((2026, 12, 5, 18), False, (2026, 12, 8, 9)),
        ((2027, 2, 5, 18), False, (2027, 2, 10, 9)),
        ((2026, 12, 31, 23), False, (2027, 1, 2, 9)),
    ],
)
def test_open_now_or_when_next_by_the_clock_of_the_centre(
    make_centre, seoul, moment, is_open, changes
):
    found = standing(make_centre(seoul), at("Asia/Seoul", *moment))
    assert (found.is_open, found.changes_at) == (is_open, at("Asia/Seoul", *changes))


def test_without_a_moment_it_is_now(make_centre, seoul, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 1, 0, 0, tzinfo=UTC))
    assert standing(make_centre(seoul)).is_open  # nine o'clock there


def test_who_has_no_hours_opens_at_no_time_in_sight(make_centre, seoul):
    found = standing(make_centre(seoul, week={}), at("Asia/Seoul", 2026, 12, 1, 12))
    assert (found.is_open, found.changes_at) == (False, None)


def test_the_same_wall_clock_is_another_moment_in_summer(make_centre, make_city):
    centre = make_centre(
        make_city("spree", country="DE", timezone="Europe/Berlin"), week=EVERY_DAY
    )
    starts = [one.starts.hour for one in open_spans(centre, date(2027, 3, 27), date(2027, 3, 30))]
    assert starts == [8, 7, 7]  # put forward on the 28th; the 29th is Easter Monday
    assert day_of(centre, date(2027, 3, 29)).kind is DayKind.HOLIDAY


def test_hours_that_a_day_does_not_have_or_has_twice(make_centre, make_city):
    city = make_city("brooklyn", country="US", timezone="America/New_York")
    centre = make_centre(city, week={6: [(time(1, 30), time(2, 15)), (time(2, 30), time(3, 15))]})
    spring = list(open_spans(centre, date(2027, 3, 14), date(2027, 3, 14)))
    assert spring == [
        Span(datetime(2027, 3, 14, 6, 30, tzinfo=UTC), datetime(2027, 3, 14, 7, 15, tzinfo=UTC))
    ]
    autumn = list(open_spans(centre, date(2027, 11, 7), date(2027, 11, 7)))
    assert [one.starts.hour for one in autumn] == [5, 7]
    assert all(one.starts < one.ends for one in autumn)


def test_spans_do_not_overlap_where_a_clock_is_put_forward(make_centre, make_city):
    city = make_city("brooklyn", country="US", timezone="America/New_York")
    centre = make_centre(city, week={6: [(time(2), time(2, 45)), (time(3), time(4))]})
    first, second = open_spans(centre, date(2027, 3, 14), date(2027, 3, 14))
    assert first.ends == second.starts == datetime(2027, 3, 14, 7, 45, tzinfo=UTC)


def test_a_country_whose_holidays_nobody_knows_has_none(make_centre, make_city):
    centre = make_centre(make_city("nowhere", country="XX"), week=EVERY_DAY)
    assert day_of(centre, date(2027, 1, 1)).kind is DayKind.USUAL


def test_spans_of_a_year_are_in_order_and_never_overlap(make_centre, make_city):
    city = make_city("sydney", country="AU", timezone="Australia/Sydney")
    spans = list(open_spans(make_centre(city), date(2027, 1, 1), date(2028, 2, 29)))
    assert len(spans) > 250
    assert all(one.ends <= then.starts for one, then in pairwise(spans))
