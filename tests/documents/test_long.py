"""A manifest of many cartons: portions set apart and joined are one paper."""

import json
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest

from exchange.documents import long
from exchange.documents.joining import merged, renumbered
from exchange.documents.pieces import Glyphs, Unjoinable
from exchange.documents.renderer import checked
from tests.documents.papers import (
    long_manifest,
    manifest,
    read_back,
    set_and_joined,
)
from tests.documents.shipments import a_manifest, a_mixed_manifest, sscc

CARTONS = 1200
MANY = 10_000


def pages_of(rendered, *how):
    text = read_back(rendered.pdf, "pdftotext", *how, "FILE", "-")
    return text.split("\f")[: rendered.pages]


def portions(facts):
    return list(long.portions("manifest", checked("manifest", facts)))


def well_made(rendered, cartons):
    """Check what must be true of every long manifest of masks; see shipments.a_manifest."""
    pages = pages_of(rendered, "-layout")
    for n, page in enumerate(pages, start=1):
        assert f"{n} / {rendered.pages}" in page
        assert "MF-2020-0004" in page
    said = "".join("".join(pages).split())
    assert all(said.count(sscc(n)) == 1 for n in range(1, cartons + 1))
    forward = [line.split() for page in pages for line in page.splitlines() if "이월" in line]
    assert len(forward) == 2 * (rendered.pages - 1)
    for out, into in zip(forward[::2], forward[1::2], strict=True):
        assert out[-3:] == into[-3:]
    total = next(line for line in pages[-1].splitlines() if "합계" in line).split()
    assert total[-2:] == [f"{cartons * Decimal(kg):,}" for kg in ("2.9", "3.4")]
    assert total[-5] == f"{cartons * 250:,}"
    assert "적하목록 겸 포장명세서" in pages[0]
    assert f"{cartons * 250:,}" in pages[0]
    assert "DJ2P-8FGD" in pages[-1]
    middle = pages[len(pages) // 2].split()
    assert "대전광역시" in middle
    assert "물류단위번호" in middle


def test_every_page_has_its_number_its_totals_and_its_cartons():
    well_made(long_manifest(CARTONS), CARTONS)


def test_joined_pages_say_and_show_what_pages_set_at_once_do(tmp_path):
    shown = []
    for name, paper in (("joined", long_manifest(450)), ("at-once", manifest(450))):
        assert paper.pages == 13
        text = pages_of(paper, "-layout")
        drawn = []
        (tmp_path / name).write_bytes(paper.pdf)
        for page in ("1", "8", "9", "13"):
            how = ("pdftoppm", "-gray", "-r", "50", "-f", page, "-l", page, "FILE")
            read_back(paper.pdf, *how, str(tmp_path / f"{name}-{page}"))
            drawn += [p.read_bytes() for p in sorted(tmp_path.glob(f"{name}-{page}-*.pgm"))]
        shown.append((text, drawn))
    assert len(shown[0][1]) == 4
    assert shown[0] == shown[1]


def test_the_same_facts_give_the_same_bytes():
    assert set_and_joined(a_manifest(450)).pdf == long_manifest(450).pdf


def test_a_manifest_of_ten_pages_is_set_at_once():
    assert not long.may_be_long("invitation", {})
    assert not long.may_be_long("manifest", a_manifest(48))
    assert portions(a_manifest(210)) == []
    assert manifest(300).pages <= long.MOST_AT_ONCE


def test_portions_are_plain_and_share_the_pages_out():
    dealt = portions(a_mixed_manifest(200))
    assert json.loads(json.dumps(dealt)) == dealt
    assert [p["first"] for p in dealt] == [1, 9, 17]
    assert sum(p["count"] for p in dealt) == dealt[0]["pages"]
    assert [(p["opens"], p["closes"]) for p in dealt] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert sum(len(leaf["rows"]) for p in dealt for leaf in p["leaves"]) == 600


def test_the_joined_file_is_one_well_formed_archive():
    paper = long_manifest(CARTONS)
    assert "No syntax or stream encoding errors" in read_back(paper.pdf, "qpdf", "--check", "FILE")
    with pikepdf.open(BytesIO(paper.pdf)) as pdf:
        assert len(pdf.pages) == paper.pages
        facts = json.loads(pdf.attachments["facts.json"].get_file().read_bytes())
        assert facts == checked("manifest", a_manifest(CARTONS))
        assert len(pdf.attachments) == len(pdf.Root.AF) == 1
        metadata = pdf.Root.Metadata.read_bytes()
        assert b"<pdfuaid:part>1" in metadata
        assert b'pdfaid:part="3"' in metadata
        assert str(pdf.Root.Lang) == "ko"
        assert "MF-2020-0004" in str(pdf.docinfo.Title)
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["적하목록 겸 포장명세서"]
        assert len(pdf.Root.OutputIntents) == 1
        profiles = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/N" in o]
        assert len([p for p in profiles if "/Type" not in p]) == 1


def test_every_page_finds_its_place_in_the_one_structure():
    with pikepdf.open(BytesIO(long_manifest(450).pdf)) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        marked = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
        assert sorted(marked) == list(range(len(pdf.pages)))
        (document,) = pdf.Root.StructTreeRoot.K
        tables = [kid for kid in document.K if kid.S == "/Table"]
        assert len(tables) == 1 + 13
        for n, page in enumerate(pdf.pages):
            assert page.obj.StructParents == n
            assert {mark.Pg.objgen for mark in marked[n]} == {page.obj.objgen}
        rows = [row for group in tables[-1].K for row in group.K]
        heads = [cell for row in rows for cell in row.K if cell.S == "/TH"]
        assert {str(cell.A.Scope) for cell in heads} == {"/Column", "/Row"}


def test_all_pages_share_one_set_of_faces():
    said = read_back(long_manifest(450).pdf, "pdffonts", "FILE").splitlines()[2:]
    names = [line.split()[0] for line in said]
    assert len(names) == len(set(names)) > 2
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in said)


def test_a_portion_that_needs_other_pages_than_planned_is_refused():
    last = portions(a_manifest(450))[-1]
    with pytest.raises(Unjoinable, match="5 pages instead of 4"):
        long.set_portion("manifest", last | {"count": 4})


def test_pieces_that_do_not_belong_together_are_refused():
    some = Glyphs("Sans KR", 400, {"1": 0.5}, {"1": "a"})
    assert merged(some, replace(some, texts={"2": "b"})).texts == {"1": "a", "2": "b"}
    with pytest.raises(Unjoinable, match="one name"):
        merged(some, replace(some, weight=600))


def test_strings_and_streams_that_look_like_references_are_left_alone():
    written = rb"<</T (3 0 R \) 3 0 R)/H <3320>/P 3 0 R/K [3 0 R 4]>>" + b"\nstream\n3 0 R"
    expected = rb"<</T (3 0 R \) 3 0 R)/H <3320>/P 70 0 R/K [70 0 R 4]>>" + b"\nstream\n3 0 R"
    assert renumbered(written, {3: 70}) == expected
    with pytest.raises(KeyError):
        renumbered(b"[5 0 R]", {3: 70})


@pytest.mark.soak
def test_ten_thousand_cartons_are_one_paper():
    well_made(long_manifest(MANY), MANY)
