"""In which language something was typed, as far as its script tells."""

import re
from collections.abc import Sequence
from typing import Final

from exchange.facts.shapes import Words

SCRIPTS: Final = (
    (re.compile(r"[\uac00-\ud7a3\u3131-\u318e]"), ("ko",)),
    (re.compile(r"[\u3040-\u30ff]"), ("ja",)),
    (re.compile(r"[\u0600-\u06ff]"), ("ar",)),
    (re.compile(r"[\u0e80-\u0eff]"), ("lo",)),
    (re.compile(r"[\u0400-\u04ff]"), ("ru", "uk", "mn")),
    (re.compile(r"[\u4e00-\u9fff]"), ("zh-Hans", "zh-Hant", "ja")),
)
FALLBACK: Final = "en"


def typed_in(text: str, languages: Sequence[str]) -> str:
    """Return which of `languages` a text can be in, best first; English where none fits."""
    for letters, candidates in SCRIPTS:
        if letters.search(text):
            fits = [language for language in languages if language in candidates]
            return fits[0] if fits else candidates[0]
    cased = {language for _, candidates in SCRIPTS for language in candidates}
    return next((language for language in languages if language not in cased), FALLBACK)


def typed_words(text: str, languages: Sequence[str]) -> Words:
    """Return the text by the language it was typed in; {} for nothing."""
    return {typed_in(text, languages): text} if text else {}
