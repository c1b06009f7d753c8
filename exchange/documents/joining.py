"""Join pieces to one tagged PDF, piece after piece, holding only one of them in memory.

A library that reads PDFs holds every object of every piece while it joins: four hundred megabytes
for 10,000 cartons. Here an object is numbered anew and written out at once.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import IO, Final

import pydyf

from exchange.documents.objects import Writer
from exchange.documents.pieces import Glyphs, Piece, Unjoinable

REFERENCE: Final = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]+>|\b(\d+) 0 R\b", re.DOTALL)
STREAM: Final = b"\nstream\n"
SHARED: Final = ("pages", "structure", "document", "parents", "fonts")


class Joiner:
    """Takes the pieces of a paper in order, then what they share, and writes the paper."""

    def __init__(self, output: IO[bytes]) -> None:
        self.writer = Writer(output)
        self.shared = {name: self.writer.reserve() for name in SHARED}
        self.seen: dict[bytes, int] = {}
        self.pages: list[int] = []
        self.kids: list[int] = []
        self.marks: list[int] = []
        self.fonts: dict[str, Glyphs] = {}
        self.catalog = self.info = ""

    def add(self, piece: Piece) -> None:
        """Write the objects of the next piece."""
        numbers = self._numbered(piece.objects, piece.shared)
        self.pages += [numbers[n] for n in piece.pages]
        self.kids += [numbers[n] for n in piece.kids]
        for marks in piece.marks:
            of_page = self.writer.reserve()
            self.writer.write(of_page, b"[%s]" % _references(numbers[n] for n in marks))
            self.marks.append(of_page)
        for name, glyphs in piece.fonts.items():
            self.fonts[name] = merged(self.fonts.get(name), glyphs)
        self.catalog, self.info = self.catalog or piece.catalog, self.info or piece.info
        if piece.catalog:
            self.catalog = renumbered(piece.catalog.encode("latin-1"), numbers).decode("latin-1")

    def finish(self, frame: pydyf.PDF, fonts: pydyf.Dictionary, entries: str, name: bytes) -> int:
        """Write what the pieces share and end the file; return how many pages it has.

        `frame` holds the faces and whatever `entries`, added to the catalog, refer to. `name` is
        the identifier of the PDF.
        """
        own = {n: one.data for n, one in enumerate(frame.objects) if n > frame.catalog.number}
        numbers = self._numbered(own, {})
        self._share("fonts", renumbered(fonts.data, numbers))
        pages = len(self.pages)
        kids = _references(self.pages)
        self._share("pages", b"<</Type /Pages/Kids [%s]/Count %d>>" % (kids, pages))
        root = b"%d 0 R" % self.shared["structure"]
        kids = _references(self.kids)
        self._share("document", b"<</Type /StructElem/S /Document/K [%s]/P %s>>" % (kids, root))
        marks = b" ".join(b"%d %d 0 R" % pair for pair in enumerate(self.marks))
        self._share("parents", b"<</Nums [%s]>>" % marks)
        document, parents = self.shared["document"], self.shared["parents"]
        self._share(
            "structure",
            b"<</Type /StructTreeRoot/K [%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (document, parents, pages),
        )
        catalog = b"<</Type /Catalog/Pages %d 0 R/StructTreeRoot %s%s%s>>" % (
            self.shared["pages"],
            root,
            self.catalog.encode("latin-1"),
            renumbered(entries.encode(), numbers),
        )
        self.writer.end(catalog, self.info.encode("latin-1"), name)
        return pages

    def _share(self, name: str, data: bytes) -> None:
        self.writer.write(self.shared[name], data)

    def _numbered(self, objects: Mapping[int, bytes], shared: Mapping[str, int]) -> dict[int, int]:
        """Write objects under new numbers, equal streams once, and return the numbers."""
        numbers = {old: self.shared[name] for name, old in shared.items()}
        fresh = []
        for old, data in objects.items():
            known = self._known(data)
            numbers[old] = known or self.writer.reserve()
            if known is None:
                fresh.append(old)
                self._remember(data, numbers[old])
        for old in fresh:
            self.writer.write(numbers[old], renumbered(objects[old], numbers))
        return numbers

    def _known(self, data: bytes) -> int | None:
        return self.seen.get(sha256(data).digest()) if _is_whole(data) else None

    def _remember(self, data: bytes, number: int) -> None:
        if _is_whole(data):
            self.seen[sha256(data).digest()] = number


def merged(one: Glyphs | None, other: Glyphs) -> Glyphs:
    """Return what two pieces need of the same face."""
    if one is None:
        return other
    if (one.family, one.weight) != (other.family, other.weight):
        raise Unjoinable(f"{one.family} and {other.family} have one name")
    return Glyphs(one.family, one.weight, other.widths | one.widths, other.texts | one.texts)


def _is_whole(data: bytes) -> bool:
    """Say whether this is a stream that refers to nothing else, so that one can serve all."""
    head, stream, _ = data.partition(STREAM)
    return bool(stream) and b" 0 R" not in head


def renumbered(data: bytes, numbers: Mapping[int, int]) -> bytes:
    """Return an object with its references changed, strings and streams left as they are."""
    head, stream, rest = data.partition(STREAM)

    def change(found: re.Match[bytes]) -> bytes:
        old = found[1]
        return found[0] if old is None else b"%d 0 R" % numbers[int(old)]

    return REFERENCE.sub(change, head) + stream + rest


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
