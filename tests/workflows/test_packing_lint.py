"""What is odd about a packing is said before it is packed; what cannot be is refused."""

import pytest

from exchange import clock
from exchange.models import BorderPaper, ImportRule
from exchange.workflows import packing_lint
from exchange.workflows.packing_lint import findings
from exchange.workflows.shipment import SHIPMENT
from tests.making import saved
from tests.workflows.journeys import (
    DISPATCH,
    PACKING,
    begun_shipment,
    line,
    package,
    walk,
)
from tests.workflows.test_shipment import codes
from tests.workflows.ways import pallet

ON_ONE = {"packages": [package(2, (1, 50), pallet=1), package(2, (2, 300), pallet=1)]}
UNREAD = "warnings_unread"
LOTS = [line("mask", 10, lot="A"), line("mask", 10, lot="B")]


@pytest.fixture
def approve(officer, director, tie):
    def approve(**more):
        return walk(
            "shipments",
            begun_shipment(officer, **more),
            (officer, "submit"),
            (director, "approve"),
        )

    return approve


def one_line(**more):
    return {"lines": [line("mask", 10, **more)]}


@pytest.mark.parametrize(
    ("packed", "found"),
    [
        (package(1, (1, 10), net_g=0), ["empty_carton"]),
        (package(1, (1, 10), gross_g=2_000_000), ["impossible_weight", "heavy_carton"]),
        (package(1, (1, 10), gross_g=25_001), ["heavy_carton", UNREAD]),
        (package(1, (1, 10), net_g=10, gross_g=900), ["unusual_weight", UNREAD]),
        (package(1, (1, 10), length_mm=50), ["unusual_weight", UNREAD]),
        (package(1, (1, 10), gross_g=25_000), []),
    ],
)
def test_what_is_odd_about_a_carton_is_said(approve, clerk, packed, found):
    if packed["length_mm"] == 50:
        packed |= {"width_mm": 50, "height_mm": 1000}
    case = approve(**one_line())
    if found:
        assert codes(case, "pack", clerk, {"packages": [packed]}) == found
        assert case.cartons == []
    else:
        assert findings(walk("shipments", case, (clerk, "pack", {"packages": [packed]}))) == []


def test_a_warning_that_was_read_stays_on_the_page_and_stops_nothing(approve, clerk):
    heavy = {"packages": [package(2, (1, 5), gross_g=30_000)], "warnings_read": True}
    packed = walk("shipments", approve(**one_line()), (clerk, "pack", heavy))
    (found,) = findings(packed)
    assert (found.unmet.code, found.stops) == ("heavy_carton", False)
    assert found.unmet.params == {"cartons": "1\N{EN DASH}2"}


def test_what_cannot_be_is_refused_however_it_was_read(approve, clerk):
    empty = {"packages": [package(1, (1, 10), net_g=0)], "warnings_read": True}
    assert codes(approve(**one_line()), "pack", clerk, empty) == ["empty_carton"]


def test_lots_of_one_item_in_one_carton_are_said(approve, clerk):
    case = approve(lines=LOTS)
    mixed = {"packages": [package(1, (1, 10), (2, 10))]}
    assert codes(case, "pack", clerk, mixed) == ["mixed_lots", UNREAD]
    apart = {"packages": [package(1, (1, 10)), package(1, (2, 10))]}
    assert findings(walk("shipments", case, (clerk, "pack", apart))) == []


def test_a_pallet_is_as_large_as_what_is_on_it_and_not_too_high(approve, clerk):
    case = approve()
    small = ON_ONE | {"pallets": 1, "pallet_units": [pallet(length_mm=100)]}
    assert codes(case, "pack", clerk, small) == ["overfull_pallet"]
    tall = ON_ONE | {"pallets": 1, "pallet_units": [pallet(height_mm=1801)]}
    assert codes(case, "pack", clerk, tall) == ["tall_pallet", UNREAD]


def test_what_is_expired_on_arrival_does_not_leave(approve, clerk):
    packed = walk("shipments", approve(), (clerk, "pack", PACKING))  # until the end of June 2022
    late = DISPATCH | {"eta": "2022-07-01"}
    assert codes(packed, "dispatch", clerk, late) == ["expired"]
    undated = {k: v for k, v in DISPATCH.items() if k != "eta"}
    assert codes(packed, "dispatch", clerk, undated) == ["expired"]
    assert clock.now().year > 2022
    walk("shipments", packed, (clerk, "dispatch", DISPATCH | {"eta": "2022-06-30"}))


