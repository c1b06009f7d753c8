"""Spreadsheets in: seen first, stored whole or not at all, handed back with what is wrong."""

import csv
import html
import io
import re
import zipfile

import openpyxl
import pytest

from exchange.interchange.reading import MOST_BYTES, MOST_ROWS, SheetRefused, rows_of
from exchange.models import CountConflict, Event, Receipt, Shipment, ShipmentState, db
from tests.workflows.conftest import packed_shipment
from tests.workflows.journeys import DISPATCH, walk

__all__ = ["packed_shipment"]
KEYS = "item,item_partner,quantity,unit,origin,hs_code,unit_value"
GOOD, BAD = "tent,Zelt,5,H87,DE,6306.22,80", "=rope,Seil,none,H87,Germany,5607.50,2"


def csv_of(*rows: str) -> bytes:
    return "\n".join(["Anything at all", KEYS, *rows]).encode()


@pytest.fixture
def at(reader, officer, make_shipment):
    """Return a callable that sends a sheet of lines for one draft, and that draft."""
    draft = make_shipment()
    return Sender(reader(officer), f"/shipments/{draft.id}/import/lines"), draft


class Sender:
    def __init__(self, who, path):
        self.who, self.path = who, path

    def send(self, sheet: bytes = b"", do: str = "preview", name: str = "x.bin", **typed):
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.who.open("/"))[1]
        file = {"sheet": (io.BytesIO(sheet), name)} if sheet else {}
        return self.who.client.post(
            self.path, data={"csrf_token": token, "do": do, "version": "1", **typed, **file}
        )

    def again(self, page: str, do: str, **typed):
        rows = re.search(r'name="rows" value="([^"]*)"', page)[1]
        return self.send(do=do, rows=html.unescape(rows), **typed)


def items(shipment) -> list[str]:
    db.session.rollback()
    return [line.item for line in db.session.get(Shipment, shipment.id).lines]


def test_a_sheet_is_seen_first_and_stored_when_one_says_so(at):
    sender, draft = at
    page = sender.send(csv_of(GOOD))
    assert page.status_code == 200
    assert "Rows that are right: 1 of 1." in page.text
    assert items(draft) == ["blanket"]
    assert sender.again(page.text, "store").status_code == 303
    assert items(draft) == ["tent"]
    assert db.session.query(Event).filter_by(subject_id=draft.id, action="edit").count() == 1


def test_what_was_never_looked_at_is_not_stored(at):
    sender, draft = at
    assert sender.send(csv_of(GOOD), do="store").status_code == 200
    assert items(draft) == ["blanket"]


def test_nothing_is_stored_while_a_row_is_wrong_unless_one_takes_the_good_ones(at):
    sender, draft = at
    page = sender.send(csv_of(GOOD, BAD))
    assert page.status_code == 422
    assert "Write a whole number." in page.text
    assert sender.again(page.text, "store").status_code == 422
    assert items(draft) == ["blanket"]
    assert sender.again(page.text, "good").status_code == 303
    assert items(draft) == ["tent"]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_sheet_with_what_is_wrong_is_mended_and_sent_again(at, form):
    sender, draft = at
    page = sender.send(csv_of(GOOD, BAD))
    wrong = sender.again(page.text, f"errors.{form}").get_data()
    headings, keys, *rows = rows_of(wrong)
    assert (headings[-1], keys[-1]) == ("What is wrong", "problem")
    right, amiss = (dict(zip(keys, row, strict=False)) for row in rows)
    assert not right.get("problem")
    assert "Quantity: Write a whole number." in amiss["problem"]
    assert amiss["item"] == "=rope"
    written = io.StringIO()
    writer = csv.DictWriter(written, keys)
    writer.writeheader()
    writer.writerows([right, amiss | {"quantity": "7", "origin": "DE"}])
    page = sender.send(written.getvalue().encode())
    assert page.status_code == 200
    assert sender.again(page.text, "store").status_code == 303
    assert items(draft) == ["tent", "=rope"]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_template_says_what_there_is_and_is_taken_as_it_is(at, form):
    sender, draft = at
    answer = sender.who.client.get(f"{sender.path}/template.{form}")
    sheet = rows_of(answer.get_data())
    assert sheet[0][0] != sheet[1][0] == "item_code"
    page = sender.send(answer.get_data())
    assert sender.again(page.text, "store").status_code == 303
    assert items(draft) == ["blanket"]


def test_an_older_version_is_told_so_and_a_missing_one_is_asked_for(at):
    sender, draft = at
    page = sender.send(csv_of(GOOD)).text
    assert sender.again(page, "store", version="7").status_code == 412
    assert sender.again(page, "store", version="x").status_code == 428
    assert items(draft) == ["blanket"]


