"""A picture of what changed between two papers: their pages, with what differs framed.

Words that differ are framed one by one; where the words of a page are the same, whatever ink
differs is. Frames tell by their form: dashed on the earlier page, double on the later one, a caret
where words were put in or taken out, and a number that both pages share.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, zip_longest
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from exchange.documents.changed_words import Page, Place, changed_words
from exchange.documents.pictures import WIDTH, png_of

FAINT: Final = 48  # grey levels that are no change: the same ink, set a hair further
CELL: Final = 10  # pixels; ink nearer than this belongs together
INK: Final = (23, 25, 29)
ACCENT: Final = (29, 63, 102)
PAPER: Final = (255, 255, 255)
DASH: Final = 8
TAG: Final = 15
MARGIN: Final = 3

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs: the words there before and now, "" where it is not words."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One page of both papers as PNG, and what differs on it in the order of its numbers."""

    before: bytes
    after: bytes
    changes: tuple[Change, ...]


def compared(before: bytes, after: bytes, width: int = WIDTH) -> list[Compared]:
    """Return every page of two PDFs, `width` pixels wide; a page that is missing is blank."""
    numbers = count(1)
    return [
        _page(left, right, numbers)
        for left, right in zip_longest(_drawn(before, width), _drawn(after, width))
    ]


def _page(left: Page | None, right: Page | None, numbers: Iterator[int]) -> Compared:
    size = (left or right or _NONE).picture.size
    left, right = left or _blank(size), right or _blank(size)
    places = changed_words(left, right) or _changed_ink(left.picture, right.picture)
    pictures = left.picture.copy(), right.picture.copy()
    for place in places:
        number = next(numbers)
        _framed(pictures[0], place.before_boxes, number, dashed=True)
        _framed(pictures[1], place.after_boxes, number, dashed=False)
    changes = tuple(Change(place.before, place.after) for place in places)
    return Compared(png_of(pictures[0]), png_of(pictures[1]), changes)


def _drawn(pdf: bytes, width: int) -> Iterator[Page]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            scale = width / page.get_width()
            picture = page.render(scale=scale).to_pil().convert("RGB")
            yield Page.read(page, picture, scale)
    finally:
        document.close()


def _blank(size: tuple[int, int]) -> Page:
    return Page(Image.new("RGB", size, PAPER), "", ())


_NONE: Final = _blank((WIDTH, WIDTH))


def _changed_ink(before: Image.Image, after: Image.Image) -> list[Place]:
    """Return where ink differs, near places as one."""
    size = max(before.width, after.width), max(before.height, after.height)
    sheets = [Image.new("RGB", size, PAPER) for _ in range(2)]
    for sheet, picture in zip(sheets, (before, after), strict=True):
        sheet.paste(picture)
    differs = ImageChops.difference(*sheets).convert("L").point(_is_change)
    cells = differs.resize(
        (-(-size[0] // CELL), -(-size[1] // CELL)), Image.Resampling.BOX, reducing_gap=None
    ).point(_is_any)
    return [Place("", "", (box,), (box,)) for box in _groups(cells)]


def _is_change(level: int) -> int:
    return 255 if level > FAINT else 0


def _is_any(level: int) -> int:
    return 255 if level else 0


def _groups(cells: Image.Image) -> Iterator[Box]:
    """Yield a box, in pixels of the page, round each group of cells that touch."""
    left = {
        (x, y) for y in range(cells.height) for x in range(cells.width) if cells.getpixel((x, y))
    }
    while left:
        group, edge = set(), [min(left, key=lambda cell: (cell[1], cell[0]))]
        while edge:
            x, y = edge.pop()
            if (x, y) in left:
                left.discard((x, y))
                group.add((x, y))
                edge += [(x + i, y + j) for i in (-2, -1, 0, 1, 2) for j in (-1, 0, 1)]
        xs, ys = [x for x, _ in group], [y for _, y in group]
        yield min(xs) * CELL, min(ys) * CELL, (max(xs) + 1) * CELL, (max(ys) + 1) * CELL


def _framed(picture: Image.Image, boxes: tuple[Box, ...], number: int, *, dashed: bool) -> None:
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        x, y, right, low = box[0] - MARGIN, box[1] - MARGIN, box[2] + MARGIN, box[3] + MARGIN
        if dashed:
            _dashes(pen, (x, y, right, low))
        else:
            pen.rectangle((x, y, right, low), outline=ACCENT, width=2)
            pen.rectangle((x - 4, y - 4, right + 4, low + 4), outline=ACCENT, width=1)
    if boxes:
        x, y = max(0, boxes[0][0] - TAG), max(0, boxes[0][1] - TAG)  # over the corner
        pen.rectangle((x, y, x + TAG, y + TAG), fill=INK)
        middle = (x + TAG / 2, y + TAG / 2)
        pen.text(middle, str(number), fill=PAPER, anchor="mm", font=ImageFont.load_default(11))


def _dashes(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x, y, right, low = box
    for start in range(x, right, 2 * DASH):
        end = min(start + DASH, right)
        pen.line((start, y, end, y), fill=INK, width=2)
        pen.line((start, low, end, low), fill=INK, width=2)
    for start in range(y, low, 2 * DASH):
        end = min(start + DASH, low)
        pen.line((x, start, x, end), fill=INK, width=2)
        pen.line((right, start, right, end), fill=INK, width=2)
