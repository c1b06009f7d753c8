"""The office side of counting: links, codes read out, refusals, two counts, files."""

import csv
from io import BytesIO, StringIO

import pytest

from exchange.models import (
    CodeWay,
    Count,
    CountConflict,
    ReceiptCode,
    ReceiptLink,
    Role,
    ShipmentState,
    db,
)
from tests.web.guests import guest, make_guest
from tests.workflows.journeys import count, receiving, walk

__all__ = ["guest", "make_guest"]


@pytest.fixture
def desk(reader, clerk, guest):
    """Return the clerk at the page of the link, and its address."""
    return reader(clerk), f"/shipments/{guest.shipment_id}/link"


def test_a_clerk_reads_out_a_code_that_opens_the_link_once(desk, guest, clerk):
    one, here = desk
    assert "open until" in one.open(here)
    page = one.send(f"{here}/{guest.link_id}/code").text
    code = page.split('class="once" dir="ltr">')[1][:9]
    row = db.session.query(ReceiptCode).one()
    assert (row.way, row.given_by_id, row.address) == (CodeWay.TELEPHONE, clerk.id, "")
    assert code.replace(" ", "") not in row.sha256
    assert guest.enter(code, "Wei Ling").status_code == 303
    page = one.open(here)
    assert "Wei Ling" in page
    assert code not in page


def test_a_link_is_opened_shown_once_and_revoked(desk, guest, app):
    one, here = desk
    page = one.send(here, days="3").text
    token = page.split("/r/")[1][:22]
    assert app.test_client().get(f"/r/{token}").status_code == 200
    assert token not in one.open(here)
    assert "does not fit" in one.send(here, days="900").text
    for link in db.session.query(ReceiptLink).all():
        gone = one.send(f"{here}/{link.id}/revoke", reason="The telephone was lost.")
        assert gone.status_code == 303
        assert one.send(f"{here}/{link.id}/code").status_code == 404
    assert app.test_client().get(f"/r/{token}").status_code == 404
    assert (
        "No receipt link is open" in one.send(f"{here}/{guest.link_id}/revoke", reason="x y").text
    )
    assert "The link was revoked" in one.open(here)


def test_who_keeps_no_links_finds_no_page(reader, director, stranger, make_person, guest):
    here = f"/shipments/{guest.shipment_id}/link"
    for person in (director, make_person(Role.OFFICER, stranger)):
        assert reader(person).client.get(here).status_code == 404
    assert reader(director).client.get("/refusals").status_code == 404


def test_refusals_are_shown_to_the_administrator_and_the_auditor(
    reader, administrator, make_person, stranger, guest
):
    guest.enter("0")
    guest.client.get("/r/never-was")
    for person in (administrator, make_person(Role.AUDITOR)):
        page = reader(person).open("/refusals")
        assert "A code that does not fit" in page
        assert guest.shipment.number in page
        assert "No such link" in page
    theirs = reader(make_person(Role.AUDITOR, stranger)).open("/refusals")
    assert guest.shipment.number not in theirs
    assert "No such link" in theirs


def test_both_sides_see_two_counts_and_the_liaison_chooses(reader, officer, liaison, guest):
    guest.let_in()
    guest.send(counts=[{"carton": 1, "line": 1, "good": 50}])
    case = guest.shipment
    wet = receiving(count(1, 1, 40, damaged=10, reason="Wet."))
    walk("shipments", case, (liaison, "record_receipt", wet))
    here, kept = f"/shipments/{case.id}", db.session.query(CountConflict).one()
    told = reader(officer).open(here)
    assert "Carton 1 was counted twice" in told
    assert "choose_count" not in told
    seat = reader(liaison)
    assert "choose_count" in seat.open(here)
    said = {"conflict": str(kept.id), "chosen": "other", "reason": "It was wet."}
    chosen = seat.send(f"{here}/choose_count", version=str(guest.shipment.version), **said)
    assert chosen.status_code == 303
    standing = db.session.query(Count).filter(Count.superseded_by_id.is_(None)).one()
    assert standing.good == 40
    assert "The other count" in reader(officer).open(here)


