"""Deal the carton rows out to pages, so that each page can carry its totals to the next.

Rows have known heights, because totals carried over must be printed before the page is laid out.
Heights are in mm and match manifest.css.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

ROW: Final = 5.7  # one line of text, padding and rule
LINE: Final = 4.0  # every further line of a cell that wraps
HEAD: Final = 10.2  # the table head, in two languages
CAPTION: Final = 11.0  # with the space above it, on the first leaf only
SHEET: Final = 247.0  # between the margins of every page but the first; of a Letter sheet:
LETTER_SHEET: Final = 229.4
CLOSING: Final = 50.0  # signatures, approval line and check code
SPARE: Final = 1.0
FEWEST: Final = 3  # rows worth beginning, or ending, a leaf with
EM: Final = 2.893  # mm at 8.2 pt
_WIDE: Final = frozenset("MWmw@%")
_NARROW: Final = frozenset(" .,-/:;'|()")


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one carton, from row `first` to row `last` of all rows, `height` mm high."""

    first: int
    last: int
    height: float


def row_height(cells: Sequence[tuple[str, float]]) -> float:
    """Return the height of a row whose cells hold these texts in columns this wide, in mm."""
    return ROW + LINE * (max(_lines(text, width) for text, width in cells) - 1)


def deal(
    blocks: Sequence[Block], room: float, carried: float = ROW, sheet: float = SHEET
) -> list[list[Block]]:
    """Return the blocks of each leaf; the first leaf has `room` mm left below the goods.

    `carried` is the height in mm of a row of totals: one ends each leaf and one opens the next.

    The first list is empty where the table had better begin on a page of its own. A carton stays
    on one leaf unless it is longer than a leaf. The last leaf leaves room for the signatures.
    """
    first = room - CAPTION - HEAD - carried - SPARE
    later = sheet - HEAD - 2 * carried - SPARE
    whole = [piece for block in blocks for piece in _pieces(block, later)]
    leaves: list[list[Block]] = [[]]
    left = first if first >= FEWEST * ROW else 0.0
    for piece in whole:
        if piece.height > left:
            leaves.append([])
            left = later
        leaves[-1].append(piece)
        left -= piece.height
    if left < CLOSING:
        leaves.append(_taken_over(leaves[-1]))
    return [leaf for n, leaf in enumerate(leaves) if leaf or n == 0]


def _taken_over(leaf: list[Block]) -> list[Block]:
    """Take a few rows from the end of a full leaf, so that no page holds signatures alone."""
    taken: list[Block] = []
    while leaf and len(taken) < FEWEST:
        taken.insert(0, leaf.pop())
    return taken


def _pieces(block: Block, longest: float) -> Iterator[Block]:
    if block.height <= longest:
        yield block
        return
    each = block.height / (block.last - block.first)
    step = max(1, int(longest / each))
    for start in range(block.first, block.last, step):
        end = min(start + step, block.last)
        yield Block(start, end, each * (end - start))


def _lines(text: str, width: float) -> int:
    """Return how many lines the text needs at most; wide guesses only leave a little white."""
    total = EM * sum(map(_advance, text))
    return max(1, -(-int(total * 100) // int(width * 100)))


def _advance(sign: str) -> float:
    if sign in _WIDE:
        return 0.95
    if sign in _NARROW:
        return 0.4
    if sign.isdigit() or sign == "×":
        return 0.56
    if not sign.isascii():
        return 1.0
    return 0.72 if sign.isupper() else 0.62
