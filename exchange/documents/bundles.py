"""Many issued papers at once: a ZIP of them, or one file to be printed, never all in memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

import pikepdf

from exchange.documents.store import Store

SIDES: Final = 2  # of a sheet


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper of a bundle: its file's name, its bookmark, its digest, when it was made."""

    name: str
    title: str
    sha256: str
    made_at: datetime


def zipped(pieces: Iterable[Piece], store: Store) -> Iterator[bytes]:
    """Yield a ZIP of the papers as they were issued, one paper in memory at a time.

    The same papers make the same bytes. PDFs are kept as they are: they are compressed already.
    """
    passed = _Passed()
    with zipfile.ZipFile(passed, "w", zipfile.ZIP_STORED) as archive:
        for piece in pieces:
            entry = zipfile.ZipInfo(piece.name, date_time=piece.made_at.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, store.get(piece.sha256))
            yield passed.taken()
    yield passed.taken()


def merged(
    pieces: Iterable[Piece], store: Store, place: BinaryIO, title: str, *, both_sides: bool = True
) -> None:
    """Write the papers as one PDF to `place`, each with a bookmark.

    For printing on `both_sides` each begins on an odd page: an empty back follows an odd number
    of pages. Pages are read from files while they are written, so that none is held.
    """
    with TemporaryDirectory() as folder, ExitStack() as opened, pikepdf.new() as whole:
        marks: list[pikepdf.OutlineItem] = []
        for n, piece in enumerate(pieces):
            part = Path(folder) / f"{n}.pdf"
            part.write_bytes(store.get(piece.sha256))
            if both_sides and len(whole.pages) % SIDES:
                whole.add_blank_page(page_size=_size(whole.pages[-1]))
            marks.append(pikepdf.OutlineItem(piece.title, len(whole.pages)))
            whole.pages.extend(opened.enter_context(pikepdf.open(part)).pages)
        with whole.open_outline() as outline:
            outline.root.extend(marks)
        whole.docinfo["/Title"] = title
        whole.save(place, deterministic_id=True)


class _Passed(io.RawIOBase):
    """What is written to it is taken from it; it cannot be gone back in."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[bytes] = []

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, more: Any) -> int:
        """Keep what is written until it is taken."""
        self._written.append(bytes(more))
        return len(more)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        taken = b"".join(self._written)
        self._written.clear()
        return taken


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(one) for one in page.mediabox)
    return right - left, top - bottom