def handed_in(seat, guest, text, **typed):
    page = seat.open("/")
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    file = {"file": (BytesIO(text.encode()), "counts.csv")} if text is not None else {}
    data = {"csrf_token": token, "place": "Store 1", "counted_on": "2026-11-01"} | file | typed
    return seat.client.post(f"/shipments/{guest.shipment_id}/counts", data=data)


@pytest.fixture
def receiving_guest(guest, liaison):
    walk("shipments", guest.shipment, (liaison, "start_receiving"))
    return guest


def test_counts_come_from_a_file_made_of_what_waits(reader, liaison, receiving_guest):
    seat, one = reader(liaison), receiving_guest
    assert "Counts from a file" in seat.open(f"/shipments/{one.shipment_id}/counts")
    text = seat.open(f"/shipments/{one.shipment_id}/counts.csv").removeprefix("\ufeff")
    rows = list(csv.DictReader(StringIO(text)))
    assert [(row["carton"], row["line"], row["good"]) for row in rows] == [
        ("1", "1", "50"),
        ("2", "1", "50"),
    ]
    said = text.replace("50,0,0,0,0,0,", "45,5,0,0,0,0,Wet.", 1)
    assert handed_in(seat, one, said).status_code == 303
    assert sorted(row.good for row in db.session.query(Count)) == [45, 50]
    again = handed_in(seat, one, said)
    assert (again.status_code, "Every carton is counted" in again.text) == (422, True)


def test_a_wrong_row_comes_back_with_its_error_and_nothing_is_stored(
    reader, liaison, receiving_guest
):
    one, seat = receiving_guest, reader(liaison)
    sscc = one.shipment.cartons[0].sscc
    text = (
        "sscc;carton;line;good;damaged;reason\n"
        f"{sscc};;;50;;\n;1;1;50;;\n;2;1;40;10;\n;2;7;50;;\n;9;1;50;;\n;2;1;x;;\n"
        f";2;1;50;;=1+1{'x' * 300}\n"
    )
    answer = handed_in(seat, one, text)
    assert (answer.status_code, answer.mimetype) == (422, "text/csv")
    errors = [row["error"] for row in csv.DictReader(StringIO(answer.text.removeprefix("\ufeff")))]
    assert [bool(error) for error in errors] == [False, True, True, True, True, True, True]
    assert "give the reason" in errors[2]
    assert errors[4] == "There is no such carton."
    assert "'=1+1" in answer.text
    assert db.session.query(Count).count() == 0


@pytest.mark.parametrize("text", [None, "", "a,b\n1,2\n", "sscc\n1\n", "good,sscc\n"])
def test_what_is_no_file_of_counts_is_refused(reader, liaison, receiving_guest, text):
    answer = handed_in(reader(liaison), receiving_guest, text)
    assert (answer.status_code, "no CSV file" in answer.text) == (422, True)


def test_a_file_that_does_not_fit_is_refused_in_words(reader, liaison, receiving_guest, officer):
    seat, good = reader(liaison), "carton,line,good\n1,1,50\n"
    assert handed_in(seat, receiving_guest, good, place="").status_code == 422
    assert (
        reader(officer).client.get(f"/shipments/{receiving_guest.shipment_id}/counts").status_code
        == 404
    )
    assert handed_in(seat, receiving_guest, good + "2,1,50\n").status_code == 303
    walk("shipments", receiving_guest.shipment, (liaison, "sign_clean"))
    assert handed_in(seat, receiving_guest, good).status_code == 409
    assert receiving_guest.shipment.state is ShipmentState.RECEIVED


def test_a_file_in_another_encoding_is_refused(reader, liaison, receiving_guest):
    seat = reader(liaison)
    token = seat.open("/").split('name="csrf_token" value="')[1].split('"')[0]
    data = {"csrf_token": token, "place": "S", "file": (BytesIO(b"\xff\xfe\x00good"), "a.csv")}
    answer = seat.client.post(f"/shipments/{receiving_guest.shipment_id}/counts", data=data)
    assert answer.status_code == 422
