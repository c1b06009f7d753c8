"""Which days people work: by country, from published holidays, or as a city itself says.

What counts, as the `holidays` library knows it: holidays for everybody, with substitutes, election
days and days given once; 1 May in Korea from 2026 on, when it became one for civil servants too
(before, it is a holiday of banks and companies and an office works); weekends by country and
year, and the Saturdays and Sundays on which China makes up for a long holiday, once published.
Lunar holidays of coming years are computed; elections and days given once appear with updates.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

import holidays

WEEKEND = frozenset({5, 6})
A_DAY = timedelta(days=1)
MOST_KEPT = 256  # calendars of one country and year


class Calendar(Protocol):
    """Says of a day in a country whether people work."""

    def is_working(self, day: date, country: str) -> bool:
        """Say whether `day` is a working day in the ISO 3166-1 `country`."""


class PublishedHolidays:
    """The holidays each country publishes; Saturday and Sunday where none are known."""

    def is_working(self, day: date, country: str) -> bool:
        """Say whether `day` is a working day in `country`."""
        known = published(country, day.year)
        return day.weekday() not in WEEKEND if known is None else known.is_working_day(day)


_in_use: dict[str, Calendar] = {"calendar": PublishedHolidays()}


def is_working(day: date, country: str) -> bool:
    """Say whether people work on `day` in the ISO 3166-1 `country`."""
    return _in_use["calendar"].is_working(day, country)


def is_holiday(day: date, country: str) -> bool:
    """Say whether `day` is a public holiday for everybody in `country`, on whatever weekday."""
    known = published(country, day.year)
    return known is not None and day in known


def after(day: date, count: int, country: str) -> date:
    """Return the day that is `count` working days after `day`; with 0, the first from `day` on."""
    while count > 0 or not is_working(day, country):
        day += A_DAY
        count -= is_working(day, country)
    return day


def between(first: date, last: date, country: str) -> int:
    """Count the working days after `first` up to and with `last`: what `after` steps over."""
    days = range(1, (last - first).days + 1)
    return sum(is_working(first + n * A_DAY, country) for n in days)


def is_known(country: str) -> bool:
    """Say whether holidays of `country` are known; else only its weekends are free."""
    return country in holidays.list_supported_countries()


@contextmanager
def use(calendar: Calendar) -> Iterator[None]:
    """Ask another calendar for a while: a test's, or one with the closures of a city."""
    before = _in_use["calendar"]
    _in_use["calendar"] = calendar
    try:
        yield
    finally:
        _in_use["calendar"] = before


@lru_cache(maxsize=MOST_KEPT)
def published(country: str, year: int) -> holidays.HolidayBase | None:
    """Return the calendar of one country and year, or nothing where none is known."""
    if not is_known(country):
        return None
    return holidays.country_holidays(country, years=year, expand=False)
