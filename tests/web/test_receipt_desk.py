"""The office side of counting: links, codes read out, refusals, two counts, files."""

import pytest

from exchange.models import (
    CodeWay,
    Count,
    CountConflict,
    ReceiptCode,
    ReceiptLink,
    Role,
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
