"""Which days count: lunar holidays, substitutes, weekends, year ends, leap days, countries."""

from datetime import UTC, date, datetime, timedelta

import pytest

from exchange import clock, working_days
from exchange.working_days import after, between, is_known, is_working


def day(written: str) -> date:
    return date.fromisoformat(written)


@pytest.mark.parametrize(
    ("first", "count", "country", "expected"),
    [
        ("2026-02-13", 1, "KR", "2026-02-19"),  # Seollal: Monday to Wednesday off
        ("2026-02-13", 3, "KR", "2026-02-23"),
        ("2025-10-02", 1, "KR", "2025-10-10"),  # Chuseok, its substitute on the 8th, Hangul Day
        ("2025-12-31", 1, "KR", "2026-01-02"),
        ("2026-12-31", 1, "KR", "2027-01-04"),
        ("2024-02-28", 1, "KR", "2024-02-29"),
        ("2024-02-29", 1, "KR", "2024-03-04"),  # 1 March is a holiday, then the weekend
        ("2028-02-28", 1, "US", "2028-02-29"),
        ("2028-02-29", 1, "US", "2028-03-01"),
        ("2026-05-01", 2, "JP", "2026-05-08"),  # Golden Week, with the substitute of the 6th
        ("2026-12-31", 1, "JP", "2027-01-04"),
        ("2026-09-30", 1, "CN", "2026-10-08"),
        ("2026-11-26", 1, "US", "2026-11-27"),
        ("2026-07-16", 0, "XX", "2026-07-16"),
        ("2026-07-18", 0, "XX", "2026-07-20"),  # Saturday
        ("2026-07-17", 5, "XX", "2026-07-24"),
    ],
)
def test_a_term_ends_on_the_working_day_it_should(first, count, country, expected):
    end = after(day(first), count, country)
    assert end == day(expected)
    assert is_working(end, country)
    assert between(day(first), end, country) == (count or (end != day(first)))


@pytest.mark.parametrize(
    ("free", "country"),
    [
        ("2026-02-16", "KR"),
        ("2026-02-17", "KR"),
        ("2025-10-08", "KR"),  # substitute of Chuseok, whose eve was a Sunday
        ("2025-06-03", "KR"),  # the election of the president
        ("2026-06-03", "KR"),  # local elections
        ("2026-05-01", "KR"),  # a holiday of civil servants too from 2026 on
        ("2026-08-17", "KR"),
        ("2026-12-02", "AE"),
        ("2026-11-28", "AE"),  # Saturday; the weekend moved there in 2022
        ("2021-11-26", "AE"),  # Friday, as it was before
        ("2026-02-13", "SA"),  # Friday
        ("2026-02-17", "CN"),
    ],
)
def test_days_nobody_works(free, country):
    assert not is_working(day(free), country)


@pytest.mark.parametrize(
    ("busy", "country"),
    [
        ("2025-05-01", "KR"),  # companies and banks rest, offices do not
        ("2026-11-27", "AE"),  # Friday
        ("2021-11-28", "AE"),  # Sunday, as it was before
        ("2026-02-15", "SA"),  # Sunday
        ("2026-02-14", "CN"),  # a Saturday that makes up for the Spring Festival
        ("2028-02-29", "KR"),
    ],
)
def test_days_people_do_work(busy, country):
    assert is_working(day(busy), country)


def test_a_country_without_known_holidays_has_its_weekends():
    assert is_known("KR")
    assert not is_known("XX")
    assert not is_working(day("2026-11-28"), "XX")
    assert is_working(day("2026-12-25"), "XX")


def test_the_day_is_that_of_the_place_that_counts_it():
    clock.shift(datetime(2026, 2, 15, 15, 30, tzinfo=UTC) - datetime.now(UTC))
    seoul, west = clock.today("Asia/Seoul"), clock.today("America/Los_Angeles")
    assert (seoul, west) == (day("2026-02-16"), day("2026-02-15"))
    assert after(seoul, 1, "KR") == day("2026-02-19")
    assert after(west, 1, "US") == day("2026-02-17")  # Presidents' Day is the 16th


def test_a_city_may_close_on_days_of_its_own():
    class Closed:
        def is_working(self, one: date, country: str) -> bool:
            return one != day("2026-11-25") and working_days.PublishedHolidays().is_working(
                one, country
            )

    with working_days.use(Closed()):
        assert after(day("2026-11-24"), 1, "KR") == day("2026-11-26")
    assert after(day("2026-11-24"), 1, "KR") == day("2026-11-25")


def test_years_of_counting_keep_a_bounded_memory():
    first = day("1990-01-01")
    for country in ("KR", "JP", "CN", "US", "DE", "FR"):
        after(first, 20_000, country)
    kept = working_days.published.cache_info()
    assert kept.currsize <= kept.maxsize == working_days.MOST_KEPT
    assert between(first, first - timedelta(days=3), "KR") == 0
