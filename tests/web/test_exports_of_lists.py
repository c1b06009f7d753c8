"""Lists that leave the house: what they hold, for whom, and what reads them."""

import csv
import io

import hxl
import openpyxl
import pytest

from exchange.interchange import lists
from exchange.models import ShipmentState
from tests.interchange.test_epcis import disputed
from tests.workflows.conftest import packed_shipment

__all__ = ["disputed", "packed_shipment"]
EVIL = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", " =1"]


def rows(answer) -> list[list[str]]:
    text = answer.get_data(as_text=True)
    assert answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def sheet(answer) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
    return list(book.active.iter_rows(values_only=True))


@pytest.fixture
def desk(reader, officer):
    return reader(officer).client


def test_each_line_has_a_row_with_what_became_of_it(desk, disputed):
    head, *told = rows(desk.get("/shipments.csv"))
    assert len(head) == len(lists.COLUMNS)
    first, second = (dict(zip(lists.COLUMNS, row, strict=True)) for row in told)
    assert (first["item"], first["quantity"], first["good"], first["damaged"]) == (
        *("blanket", "100", "90", "10"),
    )
    assert (second["short"], second["lot"], second["expiry"]) == ("20", "L-1", "2022-06")
    assert first["consignee"] == "Harbour"
    assert first["arrived_at"] == "2026-02-02T23:00:00+00:00"
    assert first["unit_value"] == "4.5000"


def test_hxl_tags_are_read_by_the_library_of_the_standard(desk, disputed):
    told = rows(desk.get("/shipments.hxl.csv"))
    assert hxl.data(told).validate()
    source = hxl.data(told)
    assert [column.display_tag for column in source.columns] == [
        tag.replace(" ", "") for tag in lists.COLUMNS.values()
    ]
    assert sum(int(row.get("#output+sent")) for row in source) == 700


def test_a_workbook_holds_numbers_as_numbers_and_text_as_text(desk, disputed):
    answer = desk.get("/shipments.xlsx")
    assert "shipments.xlsx" in answer.headers["Content-Disposition"]
    head, first, _ = sheet(answer)
    told = dict(zip(lists.COLUMNS, first, strict=True))
    assert head[0] == "Number"
    assert (told["quantity"], told["good"], told["hs_code"]) == (100, 90, "6307.90")


@pytest.mark.parametrize("path", ["/shipments.csv", "/shipments.hxl.csv", "/shipments.xlsx"])
def test_no_cell_is_taken_for_a_formula(desk, make_shipment, path):
    for title in EVIL:
        make_shipment(title=title, carrier=title)
    answer = desk.get(path)
    told = sheet(answer) if path.endswith("xlsx") else rows(answer)
    cells = [cell for row in told[1:] for cell in row if isinstance(cell, str)]
    harmful = [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert harmful == []
    assert sum(cell.startswith("'") for cell in cells) == 2 * len(EVIL)


def test_a_list_is_narrowed_as_its_page_is(desk, make_shipment, disputed):
    draft = make_shipment(number="AS-2026-0099")
    page = desk.get("/shipments?state=draft").text
    assert 'href="/shipments.csv?state=draft"' in page
    told = rows(desk.get("/shipments.csv?state=draft"))[1:]
    assert [row[0] for row in told] == [draft.number]
    assert len(rows(desk.get("/shipments.csv?state=x&city=y"))) == 4
    assert rows(desk.get("/shipments.csv?state=lost")) == rows(desk.get("/shipments.csv"))[:1]
    assert len(sheet(desk.get("/shipments.xlsx?state=lost"))) == 1


def test_a_shipment_without_lines_has_its_row(desk, make_shipment):
    make_shipment(lines=[])
    assert len(rows(desk.get("/shipments.csv"))) == 2


def test_everybody_takes_along_what_they_may_see(reader, liaison, make_shipment, disputed):
    make_shipment(ShipmentState.DRAFT, title="a secret", number="AS-2026-0099")
    theirs = rows(reader(liaison).client.get("/shipments.csv"))
    assert {row[0] for row in theirs[1:]} == {disputed.number}


def test_what_a_sheet_cannot_hold_goes_on_to_the_next(tmp_path):
    place = tmp_path / "book.xlsx"
    lists.write_xlsx(([n] for n in range(5)), ["n"], place, most=3)
    book = openpyxl.load_workbook(place)
    assert [[cell.value for cell in one["A"]] for one in book] == [
        ["n", 0, 1],
        ["n", 2, 3],
        ["n", 4],
    ]


def test_a_long_list_leaves_in_pieces():
    told = list(lists.as_csv(([n] for n in range(2500)), ["n"], tagged=False))
    assert len(told) == 3
    assert len("".join(told).splitlines()) == 2501
