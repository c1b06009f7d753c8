"""The words of the page that counts what arrived, in every language of letters.

They have files of their own beside the catalogues of the service: readers of eighteen languages
count, while only some of these are languages of the whole service.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from exchange.facts.words import FALLBACK, LETTER_LANGUAGES

WORDS: Final = Path(__file__).resolve().parent.parent / "templates" / "receipts" / "words"
RIGHT_TO_LEFT: Final = frozenset({"ar"})


class Words(dict[str, str]):
    """The texts of one language by key; `said` fills the places of one."""

    language = FALLBACK

    def said(self, key: str, **places: object) -> str:
        """Return a text with its places filled."""
        return self[key].format(**places)

    @property
    def direction(self) -> str:
        """Return in which direction the language is written, as HTML names it."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"


@cache
def words(language: str) -> Words:
    """Return the words in `language`, or in English where nobody writes letters in it."""
    known = language if language in LETTER_LANGUAGES else FALLBACK
    text = (WORDS / f"{known}.toml").read_text(encoding="utf-8")
    found = Words(_flat(tomllib.loads(text)))
    found.language = known
    return found


def offered(language: str) -> tuple[str, ...]:
    """Return the languages the page offers: the reader's, then those of every office."""
    return tuple(dict.fromkeys((words(language).language, "ko", "en")))


def _flat(read: Mapping[str, object]) -> dict[str, str]:
    return {key: str(text) for key, text in read.items() if key != "status"}
