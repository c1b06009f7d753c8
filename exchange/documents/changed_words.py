"""Which words of a page differ from those of another, and where they stand on both."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Self

from PIL import Image
from pypdfium2 import raw

TOKEN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
JOINER: Final = "\u2060"
NEAR: Final = 2  # words that stayed between two changes, which are then told as one
CARET: Final = 3  # pixels
HAN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its picture, its text, and a box in pixels for each sign of it."""

    picture: Image.Image
    text: str
    boxes: tuple[Box, ...]

    @classmethod
    def read(cls, page: Any, picture: Image.Image, scale: float) -> Self:
        """Return the page with the place of every sign; `scale` is pixels a point."""
        text = page.get_textpage()
        try:
            signs, boxes = [], []
            for n in range(text.count_chars()):
                sign = chr(raw.FPDFText_GetUnicode(text.raw, n))
                left, low, right, top = text.get_charbox(n)
                if sign == JOINER:
                    continue
                signs.append(sign)
                height = picture.height
                boxes.append(
                    (
                        int(left * scale),
                        int(height - top * scale),
                        int(right * scale) + 1,
                        int(height - low * scale) + 1,
                    )
                )
        finally:
            text.close()
        return cls(picture, "".join(signs), tuple(boxes))


@dataclass(frozen=True, slots=True)
class Place:
    """One place that differs: its words, and the boxes of their lines, on both pages."""

    before: str
    after: str
    before_boxes: tuple[Box, ...]
    after_boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    box: Box


def changed_words(before: Page, after: Page) -> list[Place]:
    """Return the places where words differ, in the order of the later page."""
    left, right = list(_words(before)), list(_words(after))
    found = SequenceMatcher(
        None, [word.text for word in left], [word.text for word in right], autojunk=False
    )
    changes = [code[1:] for code in found.get_opcodes() if code[0] != "equal"]
    return [
        Place(
            _said(left[a:b]),
            _said(right[c:d]),
            _lines(left[a:b]) or _caret(left, a),
            _lines(right[c:d]) or _caret(right, c),
        )
        for a, b, c, d in _joined(changes)
    ]


def _words(page: Page) -> Iterator[_Word]:
    for found in TOKEN.finditer(page.text):
        boxes = page.boxes[found.start() : found.end()]
        yield _Word(found[0], _round(boxes))


def _joined(changes: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return the changes, those with hardly a word between them as one."""
    joined: list[tuple[int, int, int, int]] = []
    for a, b, c, d in changes:
        if joined and a - joined[-1][1] <= NEAR and c - joined[-1][3] <= NEAR:
            joined[-1] = (joined[-1][0], b, joined[-1][2], d)
        else:
            joined.append((a, b, c, d))
    return joined


def _said(words: Sequence[_Word]) -> str:
    """Return words as they are read: Han signs close up, and marks follow their word."""
    text = ""
    for word in words:
        closes = not word.text[0].isalnum() or (
            text and HAN.match(text[-1]) and HAN.match(word.text)
        )
        text += word.text if closes or not text else f" {word.text}"
    return text


def _lines(words: Sequence[_Word]) -> tuple[Box, ...]:
    """Return a box round the words of each line."""
    lines: list[list[Box]] = []
    for word in words:
        x, y, _, low = word.box
        last = lines[-1][-1] if lines else None
        if last is not None and y < last[3] and low > last[1] and x >= last[0]:
            lines[-1].append(word.box)
        else:
            lines.append([word.box])
    return tuple(_round(line) for line in lines)


def _caret(words: Sequence[_Word], at: int) -> tuple[Box, ...]:
    """Return the narrow place before a word, or after the last one, where others stand now."""
    if not words:
        return ()
    x, y, right, low = words[min(at, len(words) - 1)].box
    left = x - CARET if at < len(words) else right
    return ((left, y, left + CARET, low),)


def _round(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
