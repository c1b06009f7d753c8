"""What a label has room for: nothing may ever be printed over its barcode.

Heights and widths are in mm and match labels.css.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from types import SimpleNamespace
from typing import Any, Final

from exchange.documents.tables import POINTS, lines_in

FIELD: Final = 104.5  # above the barcode
SENDER: Final = 20.3
FIGURES: Final = 18.1  # n of N and the weight
PADDING: Final = 2.6  # of each field
HEAD: Final = 3.0  # of each field, one line
WIDE: Final = 92.0
LEFT: Final = 61.0  # the column of what lies within
MARK: Final = 8.5
CAPTION: Final = 2.7
# Beyond ASCII, and no wider than some letter there: alphabets and Hangul.
LETTER: Final = re.compile("[\u00a0-\u10ff\uac00-\ud7a3]")
HANGUL: Final = "\uac00"
LEAST: Final = 2  # contents worth leaving out the words below the marks for


def room_of(view: SimpleNamespace) -> tuple[float, float]:
    """Return the height left for what lies within: with words below the marks, and without."""
    used = SENDER + FIGURES + PADDING + HEAD * lines_of(view.keys["to_short"], 6.2, WIDE)
    for n, name in enumerate(view.receiver):
        used += 6.4 * lines_of([name], 14, WIDE) if n == 0 else 4.4 * lines_of([name], 9.2, WIDE)
    used += 1.6 + 3.9 * (lines_of(view.aid, 8.6, WIDE) if view.aid else 0) + 3.9
    heads = max(
        lines_of(view.keys["cartons" if view.is_pallet else "contents"], 6.2, LEFT),
        lines_of(view.keys["list"], 6.2, 28),
    )
    used += PADDING + HEAD * heads
    if not view.marks:
        return FIELD - used, FIELD - used
    each = WIDE / len(view.marks) - 1.2
    captions = max(lines_of(mark.label, 5.6, each) for mark in view.marks)
    bare = CAPTION if any(mark.number for mark in view.marks) else 0.0
    return FIELD - used - MARK - CAPTION * captions, FIELD - used - MARK - bare


def that_fit(heights: Sequence[float], rooms: tuple[float, float]) -> tuple[int, bool]:
    """Return how many things so high there is room for, and whether with words below the marks.

    One is always named. For a second one these words are left out: the pictures speak.
    """
    with_words, without = (_fitting(heights, room) for room in rooms)
    if with_words >= min(LEAST, len(heights)):
        return with_words, True
    return max(1, without), False


def height_of(names: Sequence[Any], line: str) -> float:
    """Return how high a content stands: its names in bold, and a line about it."""
    return 4.2 * lines_of(names, 9, LEFT) + 3.8 * lines_of([line], 8, LEFT)


def height_of_numbers(numbers: str) -> float:
    """Return how high the cartons on a pallet stand: how many, then which."""
    return 6.4 + 4.4 * lines_of([numbers], 10, LEFT)


def lines_of(texts: Iterable[Any], points: float, width: float) -> int:
    """Return how many lines texts take that stand beside each other, so large and so wide."""
    text = LETTER.sub(_as_ascii, " ".join(map(str, texts)))
    return lines_in(text, width * POINTS / points)


def _as_ascii(letter: re.Match[str]) -> str:
    if letter[0] >= HANGUL:
        return "m"
    return "A" if letter[0].isupper() else "a"


def _fitting(heights: Sequence[float], room: float) -> int:
    stand = accumulate(heights)
    return sum(1 for height in stand if height <= room)
