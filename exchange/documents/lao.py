"""Where a line of Lao may end: it has no spaces between words, and Pango knows no Lao words.

The rules are those of the script, not of a dictionary: a syllable begins with a vowel written
before its consonant, and ends after a vowel that closes it, or after a final that another
consonant follows. Where the script leaves it open, there is no break.
"""

import re
from typing import Final

BREAK: Final = "\u200b"
LEADING: Final = "ເແໂໃໄ"  # written before the consonant, spoken after it
CONSONANT: Final = "ກ-ຮໜໝ"
FINAL: Final = "ກງຍດນບມວ"
FIRST: Final = "ກ-ຢສ-ຬຮໜໝ"  # consonants that never stand second in a cluster, as ຣ, ລ, ວ may
AFTER: Final = "ະ-ຽ່-໋ໍ"  # vowels above, below and behind, and tones
VOWEL: Final = "ະ-ົຽ່-໋ໍ"
OPEN: Final = "າິີຶືຸູຳໍ່-໋"  # of these, the ones that may end a syllable
RULES: Final = (
    re.compile(rf"([{CONSONANT}{AFTER}])(?=[{LEADING}])"),
    re.compile(rf"([ະຳ])(?=[{CONSONANT}])"),
    re.compile(rf"([{OPEN}])(?=[{CONSONANT}][{AFTER}])"),
    re.compile(rf"([{VOWEL}][ອວ]?[{FINAL}])(?=[{FIRST}]|[ຣລ][{AFTER}])"),
    re.compile(rf"([{CONSONANT}]ຼ?[ອວ][{FINAL}])(?=[{FIRST}]|[ຣລ][{AFTER}])"),
)


def with_breaks(text: str) -> str:
    """Return `text` with a zero-width space wherever a syllable surely ends."""
    for ending in RULES:
        text = ending.sub(rf"\1{BREAK}", text)
    return text
