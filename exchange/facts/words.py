"""Words by language: which languages papers are set in, and names of units and countries there."""

import pickle
import tomllib
from functools import cache
from pathlib import Path

from babel.localedata import resolve_locale_filename

from exchange.facts.shapes import Words

LETTER_LANGUAGES = (
    *("ko", "ja", "zh-Hans", "zh-Hant", "vi", "en", "hu", "es", "sv", "ru"),
    *("de", "fr", "it", "cs", "ar", "uk", "mn", "lo", "id"),
)
FALLBACK = "en"
CLDR = {"zh-Hans": "zh", "zh-Hant": "zh_Hant"}  # where CLDR keeps the words, if elsewhere

UNITS: dict[str, Words] = tomllib.loads(
    Path(__file__).with_name("units.toml").read_text(encoding="utf-8")
)


def letter_language(language: str) -> str:
    """Return the language a paper is set in for a reader of `language`: theirs, or English."""
    return language if language in LETTER_LANGUAGES else FALLBACK


def in_both(own: str, theirs: str, languages: tuple[str, str]) -> Words:
    """Return one text of each side, by language; a side without words takes the other's."""
    return {languages[1]: theirs or own, languages[0]: own}


def country_names(code: str) -> Words:
    """Return the name of an ISO 3166-1 `code` in every letter language, from CLDR."""
    return {
        language: _territories(CLDR.get(language, language)).get(code, code)
        for language in LETTER_LANGUAGES
    }


def unit_names(code: str) -> Words:
    """Return what a UN/ECE Rec 20 `code` is called; one without words stands for itself."""
    return UNITS.get(code, {FALLBACK: code})


@cache
def _territories(locale: str) -> dict[str, str]:
    """Return CLDR's names of countries alone; Babel would keep all it knows of each language."""
    data = Path(resolve_locale_filename(locale)).read_bytes()
    names: dict[str, str] = pickle.loads(data)["territories"]  # noqa: S301  # Babel's own file
    return names
