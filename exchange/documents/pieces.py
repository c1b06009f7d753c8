"""A few pages of a long paper as numbered PDF objects, ready to be joined to the rest of it.

Like `archive`, this module knows the inside of WeasyPrint 70: it takes the PDF before it is
written out, without its fonts (all pieces share them) and with leaner tags for cells of tables.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import pydyf
from weasyprint import DEFAULT_OPTIONS, pdf
from weasyprint.document import Document

from exchange.documents import archive, quicker

VARIANT: Final = "pdf/a-3a"
OPTIONS: Final = DEFAULT_OPTIONS | pdf.VARIANTS[VARIANT][1] | {"pdf_variant": VARIANT}
ANEW: Final = frozenset({"Type", "Pages", "StructTreeRoot", "Names"})
CELLS: Final = frozenset({"/TD", "/TH"})


class Unjoinable(RuntimeError):
    """A piece is not what was planned, or holds what no joined paper can hold."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What a piece needs of one face: width and text of each glyph number (as text)."""

    family: str
    weight: int
    widths: dict[str, float]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some pages; numbers are its own and mean nothing in another piece."""

    pages: list[int]
    kids: list[int]  # structure elements right below the document
    marks: list[list[int]]  # of each page, structure elements by marked content
    shared: dict[str, int]  # what every piece refers to and the joined paper has once
    fonts: dict[str, Glyphs] = field(default_factory=dict)
    catalog: str = ""  # of the piece that opens the paper; Latin-1
    info: str = ""
    objects: dict[int, bytes] = field(default_factory=dict)

    def packed(self) -> bytes:
        """Return it as bytes: a line of JSON about the objects, then the objects."""
        about = asdict(self) | {"objects": [(n, len(data)) for n, data in self.objects.items()]}
        head = json.dumps(about, separators=(",", ":")).encode()
        return zlib.compress(head + b"\n" + b"".join(self.objects.values()), 1)


def unpacked(packed: bytes) -> Piece:
    """Return the piece that was packed."""
    head, _, rest = zlib.decompress(packed).partition(b"\n")
    about: dict[str, Any] = json.loads(head)
    objects, start = {}, 0
    for number, length in about["objects"]:
        objects[number] = rest[start : start + length]
        start += length
    fonts = {name: Glyphs(**told) for name, told in about["fonts"].items()}
    return Piece(**about | {"objects": objects, "fonts": fonts})


def piece_of(document: Document, first: int, *, opens: bool) -> Piece:
    """Return the pages laid out as a piece of a paper in which the first has this number.

    The piece that opens the paper brings the catalog, the bookmarks and the metadata of all.
    """
    drawn, fonts = draw(document)
    if opens:
        archive.finish(document, drawn)
    tree = _Tree(drawn)
    tree.lighten()
    pages = drawn.pages["Kids"][::3]
    for n, page in enumerate(pages):
        drawn.objects[page]["StructParents"] = first - 1 + n
    shared = tree.shared | {"pages": drawn.pages.number, "fonts": _font_dictionary(drawn)}
    left_out = {0, drawn.catalog.number, *shared.values(), *tree.dropped}
    if not opens:
        left_out.add(_number(drawn.catalog["Metadata"]))
    return Piece(
        pages,
        tree.kids,
        tree.marks,
        shared,
        fonts,
        _entries(drawn.catalog) if opens else "",
        drawn.info.data.decode("latin-1") if opens else "",
        {n: one.data for n, one in enumerate(drawn.objects) if n not in left_out},
    )


def draw(document: Document) -> tuple[pydyf.PDF, dict[str, Glyphs]]:
    """Return the PDF with an empty font dictionary, and what it needs of each face."""
    drawn, fonts = draw_with_faces(document)
    return drawn, {name: _glyphs(font) for name, font in fonts.items()}


def draw_with_faces(document: Document) -> tuple[pydyf.PDF, dict[str, Any]]:
    """Return the PDF with an empty font dictionary, and WeasyPrint's faces by name."""
    taken: dict[str, Any] = {}

    def take(_drawn: object, fonts: dict[int, Any], *_rest: object) -> pydyf.Dictionary:
        taken.update({font.hash: font for font in fonts.values()})
        if len(taken) != len(fonts):
            raise Unjoinable("one face came in two sizes")
        return pydyf.Dictionary()

    with quicker.instead((pdf, "build_fonts_dictionary", take)):
        return pdf.generate_pdf(document, None, 1, **OPTIONS), taken


def _glyphs(font: Any) -> Glyphs:
    if font.missing or font.bitmap:
        raise Unjoinable(f"{font.family} lacks {sorted(font.missing)}")
    return Glyphs(
        font.family,
        int(font.weight),
        {str(glyph): width for glyph, width in font.widths.items()},
        {str(glyph): text for glyph, text in font.to_unicode.items()},
    )


class _Tree:
    """The structure of a piece, and the objects it can do without."""

    def __init__(self, drawn: pydyf.PDF) -> None:
        self.objects = drawn.objects
        root = self._at(drawn.catalog["StructTreeRoot"])
        document = self._at(root["K"][0])
        parents = self._at(root["ParentTree"])
        self.kids = [_number(kid) for kid in document["K"]]
        self.marks = [[_number(one) for one in marks] for marks in parents["Nums"][1::2]]
        self.shared = {"structure": root.number, "document": document.number}
        self.dropped = {parents.number}

    def _at(self, reference: bytes) -> Any:
        return self.objects[_number(reference)]

    def lighten(self) -> None:
        """Let a cell hold its one text itself, and say its direction instead of each header.

        Half the objects of a long table are spans around the one text of a cell.
        """
        taken = {}
        for cell in self._cells():
            if cell["S"] == "/TH":
                cell.pop("ID", None)
                group = self._at(self._at(cell["P"])["P"])
                cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
            else:
                cell["A"].pop("Headers", None)
                if list(cell["A"]) == ["O"]:
                    del cell["A"]
            if span := self._only_span(cell):
                cell["K"] = span["K"]
                taken[span.number] = cell.number
        self.dropped |= taken.keys()
        self.marks = [[taken.get(one, one) for one in marks] for marks in self.marks]

    def _cells(self) -> Iterator[Any]:
        for one in self.objects:
            if isinstance(one, pydyf.Dictionary) and one.get("S") in CELLS:
                yield one

    def _only_span(self, cell: Any) -> Any:
        if len(cell["K"]) != 1 or not isinstance(cell["K"][0], bytes):
            return None
        child = self._at(cell["K"][0])
        is_plain = child["S"] == "/Span" and "Lang" not in child and len(child["K"]) == 1
        return child if is_plain and isinstance(child["K"][0], int) else None


def _font_dictionary(drawn: pydyf.PDF) -> int:
    """Return the number of the one font dictionary all resources refer to."""
    numbers = {
        _number(one["Font"])
        for one in drawn.objects
        if isinstance(one, pydyf.Dictionary) and isinstance(one.get("Font"), bytes)
    }
    if len(numbers) != 1:
        raise Unjoinable("the pages do not share their fonts")
    return numbers.pop()


def _entries(catalog: pydyf.Dictionary) -> str:
    """Return what the catalog says beyond pages, structure and names, which are written anew."""
    kept = pydyf.Dictionary({key: entry for key, entry in catalog.items() if key not in ANEW})
    data: bytes = kept.data
    return data.decode("latin-1").removeprefix("<<").removesuffix(">>")


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