def test_the_receivers_shelf_life_is_kept_where_its_rule_is_known(approve, clerk, partner):
    packed = walk("shipments", approve(), (clerk, "pack", PACKING))
    rule = ImportRule(country_id=partner.country_id, hs="6307", shelf_life_days=60, source="a law")
    saved(rule)
    near = DISPATCH | {"eta": "2022-06-01"}
    assert codes(packed, "dispatch", clerk, near) == ["short_shelf_life"]
    walk("shipments", packed, (clerk, "dispatch", DISPATCH | {"eta": "2022-05-01"}))


def test_a_carriers_own_limit_is_kept_once_it_is_written_down(approve, clerk, monkeypatch):
    packed = walk("shipments", approve(), (clerk, "pack", PACKING))
    monkeypatch.setitem(packing_lint.LIMITS["carriers"], "northwind", 9_999)
    assert codes(packed, "dispatch", clerk, DISPATCH) == ["over_carriers_limit"]
    walk("shipments", packed, (clerk, "dispatch", DISPATCH | {"carrier": "Southwind"}))


def paper(kind: BorderPaper = BorderPaper.EXEMPTION, **more) -> dict:
    said = {"border_paper": kind.value, "number": "E-1", "issued_by": "The ministry"}
    return said | more


@pytest.fixture
def rule(partner):
    def rule(**more) -> ImportRule:
        facts = {"hs": "6307", "papers": "exemption permit", "source": "a law"} | more
        return saved(ImportRule(country_id=partner.country_id, **facts))

    return rule


@pytest.mark.parametrize("hs", ["*", "63", "630790"])
def test_goods_leave_with_the_paper_the_border_asks_for(approve, clerk, rule, hs):
    rule(blocks="dispatched", hs=hs)
    packed = walk("shipments", approve(), (clerk, "pack", PACKING))
    assert codes(packed, "dispatch", clerk, DISPATCH) == ["paper_missing"]
    packed = walk("shipments", packed, (clerk, "note_paper", paper(BorderPaper.CERTIFICATE)))
    packed = walk("shipments", packed, (clerk, "note_paper", paper(valid_until="2020-01-01")))
    assert codes(packed, "dispatch", clerk, DISPATCH) == ["paper_missing"]
    packed = walk("shipments", packed, (clerk, "note_paper", paper(valid_until="2999-01-01")))
    assert len(packed.border_papers) == 2
    walk("shipments", packed, (clerk, "dispatch", DISPATCH))


@pytest.mark.parametrize(
    "said",
    [
        {"hs": "30"},
        {"since": clock.now().date().replace(year=2999)},
        {"until": clock.now().date().replace(year=2000)},
        {"blocks": ""},
    ],
)
def test_a_rule_of_other_goods_or_times_asks_nothing(approve, clerk, rule, said):
    rule(**{"blocks": "dispatched"} | said)
    walk("shipments", approve(), (clerk, "pack", PACKING), (clerk, "dispatch", DISPATCH))


def test_release_and_arrival_wait_for_the_paper_and_name_it(approve, clerk, liaison, rule):
    rule(blocks="released")
    rule(blocks="arrived", hs="63")
    held = walk(
        "shipments",
        approve(),
        (clerk, "pack", PACKING),
        (clerk, "dispatch", DISPATCH),
        (liaison, "reach_customs"),
        (liaison, "hold", {"authority": "Customs", "reason": "No paper"}),
    )
    assert codes(held, "release", liaison) == ["paper_missing"]
    assert codes(held, "arrive", liaison) == ["paper_missing"]
    (unmet,) = next(
        t for t in SHIPMENT.available_actions(held, liaison) if t.action == "arrive"
    ).unmet
    assert unmet.params == {
        "items": "blanket; mask",
        "papers": "form.field.border_exemption, form.field.border_permit",
    }
    walk(
        "shipments",
        held,
        (liaison, "note_paper", paper()),
        (liaison, "release"),
        (liaison, "arrive"),
    )
