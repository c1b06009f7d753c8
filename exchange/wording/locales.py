"""Which locale of CLDR a language of papers takes its dates and figures from."""

from functools import cache
from typing import Final

from babel import Locale

CLDR: Final = {
    "zh-Hans": "zh_Hans",
    "zh-Hant": "zh_Hant_TW",
    "en": "en_GB",
    "ar": "ar_DZ",  # Western figures, and the months as the Maghreb names them
}


@cache
def locale_of(language: str) -> Locale:
    """Return the locale; Spanish is that of Spain, whose dates Chile and Mexico write alike."""
    return Locale.parse(CLDR.get(language, language))
