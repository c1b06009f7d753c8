"""The words of the page of a centre, in the languages residents read; its texts are rows.

These languages are a list of their own: two of them are none that letters are written in.
"""

import tomllib
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_skeleton

from exchange.models import CENTRE_LANGUAGES
from exchange.wording.locales import locale_of
from exchange.wording.receipt_page import Words

WORDS: Final = Path(__file__).resolve().parent.parent / "templates" / "centre" / "words"
FALLBACK: Final = "en"
WEEKDAY_LAST: Final = frozenset({"ko", "zh-Hans", "mn"})
OWN_NAMES: Final = {
    "ko": "한국어",
    "en": "English",
    "vi": "Tiếng Việt",
    "zh-Hans": "中文",
    "ru": "Русский",
    "mn": "Монгол",
    "th": "ไทย",
    "fil": "Filipino",
}


@cache
def words(language: str) -> Words:
    """Return the words in one of the languages of centres, or in English."""
    known = language if language in CENTRE_LANGUAGES else FALLBACK
    read = tomllib.loads((WORDS / f"{known}.toml").read_text(encoding="utf-8"))
    found = Words({key: str(text) for key, text in read.items() if key != "status"})
    found.language = known
    return found


def weekday(n: int, language: str) -> str:
    """Return what a weekday is called, Monday 0."""
    name: str = locale_of(language).days["stand-alone"]["wide"][n]
    return name[:1].upper() + name[1:]


def weekday_and_day(day: date, language: str) -> str:
    """Write a day near by: its weekday, day and month, all in full.

    CLDR would shorten the weekday in some of these languages.
    """
    told = str(format_skeleton("MMMMd", day, locale=locale_of(language)))
    named = weekday(day.weekday(), language)
    return f"{told} {named}" if language in WEEKDAY_LAST else f"{named}, {told}"


def whole_day(day: date, language: str) -> str:
    """Write a day with its year, as the calendar of the West counts it."""
    return str(format_date(day, "long", locale=locale_of(language)))


def hour(moment: time) -> str:
    """Write an hour of the day, alike in every language."""
    return f"{moment:%H:%M}"


def span(opens: time, closes: time) -> str:
    """Write from when to when."""
    return f"{hour(opens)}–{hour(closes)}"
