"""A shipment that is not there by its day: noticed, told, and once for each day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from exchange import clock
from exchange.models import Event, Notice, ShipmentState, db
from tests.postgres import ON_BOTH
from tests.workflows.journeys import walk
from tests.workflows.ways import LEG
from workers.deadlines import miss
from workers.scheduler import sweep

DAY = date(2030, 5, 6)


@pytest.fixture(autouse=True)
def the_right_time():
    yield
    clock.shift(timedelta(0))


def it_is(written: str) -> None:
    clock.shift(datetime.fromisoformat(written).replace(tzinfo=UTC) - datetime.now(UTC))


def noted(case) -> list[Event]:
    return db.session.query(Event).filter_by(subject_id=case.id, action="note_late").all()


@ON_BOTH
def test_it_is_noted_when_the_day_is_over_where_it_is_awaited_and_both_sides_are_told(
    make_shipment, officer, liaison, system
):
    case = make_shipment(ShipmentState.AT_CUSTOMS, eta=DAY)
    it_is("2030-05-06T21:30")  # half an hour to midnight at the consignee's, in Berlin
    assert miss() == 0
    it_is("2030-05-06T22:30")
    assert miss() == 1
    (event,) = noted(case)
    assert (event.actor_id, event.target) == (system.id, "at_customs")
    assert event.inputs["facts"] == {"eta": "2030-05-06"}
    told = {one.person_id for one in db.session.query(Notice).filter_by(kind="late")}
    assert told == {officer.id, liaison.id}
    assert miss() == 0


def test_another_day_is_watched_anew(make_shipment, clerk, system):
    case = make_shipment(ShipmentState.DISPATCHED, eta=DAY)
    it_is("2030-05-08T09:00")
    assert miss() == 1
    arriving = LEG | {
        "to_zone": "Asia/Seoul",
        "departs_at": "2030-05-09T08:00:00+02:00",
        "arrives_at": "2030-05-09T20:00:00+02:00",  # already the tenth in Seoul
    }
    case = walk("shipments", case, (clerk, "plan_way", {"legs": [arriving]}))
    assert case.eta == date(2030, 5, 10)
    assert miss() == 0
    it_is("2030-05-11T09:00")
    assert miss() == 1
    assert [one.inputs["facts"]["eta"] for one in noted(case)] == ["2030-05-06", "2030-05-10"]


def test_what_is_there_or_has_no_day_is_not_late(make_shipment, system):
    make_shipment(ShipmentState.RECEIVED, eta=DAY)
    make_shipment(ShipmentState.DISPATCHED)
    it_is("2031-01-01T09:00")
    assert miss() == 0


def test_the_scheduler_looks_for_it(app, make_shipment, system):
    case = make_shipment(ShipmentState.DISPATCHED, eta=DAY)
    it_is("2030-05-08T09:00")
    sweep(app, reissuing=False, anchoring=False, digesting=True)
    db.session.rollback()
    assert len(noted(case)) == 1
