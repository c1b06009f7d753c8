"""Many papers at once: each begins on the front of a sheet, and none waits for the others."""

import io
import zipfile
from datetime import UTC, datetime

import pikepdf
import pytest

from exchange.documents.bundles import Piece, merged, zipped
from exchange.documents.store import PaperMissing, Store

A4, LETTER = (595.0, 842.0), (612.0, 792.0)
MOMENT = datetime(2020, 1, 28, 1, 2, 4, tzinfo=UTC)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(str(tmp_path))


def piece(store: Store, n: int, pages: int, size=A4) -> Piece:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=size).Rotate = n  # tells whose page it is
        written = io.BytesIO()
        pdf.save(written)
    return Piece(f"IR-{n}-city.pdf", f"City {n}", store.put(written.getvalue()), MOMENT)


def bound(pieces, store, **how) -> tuple[bytes, list[int], list[tuple[str, int]]]:
    place = io.BytesIO()
    merged(pieces, store, place, "Letters", **how)
    with pikepdf.open(io.BytesIO(place.getvalue())) as whole, whole.open_outline() as outline:
        whose = [int(page.get("/Rotate", 0)) for page in whole.pages]
        numbers = {page.objgen: n for n, page in enumerate(whole.pages)}
        marks = [(one.title, numbers[one.destination[0].objgen]) for one in outline.root]
    return place.getvalue(), whose, marks


def test_an_empty_back_follows_an_odd_number_of_pages_but_the_last(store):
    pieces = [piece(store, 90, 1), piece(store, 180, 2), piece(store, 270, 3)]
    again, whose, marks = bound(pieces, store)
    assert whose == [90, 0, 180, 180, 270, 270, 270]
    assert marks == [("City 90", 0), ("City 180", 2), ("City 270", 4)]
    assert bound(pieces, store)[0] == again
    _, whose, marks = bound(pieces, store, both_sides=False)
    assert whose == [90, 180, 180, 270, 270, 270]
    assert [first for _, first in marks] == [0, 1, 3]


def test_an_empty_back_is_as_large_as_its_front(store):
    place = io.BytesIO()
    merged([piece(store, 90, 1, LETTER), piece(store, 180, 1)], store, place, "Letters")
    with pikepdf.open(place) as whole:
        sizes = [tuple(float(one) for one in page.mediabox)[2:] for page in whole.pages]
    assert sizes == [LETTER, LETTER, A4]


def test_a_zip_is_sent_paper_by_paper_and_is_the_same_again(store):
    pieces = [piece(store, 90, 1), piece(store, 180, 2)]
    whole = b"".join(zipped(pieces, store))
    assert whole == b"".join(zipped(pieces, store))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["IR-90-city.pdf", "IR-180-city.pdf"]
        assert archive.read("IR-180-city.pdf") == store.get(pieces[1].sha256)
        assert archive.getinfo("IR-90-city.pdf").date_time == (2020, 1, 28, 1, 2, 4)
    gone = Piece("IR-2.pdf", "", "a" * 64, MOMENT)
    sent = zipped([pieces[0], gone], store)
    assert store.get(pieces[0].sha256) in next(sent), "before the second was looked for"
    with pytest.raises(PaperMissing):
        next(sent)
