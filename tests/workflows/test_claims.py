"""A difference between two cities: both are heard, nothing is overwritten, and it is settled."""

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from exchange import clock
from exchange.errors import NotReady, WrongState
from exchange.models import Claim, ClaimPosition, Document, Event, Notice, Shipment, db
from exchange.workflows.claim import CLAIM
from exchange.workflows.perform import follow, perform
from tests.postgres import ON_BOTH
from tests.workflows.journeys import CLOSING, DISPATCH, PACKING, count, package, receiving, walk

WET = count(1, 1, 40, damaged=10, reason="Wet.")
REMARKS = {"remarks": "As counted."}


def the_claim() -> Claim:
    return db.session.query(Claim).order_by(Claim.created_at.desc()).first()


def codes(case, action, actor, payload=None) -> list[str]:
    with pytest.raises(NotReady) as refusal:
        perform(CLAIM, case.id, action, actor=actor, payload=payload)
    return [unmet.code for unmet in refusal.value.unmet]


def letters(case) -> list[tuple[str, str, str]]:
    found = db.session.query(Document).filter_by(subject_id=case.id).order_by(Document.created_at)
    return [(paper.owner_city.slug, paper.facts["step"], paper.facts["way"]) for paper in found]


@pytest.fixture
def disputed(receiving_shipment, liaison):
    return walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(WET, rest=True)),
        (liaison, "sign_with_reservations", REMARKS),
    )


@ON_BOTH
def test_reservations_open_a_claim_with_a_history_and_a_letter_of_its_own(
    disputed, officer, liaison
):
    claim = the_claim()
    assert (claim.state, claim.owner_city.slug, claim.partner_city.slug) == (
        "opened",
        "harbour",
        "portland",
    )
    assert claim.number == f"CL-{clock.now().year}-0001"
    assert [(line.line_no, line.difference, line.quantity) for line in claim.lines] == [
        (1, "damaged", 10)
    ]
    assert claim.value == 45
    events = db.session.query(Event).filter_by(subject_id=claim.id).all()
    assert [(e.action, e.target, e.position, e.hash) for e in events] == [
        ("begin", "opened", 1, claim.head)
    ]
    assert letters(claim) == [("harbour", "notice", "")]
    report = db.session.query(Document).filter_by(kind="discrepancy").one()
    notice = db.session.query(Document).filter_by(kind="claim").one()
    assert notice.facts["enclosed"] == [report.number]
    told = db.session.query(Notice).filter_by(kind="claim_opened").one()
    assert (told.person_id, told.subject_id) == (officer.id, claim.id)
    signed = db.session.query(Event).filter_by(action="sign_with_reservations").one()
    assert signed.inputs["facts"] == {"claim": claim.number}


def test_the_sender_agrees_and_it_is_written_off(disputed, officer):
    claim = walk(
        "claims",
        the_claim(),
        (officer, "acknowledge", {"note": "Seen."}),
        (officer, "agree", {"settlement": "write_off"}),
        (officer, "settle", {"note": "Let it rest."}),
        (officer, "close"),
    )
    assert claim.state == "closed"
    assert letters(claim) == [
        ("harbour", "notice", ""),
        ("portland", "agreed", "write_off"),
        ("portland", "settled", "write_off"),
    ]
    assert walk("shipments", disputed, (officer, "close", CLOSING)).state == "closed"


def test_both_positions_are_kept_word_for_word(disputed, officer, liaison, partner, home):
    claim = walk(
        "claims",
        the_claim(),
        (officer, "contest", {"position": "It left dry."}),
        (liaison, "answer", {"position": "It came wet."}),
        (officer, "contest", {"position": "The seal was whole."}),
        (liaison, "give_way", {"note": "So be it."}),
    )
    assert [(one.city_id, one.stance, one.words) for one in claim.positions] == [
        (home.id, "contests", "It left dry."),
        (partner.id, "answers", "It came wet."),
        (home.id, "contests", "The seal was whole."),
        (partner.id, "gives_way", "So be it."),
    ]
    assert claim.settlement == "write_off"


@ON_BOTH
def test_the_database_itself_refuses_to_change_a_position(disputed, officer):
    walk("claims", the_claim(), (officer, "contest", {"position": "It left dry."}))
    said = db.session.query(ClaimPosition).one()
    said.words = "Never said."
    with pytest.raises((IntegrityError, OperationalError, ProgrammingError)):
        db.session.commit()
    db.session.rollback()


def test_the_carrier_is_named_where_it_pays(disputed, officer):
    claim = walk("claims", the_claim(), (officer, "agree", {"settlement": "carrier_claim"}))
    assert codes(claim, "settle", officer, {"carrier": "Northwind"}) == ["carrier_missing"]
    paid = {"carrier": "Northwind", "carrier_reference": "K-7", "carrier_amount": "45"}
    settled = walk("claims", claim, (officer, "settle", paid))
    assert (settled.carrier_reference, settled.carrier_amount) == ("K-7", 45)
    assert letters(settled)[-1] == ("portland", "settled", "carrier_claim")
    assert codes_of_replacing(claim, officer) == "other_way_agreed"


