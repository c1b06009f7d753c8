"""Words by language: which languages papers are set in, and names of units and countries there."""

import pickle
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

# UN/ECE Recommendation 20, the codes this office uses; the words are those of packing lists.
UNITS: dict[str, Words] = {
    "H87": {"ko": "개", "ja": "個", "zh-Hans": "件", "zh-Hant": "件", "en": "pcs"},
    "XBO": {"ko": "병", "ja": "本", "zh-Hans": "瓶", "zh-Hant": "瓶", "en": "bottles"},
    "PR": {"ko": "켤레", "ja": "組", "zh-Hans": "双", "zh-Hant": "雙", "en": "pairs"},
    "SET": {"ko": "세트", "ja": "セット", "zh-Hans": "套", "zh-Hant": "套", "en": "sets"},
    "KGM": {"ko": "kg", "ja": "kg", "zh-Hans": "千克", "zh-Hant": "公斤", "en": "kg"},
    "LTR": {"ko": "L", "ja": "L", "zh-Hans": "升", "zh-Hant": "公升", "en": "L"},
    "MTR": {"ko": "m", "ja": "m", "zh-Hans": "米", "zh-Hant": "公尺", "en": "m"},
}


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
