"""What is signed for makes an appeal partly met, then met, and its pledges kept."""

import pytest

from exchange.models import AppealState, Event, PledgeState, Receipt, ShipmentState, db
from exchange.workflows.perform import begin
from exchange.workflows.pledge import PLEDGE
from tests.aid import BLANKETS, asked, pledge_draft
from tests.workflows.journeys import (
    DISPATCH,
    begun_shipment,
    count,
    package,
    receiving,
    walk,
)
from workers import context
from workers.appeals import weigh_appeal


@pytest.fixture
def appeal(make_appeal, partner, home, liaison, items, system):
    return make_appeal(
        AppealState.PUBLISHED, owner_city=partner, officer=liaison, asked=asked(home)
    )


@pytest.fixture
def in_a_worker(app, monkeypatch):
    monkeypatch.setattr(context, "app", lambda: app)


@pytest.fixture
def send(officer, director, clerk, liaison):
    """Return a callable that sends blankets and has them counted in and signed for."""

    def carry(quantity: int, lost: int = 0, **more):
        line = {"item_code": BLANKETS, "quantity": quantity, "origin": "DE", "unit_value": "1"}
        shipment = begun_shipment(officer, appeal_reference="", lines=[line], **more)
        way = DISPATCH | {"waybill": f"WB-{quantity}-{lost}"}
        found = count(1, 1, quantity - lost, short=lost, reason="short" if lost else "")
        sign = ("sign_with_reservations", {"remarks": "Short."}) if lost else ("sign_clean",)
        return walk(
            "shipments",
            shipment,
            (officer, "submit"),
            (director, "approve"),
            (clerk, "pack", {"packages": [package(1, (1, quantity))]}),
            (clerk, "dispatch", way),
            (liaison, "start_receiving"),
            (liaison, "record_receipt", receiving(found)),
            (liaison, *sign),
        )

    return carry


def weigh(appeal) -> None:
    weigh_appeal(str(appeal.id))
    db.session.rollback()  # the job had a session of its own


def test_it_is_met_by_what_arrives_and_by_nothing_else(appeal, send, officer, in_a_worker):
    made = begin(PLEDGE, actor=officer, payload=pledge_draft())
    pledge = walk("pledges", made, (officer, "promise"))
    weigh(appeal)
    assert (appeal.state, pledge.state) == (AppealState.PUBLISHED, PledgeState.PLEDGED)

    shipment = send(50, lost=10, pledge=pledge.reference)
    assert shipment.state == ShipmentState.DISPUTED
    weigh(appeal)
    assert (appeal.state, pledge.state) == (AppealState.PARTLY_MET, PledgeState.PLEDGED)

    send(10, pledge=pledge.reference)
    weigh(appeal)
    assert (appeal.state, pledge.state) == (AppealState.PARTLY_MET, PledgeState.FULFILLED)

    send(60, appeal=appeal.reference)
    weigh(appeal)
    weigh(appeal)
    assert appeal.state == AppealState.MET
    moves = db.session.query(Event.action).filter_by(subject_id=appeal.id)
    assert [one.action for one in moves.order_by(Event.position)] == ["meet_partly", "meet"]
    assert db.session.query(Receipt).count() == 3


def test_who_gave_may_leave_it_at_what_arrived(appeal, send, officer, in_a_worker):
    made = begin(PLEDGE, actor=officer, payload=pledge_draft())
    pledge = walk("pledges", made, (officer, "promise"))
    send(50, lost=10, pledge=pledge.reference)
    after = walk("pledges", pledge, (officer, "conclude", {"note": "No more to come."}))
    assert after.state == PledgeState.FULFILLED
