"""Dates as each language writes them, saying no more than is known."""

from datetime import date
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

SKELETONS: Final = {1: "y", 2: "yMMMM"}
CLDR: Final = {
    "ko": "ko",
    "ja": "ja",
    "zh-Hans": "zh_Hans",
    "zh-Hant": "zh_Hant_TW",
    "en": "en_GB",
}
ERAS: Final = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"))
NIGHTS: Final = {
    "ko": " ({n}박 {d}일)",
    "ja": "（{n}泊{d}日）",
    "zh-Hans": "（{d}天{n}晚）",
    "zh-Hant": "（{d}天{n}夜）",
    "en": " ({d} days)",
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
    """Return "2020년 1월 15일", "2004年2月", "15 January 2020", "1999년" and so on."""
    parts = known_parts(iso)
    day = date(*(*parts, 1, 1)[:3])
    if len(parts) in SKELETONS:
        return _plain(format_skeleton(SKELETONS[len(parts)], day, locale=_locale(language)))
    return _plain(format_date(day, "long", locale=_locale(language)))


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
    """Return "2020년 7월 20일~24일", or one date where both are the same."""
    first, last = whole(start), whole(end)
    if start == end:
        return long_date(start, language)
    if first is None or last is None:
        return f"{long_date(start, language)} – {long_date(end, language)}"
    if language == "en":  # CLDR has no interval with the month in full
        return _english_period(first, last)
    return _plain(format_interval(first, last, "yMMMMd", locale=_locale(language)))


def _english_period(first: date, last: date) -> str:
    end = long_date(last.isoformat(), "en")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = long_date(first.isoformat(), "en")
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}")
    return f"{start} – {end}"


def length(start: str, end: str, language: str) -> str:
    """Return " (4박 5일)" in the language's way, or "" for one day or days not known."""
    first, last = whole(start), whole(end)
    if first is None or last is None or first == last:
        return ""
    nights = (last - first).days
    return NIGHTS[language].format(n=nights, d=nights + 1)


def _locale(language: str) -> Locale:
    return Locale.parse(CLDR[language])


def _plain(text: str) -> str:
    """Replace the thin spaces of CLDR, which the CJK faces lack."""
    return text.replace("\u2009", "").replace("\u202f", " ")
