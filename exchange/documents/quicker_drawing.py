"""Lines and emblems are drawn as they were drawn before, and what has no border is passed over.

Used through `quicker` only, which knows the version it was written for.
"""

import re
from collections.abc import Callable
from typing import Any, Final

import pydyf
from weasyprint import css, draw, svg
from weasyprint.draw import border, text
from weasyprint.formatting_structure.boxes import Box
from weasyprint.matrix import Matrix
from weasyprint.svg.path import path

from exchange.documents.quicker_faces import opened_face

MOST: Final = 60  # drawings
STROKES: Final = re.compile(r"M(\d+) (\d+)\.5h(\d+)")  # of a QR code
NO_DECORATION: Final = ("clip", "none")  # neither at the end of a line nor of a block

_draw_line, _draw_border, _draw_outline = text.draw_first_line, draw.draw_border, draw.draw_outline
_theirs = pydyf._to_bytes  # noqa: SLF001  # every number of a drawing goes through it
drawings: dict[tuple[str, float], list[object]] = {}


class _Recorder:
    """Takes down how a line is drawn by itself, with faces no glyph of which was used before."""

    def __init__(self, stream: Any) -> None:
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.faces: list[tuple[Any, Any]] = []
        self.told: list[tuple[str, Any]] = []

    def set_text_matrix(self, *_place: float) -> None:
        """Leave the place to whoever draws the line."""

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        face, size = opened_face(pango_font)
        self.faces.append((pango_font, face))
        return face, size

    def set_font_size(self, _name: str, size: float) -> None:
        self.told.append(("set_font_size", size))

    def show_text(self, glyphs: str) -> None:
        self.told.append(("show_text", glyphs))

    def set_text_rise(self, rise: float) -> None:
        self.told.append(("set_text_rise", rise))

    @property
    def can_be_repeated(self) -> bool:
        return not any(
            face.missing or face.bitmap or face.png or face.svg or face.colr
            for _, face in self.faces
        )


def _line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
    """Draw a line as it was drawn before, with the glyphs it brings into its faces."""
    layout = textbox.pango_layout
    kept = vars(layout).get("drawn")
    how = text_overflow, block_ellipsis
    if kept is None or how != NO_DECORATION or layout.justification_spacing:
        return _draw_line(stream, textbox, *how, matrix)
    if not textbox.text.strip():
        return []
    if not kept:
        recorder = _Recorder(stream)
        _draw_line(recorder, textbox, *how, Matrix())
        kept.append(recorder)
    if not _repeated(stream, kept[0], matrix):
        return _draw_line(stream, textbox, *how, matrix)
    return []


def _repeated(stream: Any, recorded: _Recorder, matrix: Any) -> bool:
    """Draw what was recorded; return False, having drawn nothing, where it would differ."""
    faces = [(stream.add_font(held)[0], face) for held, face in recorded.faces]
    if not recorded.can_be_repeated or any(map(_differ, faces)):
        return False
    for face, used in faces:
        face.widths.update(used.widths)
        for glyph, said in used.to_unicode.items():
            face.to_unicode.setdefault(glyph, said)
    stream.set_text_matrix(*matrix.values)
    following = iter(faces)
    for name, value in recorded.told:
        if name == "set_font_size":
            stream.set_font_size(next(following)[0].hash, value)
        else:
            getattr(stream, name)(value)
    return True


def _differ(faces: tuple[Any, Any]) -> bool:
    """Say whether a glyph is wider by a thousandth in another size, where it was drawn first."""
    so_far, widths = faces[0].widths, faces[1].widths
    return any(so_far.get(glyph, width) != width for glyph, width in widths.items())


def _border(stream: Any, box: Any) -> None:
    if (
        box.border_top_width
        or box.border_bottom_width
        or box.border_left_width
        or box.border_right_width
        or box.style["column_rule_width"]
        or box.style["border_image_source"][0] != "none"
    ):
        _draw_border(stream, box)


def _outline(stream: Any, box: Any) -> None:
    if box.style["outline_width"]:
        _draw_outline(stream, box)
        return
    for child in box.children:
        if isinstance(child, Box):
            _outline(stream, child)


def _path(picture: Any, node: Any, font_size: float) -> None:
    """Draw a path as before, and the strokes of a QR code without looking for other curves."""
    told, drawn = node.get("d", ""), picture.stream.stream
    if STROKES.sub("", told) == "":
        drawn.append(b"0 0 m")
        for x, y, width in STROKES.findall(told):
            drawn += (
                b"%s %s.5 m" % (x.encode(), y.encode()),
                b"%d %s.5 l" % (int(x) + int(width), y.encode()),
            )
        return
    known = drawings.get((told, font_size))
    if known is None:
        if len(drawings) > MOST:
            drawings.clear()
        start = len(drawn)
        path(picture, node, font_size)
        drawings[told, font_size] = drawn[start:]
    else:
        drawn += known


def _bytes(item: object) -> bytes:
    make = _MAKING.get(type(item))
    return _theirs(item) if make is None else make(item)


def _references(pdf: Any) -> tuple[bytes, ...]:
    """Return the references of all pages, made once for each number of them."""
    pages = pdf.pages["Kids"][::3]
    known: tuple[bytes, ...] = vars(pdf).get("references_of_pages", ())
    if len(known) != len(pages):
        known = pdf.references_of_pages = tuple(b"%d 0 R" % number for number in pages)
    return known


def _no_sheets(*_of_a_document: object) -> tuple[()]:
    """Look for no stylesheets in a paper: no template has any."""
    return ()


_MAKING: Final[dict[type, Callable[[Any], bytes]]] = {
    bytes: lambda item: item,
    str: lambda item: item.encode("ascii"),
    int: lambda item: b"%d" % item,
}
CHANGES: Final = (
    (text, "draw_first_line", _line),
    (draw, "draw_border", _border),
    (draw, "draw_outline", _outline),
    (border, "draw_outline", _outline),
    (svg, "TAGS", svg.TAGS | {"path": _path}),
    (pydyf, "_to_bytes", _bytes),
    (pydyf.PDF, "page_references", property(_references)),
    (css, "find_stylesheets", _no_sheets),
)
