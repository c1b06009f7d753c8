"""The words of the pages where a resident asks for help, in each language they are spoken to in.

They have files of their own beside the catalogues of the service, and each says how far it can be
trusted: what a machine translated and nobody read is shown as such.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from exchange.models import CENTRE_LANGUAGES
from exchange.wording.receipt_page import Words

WORDS: Final = Path(__file__).resolve().parent.parent / "templates" / "asking" / "words"
FALLBACK: Final = "ko"


class Said(Words):
    """The texts of one language by key, and whether a person has read them."""

    language = FALLBACK
    is_read = True


@cache
def words(language: str) -> Said:
    """Return the words in `language`, or in Korean where residents are not spoken to in it."""
    known = language if language in CENTRE_LANGUAGES else FALLBACK
    told = tomllib.loads((WORDS / f"{known}.toml").read_text(encoding="utf-8"))
    status = told.pop("status")
    found = Said({key: str(text) for key, text in told.items()})
    found.language, found.is_read = known, status != "machine"
    return found
