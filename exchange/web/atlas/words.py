"""Words beside the cities of a map, each where it covers neither a sign nor another word."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exchange.web.atlas.frames import Point

NARROW, WIDE = 0.58, 1.0  # the width of a letter, in its height
LINE = 1.15
GAP = 4.0
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where its middle line begins, ends or stands: `anchor` as SVG has it."""

    text: str
    x: float
    y: float
    anchor: str
    box: Box


def width_of(text: str, size: float) -> float:
    """Return how wide a text is at most, in the units of `size`."""
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    return (wide * WIDE + (len(text) - wide) * NARROW) * size


def placed(
    wanted: Sequence[tuple[str, Point, float]],
    taken: Iterable[Box],
    avoided: Sequence[Box],
    size: float,
    sheet: Point,
) -> list[Word | None]:
    """Return a place for each text beside its point, or None where there is none.

    `wanted` are the text, the point and the radius of the sign on it, the most important first.
    What is `taken` is never covered; what is `avoided` only where nothing else is left.
    """
    boxes = list(taken)
    found: list[Word | None] = []
    for text, point, radius in wanted:
        offers = [
            one
            for one in _offers(text, point, radius, size)
            if _fits(one.box, sheet) and _is_clear(one.box, boxes)
        ]
        best = next((one for one in offers if _is_clear(one.box, avoided)), None)
        word = best or next(iter(offers), None)
        if word is not None:
            boxes.append(word.box)
        found.append(word)
    return found


def _offers(text: str, point: Point, radius: float, size: float) -> Iterable[Word]:
    """Yield the places beside a point: right, left, under, over, then aslant."""
    wide, high = width_of(text, size), size * LINE
    away = radius + GAP
    slant = radius * 0.7 + GAP / 2
    x, y = point
    for dx, dy, anchor in (
        (away, 0.0, "start"),
        (-away, 0.0, "end"),
        (0.0, away + high / 2, "middle"),
        (0.0, -away - high / 2, "middle"),
        (slant, slant + high / 2, "start"),
        (slant, -slant - high / 2, "start"),
        (-slant, slant + high / 2, "end"),
        (-slant, -slant - high / 2, "end"),
    ):
        start = x + dx - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = (start, y + dy - high / 2, start + wide, y + dy + high / 2)
        yield Word(text, x + dx, y + dy, anchor, box)


def _is_clear(box: Box, others: Iterable[Box]) -> bool:
    return not any(_meet(box, other) for other in others)


def _fits(box: Box, sheet: Point) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= sheet[0] and box[3] <= sheet[1]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
