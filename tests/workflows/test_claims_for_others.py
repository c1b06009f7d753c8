"""Claims where one of the two keeps no office here: who speaks for it, and that it says so."""

import pytest

from exchange.errors import NotPermitted
from exchange.models import Event, Role, Shipment, db
from exchange.workflows.claim import CLAIM
from exchange.workflows.perform import perform
from tests.workflows.journeys import receiving, walk
from tests.workflows.test_claims import REMARKS, WET, letters, the_claim


@pytest.fixture
def without_office(partner):
    db.session.delete(partner.office)
    db.session.commit()


def test_a_receiver_without_an_office_claims_by_its_liaison(
    without_office, receiving_shipment, liaison, officer
):
    walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(WET, rest=True)),
        (liaison, "sign_with_reservations", REMARKS),
    )
    claim = the_claim()
    assert claim.numbered_by.slug == "portland"
    assert letters(claim) == []
    claim = walk(
        "claims",
        claim,
        (officer, "agree", {"settlement": "write_off"}),
        (liaison, "settle"),
        (liaison, "close"),
    )
    assert letters(claim) == [("portland", "agreed", "write_off")]


def test_the_receivers_officer_writes_down_what_a_sender_without_an_office_said(
    make_claim, officer, partner, clerk
):
    with pytest.raises(NotPermitted):
        perform(CLAIM, make_claim().id, "acknowledge", actor=officer)
    db.session.delete(partner.office)
    db.session.commit()
    claim = make_claim()
    with pytest.raises(NotPermitted):
        perform(CLAIM, claim.id, "acknowledge", actor=clerk)
    claim = walk(
        "claims",
        claim,
        (officer, "acknowledge"),
        (officer, "contest", {"position": "By mail: it left whole."}),
        (officer, "agree", {"settlement": "replacement", "position": "By mail: we send it."}),
        (officer, "replace"),
    )
    assert [(one.city.slug, one.on_behalf) for one in claim.positions] == [("harbour", True)] * 3
    assert letters(claim) == []
    told = db.session.query(Event).filter_by(subject_id=claim.id, action="contest").one()
    assert told.inputs["facts"]["behalf"] == partner.names
    again = db.session.get_one(Shipment, claim.replacement_id)
    assert (again.number[:2], again.consignor.slug, again.consignee.slug) == (
        "AR",
        "harbour",
        "portland",
    )


def test_a_sender_without_an_office_answers_by_its_liaison(make_claim, make_person, partner):
    db.session.delete(partner.office)
    db.session.commit()
    theirs = make_person(Role.LIAISON, partner)
    claim = walk("claims", make_claim(), (theirs, "agree", {"settlement": "write_off"}))
    assert [one.on_behalf for one in claim.positions] == [False]