def codes_of_replacing(claim, actor) -> str:
    """Say why nothing can be sent again, whatever state the claim is in."""
    row = CLAIM.find("replace")[0]
    return row.unmet(claim, actor)[0].code


def test_a_replacement_settles_it_by_being_received(disputed, officer, director, clerk, liaison):
    claim = walk("claims", the_claim(), (officer, "agree", {"settlement": "replacement"}))
    assert codes(claim, "settle", officer) == ["replacement_not_begun"]
    claim = walk("claims", claim, (officer, "replace"))
    again = db.session.get_one(Shipment, claim.replacement_id)
    assert (again.state, again.appeal_reference) == ("draft", claim.number)
    assert [(line.item, line.quantity) for line in again.lines] == [("blanket", 10)]
    assert codes(claim, "settle", officer) == ["replacement_not_received"]
    assert codes(claim, "change_way", officer, {"settlement": "write_off"}) == [
        "replacement_under_way"
    ]
    assert codes_of_replacing(claim, officer) == "replacement_under_way"
    received = walk(
        "shipments",
        again,
        (officer, "submit"),
        (director, "approve"),
        (clerk, "pack", PACKING | {"packages": [package(1, (1, 10))]}),
        (clerk, "dispatch", DISPATCH),
        (liaison, "start_receiving"),
        (liaison, "record_receipt", receiving(rest=True)),
        (liaison, "sign_clean"),
    )
    assert received.state == "received"
    claim = db.session.get_one(Claim, claim.id)
    assert claim.state == "settled"
    met = db.session.query(Event).filter_by(subject_id=claim.id, action="meet").one()
    assert met.actor_id == liaison.id
    assert walk("shipments", disputed, (officer, "close", CLOSING)).state == "closed"


def test_another_way_is_open_once_the_replacement_came_to_nothing(disputed, officer):
    claim = walk(
        "claims",
        the_claim(),
        (officer, "agree", {"settlement": "replacement"}),
        (officer, "replace"),
    )
    again = db.session.get_one(Shipment, claim.replacement_id)
    walk("shipments", again, (officer, "withdraw", {"reason": "No more of it."}))
    claim = walk("claims", claim, (officer, "change_way", {"settlement": "write_off"}))
    assert (claim.settlement, claim.replacement_id) == ("write_off", None)


def test_what_came_beside_what_was_sent_is_not_sent_again(receiving_shipment, liaison, officer):
    more = count(1, 1, 55, over=5, reason="Five more.")
    walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(more, rest=True)),
        (liaison, "sign_with_reservations", REMARKS),
    )
    claim = walk("claims", the_claim(), (officer, "agree", {"settlement": "replacement"}))
    assert claim.value == 0
    assert codes(claim, "replace", officer) == ["nothing_to_replace"]


def test_only_what_is_missing_is_sent_again(receiving_shipment, liaison, officer):
    more = count(1, 1, 55, over=5, reason="Five more.")
    less = count(2, 1, 47, short=3, reason="Three fewer.")
    walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(more, less, rest=True)),
        (liaison, "sign_with_reservations", REMARKS),
    )
    claim = walk(
        "claims",
        the_claim(),
        (officer, "agree", {"settlement": "replacement"}),
        (officer, "replace"),
    )
    again = db.session.get_one(Shipment, claim.replacement_id)
    assert [(line.item, line.quantity) for line in again.lines] == [("blanket", 3)]


def test_what_was_declared_lost_opens_a_claim_of_all_that_is_short(
    receiving_shipment, liaison, director, officer
):
    lost = walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(count(1, 1, 50))),
        (director, "declare_lost", {"reason": "The lorry burnt."}),
    )
    claim = the_claim()
    assert claim.cause == "loss"
    assert [(line.line_no, line.quantity) for line in claim.lines] == [(1, 50), (2, 600)]
    with pytest.raises(NotReady, match=claim.number):
        walk("shipments", lost, (officer, "close", CLOSING))


def test_only_what_the_service_alone_may_do_follows_by_itself(disputed, officer):
    claim = the_claim()
    for action in ("acknowledge", "meet", "nothing"):
        with pytest.raises(WrongState):
            follow("claim", claim.id, action, actor=officer)
    db.session.rollback()


def test_the_service_settles_no_claim_whose_replacement_is_not_there(disputed, officer, system):
    claim = walk("claims", the_claim(), (officer, "agree", {"settlement": "replacement"}))
    assert codes(claim, "meet", system) == ["not_received"]
