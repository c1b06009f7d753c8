"""A consignment at customs: through it, held there, or turned away."""

import pytest

from exchange.models import Document, Event, db
from tests.workflows.journeys import CLOSING, DISPATCH, walk
from tests.workflows.sending import STOPPED

GIVEN = {"handed_to": "The port's hospital"}


@pytest.fixture
def gone(packed_shipment, clerk):
    return walk("shipments", packed_shipment, (clerk, "dispatch", DISPATCH))


@pytest.mark.parametrize(
    "way",
    [
        ("reach_customs", "hold", "release", "arrive"),
        ("depart", "reach_customs", "arrive"),
        ("reach_customs", "hold", "arrive"),
        ("reach_customs", "hold", "release", "hold", "arrive"),
    ],
)
def test_each_station_may_be_skipped_forward(gone, clerk, way):
    steps = [(clerk, action, STOPPED if action == "hold" else {}) for action in way]
    assert walk("shipments", gone, *steps).state == "arrived"


@pytest.mark.parametrize("way", [("reach_customs",), ("reach_customs", "hold")])
def test_a_receipt_is_proof_that_customs_let_it_go(gone, clerk, liaison, way):
    steps = [(clerk, action, STOPPED if action == "hold" else {}) for action in way]
    assert walk("shipments", gone, *steps, (liaison, "start_receiving")).state == "receiving"


@pytest.mark.parametrize(
    ("action", "said", "state"),
    [
        ("send_back", {}, "returned"),
        ("destroy", STOPPED, "destroyed"),
        ("donate_locally", GIVEN, "donated_locally"),
    ],
)
def test_what_is_turned_away_is_closed_without_a_word_of_receipt(
    gone, clerk, liaison, officer, action, said, state
):
    before = db.session.query(Document).filter_by(subject_id=gone.id).count()
    away = walk(
        "shipments",
        gone,
        (clerk, "reach_customs"),
        (liaison, "refuse_entry", STOPPED),
        (liaison, action, said),
    )
    assert away.state == state
    assert away.use.get("handed_to") == said.get("handed_to")
    closed = walk("shipments", away, (officer, "close", CLOSING))
    assert (closed.state, closed.closing_note[:8]) == ("closed", "Given to")
    assert db.session.query(Document).filter_by(subject_id=gone.id).count() == before


@pytest.mark.parametrize("way", [("reach_customs",), ("reach_customs", "hold")])
def test_what_customs_lost_is_lost(gone, clerk, director, way):
    steps = [(clerk, action, STOPPED if action == "hold" else {}) for action in way]
    lost = walk("shipments", gone, *steps, (director, "declare_lost", {"reason": "Burnt."}))
    assert lost.state == "lost"


def test_which_authority_held_it_stands_in_the_history(gone, clerk):
    held = walk("shipments", gone, (clerk, "reach_customs"), (clerk, "hold", STOPPED))
    event = db.session.query(Event).filter_by(subject_id=held.id, action="hold").one()
    assert event.inputs == STOPPED
