"""What carriers tell of the way, from a sheet: seen first, kept once, handed back where wrong."""

import pytest

from exchange.models import Shipment, ToldBy, db
from tests.web.test_imports import Sender
from tests.workflows.conftest import packed_shipment
from tests.workflows.journeys import DISPATCH, walk

__all__ = ["packed_shipment"]
KEYS = "mark,place,timezone,at,note,carrier_event"
LEFT = "departed,DEHAM,Europe/Berlin,2020-01-30T10:20:00+01:00,,C-1"
CAME = "arrived,KRICN,Asia/Seoul,2020-01-31T06:00:00,early,C-2"
NOWHERE = "arrived,KRICN,Mars/Olympus,2020-01-31T06:00:00,,C-3"


def csv_of(*rows: str) -> bytes:
    return "\n".join(["Anything", KEYS, *rows]).encode()


@pytest.fixture
def at(reader, clerk, packed_shipment):
    """Return a callable that sends a sheet of events of a shipment on its way."""
    case = walk("shipments", packed_shipment, (clerk, "dispatch", DISPATCH))
    return Sender(reader(clerk), f"/shipments/{case.id}/import/events"), case


def events(case) -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.get_one(Shipment, case.id).way_events
    return [(one.carrier_event, one.told_by, one.at.isoformat()) for one in rows]


def test_a_sheet_of_events_is_seen_first_then_kept_and_only_once(at):
    sender, case = at
    page = sender.send(csv_of(LEFT, CAME))
    assert (page.status_code, events(case)) == (200, [])
    assert "Rows that are right: 2 of 2." in page.text
    version = str(db.session.get_one(Shipment, case.id).version)
    assert sender.again(page.text, "store", version=version).status_code == 303
    kept = [
        ("C-1", ToldBy.CARRIER, "2020-01-30T09:20:00+00:00"),
        ("C-2", ToldBy.CARRIER, "2020-01-30T21:00:00+00:00"),  # told in the time of Seoul
    ]
    assert events(case) == kept
    version = str(db.session.get_one(Shipment, case.id).version)
    page = sender.send(csv_of(CAME, LEFT))
    assert sender.again(page.text, "store", version=version).status_code == 303
    assert events(case) == kept


def test_a_row_that_is_wrong_is_handed_back_and_nothing_is_kept(at):
    sender, case = at
    page = sender.send(csv_of(LEFT, NOWHERE))
    assert page.status_code == 422
    assert "Choose a time zone of the list." in page.text
    sheet = sender.again(page.text, "errors.csv")
    assert "Choose a time zone of the list." in sheet.text.splitlines()[3]
    assert events(case) == []


def test_before_it_leaves_there_is_nothing_to_tell(reader, clerk, packed_shipment):
    page = reader(clerk).client.get(f"/shipments/{packed_shipment.id}/import/events")
    assert page.status_code == 404
