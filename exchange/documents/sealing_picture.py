"""The picture of the seal: a red square with the city's name set in type, drawn as outlines.

An own drawing, not any city's real seal. Hangul and Han stand in columns from right to left, as
on seals; other scripts in lines. Outlines need no font in the PDF, so the archive stays whole.
"""

import re
from functools import cache
from math import ceil, sqrt
from typing import Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from exchange.documents.faces import SCRIPTS, font_file

RED: Final = "0.74 0.11 0.13"
BORDER, ROOM = 0.055, 0.10  # of the side: the frame, and from the edge to the signs
COLUMNED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
FILLED, TALLEST = 0.98, 1.35  # how much of a cell a sign takes, and how tall it is drawn
SIGN, LETTER = 0.38, 0.33  # from the baseline to the middle, in em
MOST_LINES = 4
Point = tuple[float, float]


class _PathPen(BasePen):  # type: ignore[misc]  # fontTools is not typed
    """Write outlines as PDF path operators, scaled and moved."""

    def __init__(self, glyphs: Any, unit: Point, origin: Point) -> None:
        super().__init__(glyphs)
        self.path: list[str] = []
        self.unit, self.origin = unit, origin

    def _at(self, p: Point) -> str:
        x, y = (p[n] * self.unit[n] + self.origin[n] for n in (0, 1))
        return f"{x:.2f} {y:.2f}"

    def _moveTo(self, p: Any) -> None:  # noqa: N802  # fontTools' own name
        self.path.append(f"{self._at(p)} m")

    def _lineTo(self, p: Any) -> None:  # noqa: N802
        self.path.append(f"{self._at(p)} l")

    def _curveToOne(self, a: Any, b: Any, c: Any) -> None:  # noqa: N802
        self.path.append(f"{self._at(a)} {self._at(b)} {self._at(c)} c")

    def _closePath(self) -> None:  # noqa: N802
        self.path.append("h")


def drawing(name: str, language: str, width: float, height: float) -> bytes:
    """Return PDF operators that draw the seal of `name` centred in a box of that many points."""
    side = min(width, height)
    left, low = (width - side) / 2, (height - side) / 2
    frame = side * BORDER
    edge = f"{left + frame / 2:.2f} {low + frame / 2:.2f} {side - frame:.2f} {side - frame:.2f}"
    draw = _columns if COLUMNED.fullmatch(name.replace(" ", "")) else _lines
    signs = draw(name, SCRIPTS.get(language, "KR"), side * (1 - 2 * ROOM))
    return " ".join(
        [
            f"q {RED} RG {RED} rg {frame:.2f} w 1 j {edge} re S",
            f"1 0 0 1 {left + side * ROOM:.2f} {low + side * ROOM:.2f} cm",
            *signs,
            "Q",
        ]
    ).encode()


def _columns(name: str, script: str, side: float) -> list[str]:
    """Set one sign a cell, down the right column first, drawn tall as seals have it."""
    signs = name.replace(" ", "")
    rows = ceil(len(signs) / ceil(sqrt(len(signs))))
    columns = [signs[n : n + rows] for n in range(0, len(signs), rows)]
    wide = side / len(columns)
    size = (wide * FILLED, min(side / rows * FILLED, wide * TALLEST))
    paths = []
    for n, column in enumerate(columns):
        high = side / len(column)
        for row, sign in enumerate(column):
            middle = (side - (n + 0.5) * wide, side - (row + 0.5) * high)
            paths += _set(sign, script, size, middle)
    return paths


def _lines(name: str, script: str, side: float) -> list[str]:
    """Set the words in lines, centred, as large as the longest allows."""
    words = name.split()
    count = max(1, min(len(words), MOST_LINES))
    per = ceil(len(words) / count)
    lines = [" ".join(words[n : n + per]) for n in range(0, len(words), per)]
    longest = max(_width(line, script) for line in lines)
    size = min(side / longest, side / len(lines) / 1.15)
    step = min(side / len(lines), size * 1.4)
    top = side / 2 + step * (len(lines) - 1) / 2
    paths = []
    for n, line in enumerate(lines):
        paths += _set(line, script, (size, size), (side / 2, top - n * step))
    return paths


def _set(text: str, script: str, size: Point, middle: Point) -> list[str]:
    """Draw `text`, its em so wide and so high, about its middle."""
    font, glyphs, cmap = _face(script)
    unit = (size[0] / font["head"].unitsPerEm, size[1] / font["head"].unitsPerEm)
    place = middle[0] - _width(text, script) * size[0] / 2
    base = middle[1] - size[1] * (SIGN if COLUMNED.fullmatch(text) else LETTER)
    out: list[str] = []
    for sign in text:
        glyph = glyphs[cmap.get(ord(sign), ".notdef")]
        pen = _PathPen(glyphs, unit, (place, base))
        glyph.draw(pen)
        out += [*pen.path, "f"] if pen.path else []
        place += glyph.width * unit[0]
    return out


def _width(text: str, script: str) -> float:
    """Return how wide a text is, in em."""
    font, glyphs, cmap = _face(script)
    advance = sum(glyphs[cmap.get(ord(sign), ".notdef")].width for sign in text)
    return float(advance / font["head"].unitsPerEm)


@cache
def _face(script: str) -> tuple[Any, Any, dict[int, str]]:
    font = TTFont(font_file("Serif", script, "600SemiBold"), lazy=True)
    return font, font.getGlyphSet(), font.getBestCmap()
