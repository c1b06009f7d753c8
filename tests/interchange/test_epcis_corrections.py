"""A count that was corrected is declared wrong in EPCIS, and names what holds instead."""

from datetime import datetime

from tests.interchange.test_epcis import disputed, schema, settle, valid
from tests.workflows.conftest import packed_shipment
from tests.workflows.journeys import CLOSING, RECOUNT, count, walk

__all__ = ["disputed", "packed_shipment", "schema", "valid"]


def wrong(events) -> list[dict]:
    return [event for event in events if "errorDeclaration" in event]


def pieces(events, step: str) -> int:
    told = [event for event in events if event["bizStep"] == step]
    return sum(one["quantity"] for event in told for one in event["quantityList"])


def test_what_was_counted_wrong_is_declared_so_and_what_holds_is_named(
    disputed, valid, officer, director, liaison
):
    assert wrong(valid(disputed)) == []
    settle(officer)
    again = walk(
        "shipments",
        disputed,
        (officer, "close", CLOSING),
        (director, "reopen", {"reason": "Dried, they are as new."}),
        (liaison, "correct", RECOUNT | {"counts": [count(1, 1, 50)]}),
        (liaison, "sign_with_reservations", {"remarks": "Counted anew."}),
    )
    events = valid(again)
    declared = wrong(events)
    assert [event["bizStep"] for event in declared] == ["receiving", "unpacking", "inspecting"]
    assert declared[2]["aid:difference"] == "damaged"
    ids = {event["eventID"]: event for event in events}
    assert len(ids) == len(events)
    for event in declared:
        told = event["errorDeclaration"]
        assert told["reason"] == "incorrect_data"
        said, counted = map(datetime.fromisoformat, (told["declarationTime"], event["eventTime"]))
        assert said > counted
        instead = [ids[one] for one in told["correctiveEventIDs"]]
        assert [one["bizStep"] for one in instead] == ["receiving", "unpacking"]
        assert not any("errorDeclaration" in one for one in instead)
    holds = [event for event in events if event not in declared]
    assert pieces(holds, "receiving") == 2 * 50 + 2 * 300 - 20  # all good but what came short
    assert pieces(holds, "inspecting") == 20
