"""The law of receipts: good + damaged + short + expired + refused = dispatched + over."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from exchange.errors import NotReady
from exchange.models import Count, Receipt, ShipmentState, db
from exchange.workflows.receipt_rules import CLASSES
from tests.postgres import ON_BOTH
from tests.workflows.journeys import DISPATCH, PACKING, begun_shipment, receiving, walk

WHOLE = st.integers(0, 60)


@pytest.fixture
def receiving_case(officer, director, clerk, liaison, tie):
    return walk(
        "shipments",
        begun_shipment(officer),
        (officer, "submit"),
        (director, "approve"),
        (clerk, "pack", PACKING),
        (clerk, "dispatch", DISPATCH),
        (liaison, "start_receiving"),
    )


@ON_BOTH
@pytest.mark.parametrize(
    "wrong",
    [
        {"good": 49},
        {"good": 51, "over": 0},
        {"good": 50, "damaged": 1},
        {"good": -1, "short": 51, "reason": "x"},
        {"good": 50, "short": 1, "over": 1, "reason": "x"},
        {"good": 49, "short": 1},
        {"dispatched": 40, "good": 40},
    ],
)
def test_the_database_refuses_a_count_that_breaks_the_law(receiving_case, liaison, wrong):
    content = receiving_case.contents[0]
    assert content.quantity == 50
    receipt = Receipt(
        shipment_id=receiving_case.id,
        position=1,
        counted_on=receiving_case.dispatched_at.date(),
        place="Store 1",
        signed_at=receiving_case.dispatched_at,
        received_by_id=liaison.id,
    )
    facts = {"dispatched": 50, "good": 50} | wrong
    receipt.counts.append(Count(content_id=content.id, **facts))
    db.session.add(receipt)
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(counts=st.fixed_dictionaries(dict.fromkeys(CLASSES, WHOLE)))
def test_whatever_is_counted_the_law_holds_or_nothing_is_stored(receiving_case, liaison, counts):
    before = db.session.query(Count).count()
    said = receiving({"carton": 1, "line": 1, "reason": "as seen", **counts})
    try:
        walk("shipments", receiving_case, (liaison, "record_receipt", said))
    except NotReady:
        assert db.session.query(Count).count() == before
        return
    stored = db.session.query(Count).one()
    assert (
        stored.good + stored.damaged + stored.short + stored.expired + stored.refused
        == stored.dispatched + stored.over
    )
    db.session.query(Count).delete()
    db.session.query(Receipt).delete()
    db.session.commit()
    db.session.expire_all()
    assert receiving_case.state == ShipmentState.RECEIVING
