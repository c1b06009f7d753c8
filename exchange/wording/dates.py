"""Dates as each language writes them, saying no more than is known. The words are CLDR's."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from babel.dates import format_date, format_interval, format_skeleton, format_timedelta

from exchange.wording.locales import locale_of

SKELETONS: Final = {1: "y", 2: "yMMMM"}
INTERVALS: Final = frozenset({"ko", "ja", "zh-Hans", "zh-Hant"})  # CLDR's has the month in full
YEAR_FIRST: Final = {"hu": re.compile(r"^\d+\. "), "mn": re.compile(r"^\d+ оны ")}
YEAR_LAST: Final = re.compile(r"(?: de| năm|,)? \d{4}(?: [гр]\.)?$")
ERAS: Final = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"))
ONLY_DAYS: Final = 10**6  # never weeks
NIGHTS: Final = {
    "ko": " ({n}박 {d}일)",
    "ja": "（{n}泊{d}日）",
    "zh-Hans": "（{d}天{n}晚）",
    "zh-Hant": "（{d}天{n}夜）",
    "sv": " ({d} dagar)",  # CLDR has dygn, of 24 hours each
}


def known_parts(iso: str) -> tuple[int, ...]:
    """Return year, month and day as far as they are known; raise ValueError for anything else."""
    parts = tuple(int(part) for part in iso.split("-"))
    date(*(*parts, 1, 1)[:3])
    return parts


def whole(iso: str) -> date | None:
    """Return the date if its day is known."""
    parts = known_parts(iso)
    return date(*parts) if len(parts) == 3 else None  # noqa: PLR2004  # year, month, day


@lru_cache(maxsize=4096)
def long_date(iso: str, language: str) -> str:
    """Return "2020년 1월 15일", "2004年2月", "4 ماي 2020", "1999년" and so on."""
    parts = known_parts(iso)
    if language == "vi":
        return _vietnamese(parts)
    day = date(*(*parts, 1, 1)[:3])
    if len(parts) in SKELETONS:
        return _plain(format_skeleton(SKELETONS[len(parts)], day, locale=locale_of(language)))
    written = _plain(format_date(day, "long", locale=locale_of(language)))
    return f"1er{written[1:]}" if language == "fr" and day.day == 1 else written


def registered_date(iso: str, language: str) -> str:
    """Return the date of the number block: in Japanese with the era, by which offices file."""
    written = long_date(iso, language)
    day = whole(iso)
    if language != "ja" or day is None:
        return written
    for began, era in ERAS:
        if day >= began:
            nth = day.year - began.year + 1
            return f"{day.year}年（{era}{'元' if nth == 1 else nth}年）{day.month}月{day.day}日"
    return written


def file_date(iso: str, language: str) -> str:
    """Return a date as office lines and tables write it: "2020. 1. 15." in Korean, else ISO."""
    if language != "ko":
        return iso
    return " ".join(f"{part}." for part in known_parts(iso))


def step_date(iso: str, issued_on: str, language: str) -> str:
    """Return the date of an approval step; Korean lines leave out the year of the paper itself."""
    if language == "ko" and iso[:4] == issued_on[:4]:
        return file_date(iso, language).split(" ", 1)[-1]
    return file_date(iso, language) if iso else ""


@lru_cache(maxsize=1024)
def period(start: str, end: str, language: str) -> str:
    """Return "2020년 7월 20일~24일", or one date where both are the same.

    CLDR shortens the month between two dates in most languages, so that those are put together
    from its long dates, leaving out what both have in common.
    """
    first, last = whole(start), whole(end)
    if start == end:
        return long_date(start, language)
    if first is not None and last is not None and language in INTERVALS:
        return _plain(format_interval(first, last, "yMMMMd", locale=locale_of(language)))
    begin, finish = long_date(start, language), long_date(end, language)
    if first is None or last is None or first.year != last.year:
        return _from_to(begin, finish, language)
    if first.month == last.month:
        return _within_a_month(begin, finish, language)
    if year := YEAR_FIRST.get(language):
        return _from_to(begin, year.sub("", finish), language)
    return _from_to(YEAR_LAST.sub("", begin), finish, language)


def _within_a_month(begin: str, finish: str, language: str) -> str:
    """Return both days with their month and year once: the day is the first word, or the last."""
    if language in YEAR_FIRST:
        return f"{begin.removesuffix('.')}–{finish[finish.rindex(' ') + 1 :]}"
    return _from_to(begin[: begin.index(" ")], finish, language, "–")


def _from_to(begin: str, finish: str, language: str, dash: str = " – ") -> str:
    """Return both; in Arabic in words, as a dash leaves open which of two figures is first."""
    if language == "ar":
        return f"من {begin} إلى {finish}"
    return f"{begin}{dash}{finish}"


def length(start: str, end: str, language: str) -> str:
    """Return " (4박 5일)", " (5 days)", or "" for one day or days not known.

    East Asia counts nights and days; elsewhere CLDR's days are said, which need no custom known.
    """
    first, last = whole(start), whole(end)
    if first is None or last is None or first == last:
        return ""
    nights = (last - first).days
    if said := NIGHTS.get(language):
        return said.format(n=nights, d=nights + 1)
    said = format_timedelta(
        timedelta(days=nights + 1), "day", threshold=ONLY_DAYS, locale=locale_of(language)
    )
    return f" ({_plain(said)})"


def _vietnamese(parts: tuple[int, ...]) -> str:
    """Return "5 tháng 1 năm 2020": offices name the year, where CLDR puts a comma."""
    year, month, day = (*parts, 0, 0)[:3]
    told = [str(day) if day else "", f"tháng {month} năm" if month else "", str(year)]
    return " ".join(filter(None, told))


def _plain(text: str) -> str:
    """Replace the thin spaces of CLDR, which the CJK faces lack."""
    return text.replace("\u2009", "").replace("\u202f", " ")