def test_what_the_door_refuses_is_said_on_the_page(at):
    sender, draft = at
    page = sender.send(csv_of() + b",item_code\n" + GOOD.encode() + b",NONE").text
    assert "The catalogue has no item NONE" in sender.again(page, "store").text
    assert items(draft) == ["blanket"]


def test_only_who_may_edit_is_asked_for_a_sheet(reader, clerk, liaison, at, make_shipment):
    _, draft = at
    for person in (clerk, liaison):
        assert reader(person).client.get(f"/shipments/{draft.id}/import/lines").status_code == 404
    gone = make_shipment(ShipmentState.CLOSED)
    path = f"/shipments/{gone.id}/import"
    assert reader(liaison).client.get(f"{path}/counts").status_code == 404
    assert reader(liaison).client.get(f"{path}/none").status_code == 404


@pytest.mark.parametrize("rows", ["", "null", "[", "[1]", "[[1]]", '[["\\ud800"]]', "[" * 5000])
def test_rows_that_are_none_are_refused(at, rows):
    assert at[0].send(do="store", rows=rows).status_code == 422


def test_counts_are_taken_from_a_sheet(reader, packed_shipment, director, liaison):
    way = walk("shipments", packed_shipment, (director, "dispatch", DISPATCH))
    way = walk("shipments", way, (liaison, "start_receiving"))
    sender = Sender(reader(liaison), f"/shipments/{way.id}/import/counts")
    sheet = rows_of(sender.who.client.get(f"{sender.path}/template.xlsx").get_data())
    keys = sheet[1]
    assert [row[: len(keys)][3] for row in sheet[2:]] == ["50", "50", "300", "300"]
    filled = [dict(zip(keys, row, strict=False)) for row in sheet[2:]]
    for row in filled[:2]:
        row["good"] = "49"
    filled[0] |= {"damaged": "1", "reason": "wet"}

    def written() -> bytes:
        text = io.StringIO()
        writer = csv.DictWriter(text, keys)
        writer.writeheader()
        writer.writerows(filled)
        return text.getvalue().encode()

    page = sender.send(written())
    assert "Carton 2, line 1: the classes do not add up" in page.text
    filled[1] |= {"good": "50"}
    filled.append(filled[0])
    assert "or is named twice" in sender.send(written()).text
    filled.pop()
    page = sender.send(written()).text
    assert "Rows that are right: 2 of 2." in page
    typed = {"version": str(way.version), "place": "Store 1"}
    assert sender.again(page, "store", **typed, counted_on="").status_code == 422
    assert sender.again(page, "store", **typed, counted_on="2026-01-05").status_code == 303
    (receipt,) = db.session.query(Receipt).all()
    assert sorted(count.damaged for count in receipt.counts) == [0, 1]
    filled[0] |= {"good": "50", "damaged": "0", "reason": ""}
    page = sender.send(written()).text
    typed |= {"version": str(way.version), "counted_on": "2026-01-06"}
    assert sender.again(page, "store", **typed).status_code == 303
    (kept,) = db.session.query(CountConflict).all()
    assert (kept.first["good"], kept.good) == (49, 50)


def workbook(**more) -> bytes:
    kept = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(KEYS.split(","))
    book.save(kept)
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, content in more.items():
            packed.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "Choose a file"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        (b"\xd0\xcf\x11\xe0old", "old XLS"),
        ("한글".encode("cp949"), "UTF-8"),
        (b'"a\nb', "quotation mark"),
        (b"a\n" * (MOST_ROWS + 1), f"more than {MOST_ROWS} rows"),
        (b"," * 70, "longer than any"),
        (b"PK\x03\x04rubbish", "cannot be read"),
        (workbook(bomb=b"0" * (65 * 1024 * 1024)), "more in this workbook"),
        (workbook(evil=b"<!DOCTYPE x [<!ENTITY a 'b'>]>"), "cannot be read"),
    ],
)
def test_what_is_no_sheet_is_refused_with_what_to_do(sent, said):
    with pytest.raises(SheetRefused, match=re.escape(said)):
        rows_of(sent)


def test_a_sheet_is_known_by_its_content_and_cells_read_as_typed():
    assert rows_of("a;b\n1;2".encode("utf-16")) == [["a", "b"], ["1", "2"]]
    assert rows_of(workbook()) == [KEYS.split(",")]
    assert rows_of(b"'=a,'b,-1") == [["=a", "'b", "-1"]]
