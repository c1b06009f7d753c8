"""The manifest: totals computed and carried, rows counted, disagreements refused."""

import re
from decimal import Decimal

import pytest

from exchange.documents.leaves import Block, deal
from exchange.documents.packing import ManifestDisagrees, running_totals
from exchange.documents.renderer import render
from exchange.wording.languages import halves
from tests.documents.papers import IDENTIFIER, manifest, read_back, set_and_joined, words_of
from tests.documents.shipments import a_carton, a_manifest, a_mixed_manifest


def pages_of(rendered):
    return read_back(rendered.pdf, "pdftotext", "-layout", "FILE", "-").split("\f")[
        : rendered.pages
    ]


@pytest.mark.parametrize(("cartons", "pages"), [(1, 1), (48, 2), (300, 9)])
def test_rows_are_dealt_to_as_many_pages_as_they_need(cartons, pages):
    assert manifest(cartons).pages == pages


def test_every_carton_stands_on_the_manifest_once():
    said = words_of(manifest(300).pdf, "-layout")
    assert [n for n in range(1, 301) if said.count(f"{n}/300388000") < 1] == []


def test_totals_are_carried_from_page_to_page_and_end_in_the_sum():
    pages = pages_of(manifest(300))
    forward = [line.split() for page in pages for line in page.splitlines() if "이월" in line]
    assert len(forward) == 2 * (len(pages) - 1)
    for out, into in zip(forward[::2], forward[1::2], strict=True):
        assert out[-3:] == into[-3:]
        cartons = int(out[out.index("/") - 1])
        assert out[-3:] == [
            f"{cartons * 250:,}",
            f"{cartons * Decimal('2.9'):,}",
            f"{cartons * Decimal('3.4'):,}",
        ]
    last = next(line for line in pages[-1].splitlines() if "합계" in line)
    assert last.split()[-5:] == ["75,000", "14.175", "m³", "870.0", "1,020.0"]


def test_the_figures_a_reader_looks_for_first_are_computed():
    last = running_totals(a_manifest(48))[-1]
    assert last.quantities == {"H87": Decimal(12000)}
    assert (last.net_kg, last.gross_kg) == (Decimal("139.2"), Decimal("163.2"))
    assert last.volume_m3 == Decimal("2.268")
    said = words_of(manifest(48).pdf)
    assert all(word in said for word in ("12,000", "163.2", "139.2", "2.268", "KRW18,000,000"))


def test_pieces_and_sets_are_never_added_up():
    last = running_totals(a_mixed_manifest(30))[-1]
    assert last.quantities == {"H87": Decimal(7500), "SET": Decimal(240)}
    assert render("manifest", a_mixed_manifest(30), identifier=IDENTIFIER).pages == 4


def test_a_manifest_that_disagrees_with_itself_is_refused_with_every_difference():
    facts = a_manifest(2)
    facts["lines"][0]["quantity"] = "600"
    facts["cartons"][1]["sscc"] = facts["cartons"][0]["sscc"]
    facts["cartons"][0]["gross_kg"] = "1"
    with pytest.raises(ManifestDisagrees) as refused:
        render("manifest", facts, identifier=IDENTIFIER)
    assert len(refused.value.differences) == 3
    facts["cartons"][0]["net_kg"] = "heavy"
    with pytest.raises(ManifestDisagrees, match=r"cartons\[1\]\.net_kg is not a number"):
        running_totals(facts)
    with pytest.raises(ManifestDisagrees, match="line 9, which is not listed"):
        running_totals(a_manifest(1, cartons=[a_carton(1, (9, 250, "", ""))]))


def test_a_carton_stays_on_one_page_unless_it_is_longer_than_one():
    blocks = [Block(n * 3, n * 3 + 3, 17.1) for n in range(30)]
    leaves = deal(blocks, 120.0)
    assert [block for leaf in leaves for block in leaf] == blocks
    giant = deal([Block(0, 100, 570.0)], 120.0)
    assert sum(block.last - block.first for leaf in giant for block in leaf) == 100
    assert max(sum(block.height for block in leaf) for leaf in giant) <= 225


def test_signatures_never_stand_alone_on_a_page():
    for count in range(1, 120):
        leaves = deal([Block(n, n + 1, 5.7) for n in range(count)], 140.0)
        assert leaves[-1], count


def test_labels_come_in_both_languages_and_fall_back_to_english():
    said = words_of(manifest().pdf)
    assert all(
        word in said
        for word in (
            "적하목록겸포장명세서",
            "载货清单暨装箱单",
            "우한시인민정부",
            "武汉市人民政府",
        )
    )
    assert halves("manifest", ["ko", "tr"]) == ("ko", "en")


def test_a_manifest_keeps_to_the_sheets_of_its_reader():
    facts = a_manifest(60) | {"sheet": "Letter"}
    short = render("manifest", facts, identifier=IDENTIFIER)
    long = set_and_joined(a_manifest(450) | {"sheet": "Letter"})
    for made, cartons in ((short, 60), (long, 450)):
        told = read_back(made.pdf, "pdfinfo", "-l", str(made.pages), "FILE")
        assert told.count("612 x 792") == made.pages
        layout = read_back(made.pdf, "pdftotext", "-bbox", "FILE", "-")
        lowest = max(float(low) for low in re.findall(r'yMax="([0-9.]+)"', layout))
        assert lowest < 792 - 20, "nothing runs off the sheet"
        said = words_of(made.pdf)
        assert all(f"{n}/{made.pages}" in said for n in range(1, made.pages + 1))
        assert f"{cartons}/{cartons}" in said
    tops = [float(y) for y in re.findall(r'yMin="([0-9.]+)"[^>]*>MF-2020-0004', layout)]
    assert sum(1 for y in tops if y < 72) == long.pages - 1, "a running head on all but the first"
