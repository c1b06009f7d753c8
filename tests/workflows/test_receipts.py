"""Counting aid in: no path ends a receipt with a difference nobody explained."""

import pytest
from sqlalchemy import func, select

from exchange.errors import NotReady
from exchange.models import Claim, Count, Receipt, db
from exchange.workflows.perform import perform
from exchange.workflows.receipt_rules import spans
from exchange.workflows.shipment import SHIPMENT
from tests.postgres import ON_BOTH
from tests.workflows.journeys import CLOSING, count, receiving, walk

REMARKS = {"remarks": "As counted."}


def codes(case, action, actor, payload=None) -> list[str]:
    with pytest.raises(NotReady) as refusal:
        perform(SHIPMENT, case.id, action, actor=actor, payload=payload)
    return [unmet.code for unmet in refusal.value.unmet]


@ON_BOTH
def test_a_clean_receipt_is_signed_and_closed(receiving_shipment, liaison, officer):
    closed = walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(rest=True)),
        (liaison, "sign_clean"),
        (officer, "close", CLOSING),
    )
    assert (closed.state, db.session.query(Claim).count()) == ("closed", 0)
    assert closed.closing_note == "Given to the clinics.\nLetter 12"


@ON_BOTH
@pytest.mark.parametrize(
    "differs",
    [
        count(4, 2, 0, short=300, reason="One carton never came."),
        count(1, 1, 40, damaged=10, reason="Wet."),
        count(1, 1, 55, over=5, reason="Five more."),
        count(3, 2, 0, expired=299, refused=1, reason="Too old."),
    ],
    ids=["short", "damaged", "over", "expired and refused"],
)
def test_a_difference_is_signed_for_and_opens_a_claim(
    receiving_shipment, liaison, officer, differs
):
    disputed = walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(differs)),
        (liaison, "record_receipt", receiving(rest=True)),
    )
    assert codes(disputed, "sign_clean", liaison) == ["discrepancy"]
    disputed = walk("shipments", disputed, (liaison, "sign_with_reservations", REMARKS))
    assert disputed.state == "disputed"
    assert codes(disputed, "close", officer, CLOSING) == ["open_claim"]
    _settled(officer)
    closed = walk("shipments", disputed, (officer, "close", CLOSING))
    assert closed.state == "closed"
    assert _law_holds(closed)


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ([count(1, 1, 49)], "does_not_add_up"),
        ([count(1, 1, 51)], "does_not_add_up"),
        ([count(1, 1, 50, over=1, reason="?")], "does_not_add_up"),
        ([count(1, 1, 49, damaged=1)], "reason_missing"),
        ([count(1, 1, 51, over=1)], "reason_missing"),
        ([count(1, 1, 49, short=2, over=1, reason="both")], "short_and_over"),
        ([count(1, 2, 50)], "not_to_count"),
        ([count(9, 1, 50)], "not_to_count"),
        ([count(1, 1, 50), count(1, 1, 50)], "not_to_count"),
        ([], "nothing_counted"),
    ],
)
def test_a_count_that_explains_nothing_is_refused_whole(receiving_shipment, liaison, counts, code):
    assert codes(receiving_shipment, "record_receipt", liaison, receiving(*counts)) == [code]
    assert db.session.query(Receipt).count() == 0
    assert db.session.query(Count).count() == 0


@ON_BOTH
def test_what_is_counted_is_never_counted_again(receiving_shipment, liaison):
    once = receiving(count(1, 1, 50))
    walk("shipments", receiving_shipment, (liaison, "record_receipt", once))
    assert codes(receiving_shipment, "record_receipt", liaison, once) == ["counted_alike"]
    rest = walk("shipments", receiving_shipment, (liaison, "record_receipt", receiving(rest=True)))
    assert codes(rest, "record_receipt", liaison, once) == ["all_counted"]
    assert [receipt.position for receipt in db.session.query(Receipt)] == [1, 2]


def test_nothing_is_signed_before_every_carton_is_counted(receiving_shipment, liaison):
    partly = walk(
        "shipments", receiving_shipment, (liaison, "record_receipt", receiving(count(2, 1, 50)))
    )
    with pytest.raises(NotReady, match="Count these cartons first: 1, 3-4"):
        perform(SHIPMENT, partly.id, "sign_clean", actor=liaison)
    assert codes(partly, "sign_with_reservations", liaison, REMARKS) == [
        "uncounted",
        "no_discrepancy",
    ]


@ON_BOTH
def test_all_lost_is_never_received(receiving_shipment, liaison, director, officer):
    nothing = [
        count(n, item, 0, short=quantity, reason="Nothing came.")
        for n, item, quantity in [(1, 1, 50), (2, 1, 50), (3, 2, 300), (4, 2, 300)]
    ]
    counted = walk(
        "shipments", receiving_shipment, (liaison, "record_receipt", receiving(*nothing))
    )
    assert codes(counted, "sign_with_reservations", liaison, REMARKS) == ["all_lost"]
    assert codes(counted, "sign_clean", liaison) == ["discrepancy"]
    lost = walk("shipments", counted, (director, "declare_lost", {"reason": "Never came."}))
    assert (lost.state, db.session.query(Receipt).count()) == ("lost", 1)
    assert codes(lost, "close", officer, CLOSING) == ["open_claim"]
    _settled(officer)
    assert walk("shipments", lost, (officer, "close", CLOSING)).state == "closed"


@ON_BOTH
def test_the_rest_can_be_declared_lost_and_is_short(receiving_shipment, liaison, director):
    lost = walk(
        "shipments",
        receiving_shipment,
        (liaison, "record_receipt", receiving(count(1, 1, 50))),
        (director, "declare_lost", {"reason": "The lorry burnt."}),
    )
    assert lost.state == "lost"
    found = db.session.query(Count).all()
    assert sorted((c.good, c.short, c.reason) for c in found) == [
        (0, 50, "The lorry burnt."),
        (0, 300, "The lorry burnt."),
        (0, 300, "The lorry burnt."),
        (50, 0, ""),
    ]
    assert _law_holds(lost)


def test_what_was_counted_in_whole_cannot_be_declared_lost(receiving_shipment, liaison, director):
    counted = walk(
        "shipments", receiving_shipment, (liaison, "record_receipt", receiving(rest=True))
    )
    assert codes(counted, "declare_lost", director, {"reason": "why not"}) == ["nothing_lost"]


def test_carton_numbers_are_written_in_short():
    assert spans([]) == ""
    assert spans([1, 2, 3, 8, 10, 11]) == "1-3, 8, 10-11"


def _settled(officer) -> None:
    """Let the sender's officer write off the only claim there is."""
    claim = db.session.query(Claim).one()
    walk("claims", claim, (officer, "agree", {"settlement": "write_off"}), (officer, "settle"))


def _law_holds(shipment) -> bool:
    """Every unit sent is accounted for, once, as the database adds it up."""
    found = func.sum(Count.good + Count.damaged + Count.short + Count.expired + Count.refused)
    accounted, over = db.session.execute(select(found, func.sum(Count.over))).one()
    return accounted == sum(line.quantity for line in shipment.lines) + over
