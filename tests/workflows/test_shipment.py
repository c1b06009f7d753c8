"""An aid shipment, from the list of goods to the carrier."""

import pytest
from marshmallow import ValidationError

from exchange.errors import NotReady
from exchange.models import Document, Event, db
from exchange.numbering import sscc
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT
from tests.postgres import ON_BOTH
from tests.workflows.journeys import (
    DISPATCH,
    PACKING,
    begun_shipment,
    line,
    package,
    shipment_draft,
    walk,
)


def codes(case, action, actor, payload=None) -> list[str]:
    with pytest.raises(NotReady) as refusal:
        perform(SHIPMENT, case.id, action, actor=actor, payload=payload)
    return [unmet.code for unmet in refusal.value.unmet]


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"lines": []}, ["no_lines"]),
        ({"title_partner": ""}, ["words_missing"]),
        ({"lines": [line("mask", 1, item_partner="")]}, ["words_missing"]),
    ],
)
def test_what_is_sent_is_listed_in_both_languages(officer, tie, said, missing):
    assert codes(begun_shipment(officer, **said), "submit", officer) == missing


def test_aid_needs_a_tie_or_an_appeal(officer, partner):
    assert codes(begun_shipment(officer, appeal_reference=""), "submit", officer) == ["no_tie"]
    walk("shipments", begun_shipment(officer), (officer, "submit"))


def test_nothing_is_packed_for_a_city_that_did_not_ask(officer, director, clerk, tie):
    shipment = walk(
        "shipments",
        begun_shipment(officer, appeal_reference=""),
        (officer, "submit"),
        (director, "approve"),
    )
    assert codes(shipment, "pack", clerk, PACKING) == ["no_appeal"]


@ON_BOTH
def test_editing_writes_the_lines_anew_without_a_gap_in_the_history(officer, tie):
    shipment = begun_shipment(officer)
    fewer = shipment_draft(lines=[line("soap", 7)])
    more = shipment_draft(lines=[line(name, 1) for name in ("a", "b", "c")])
    shipment = walk("shipments", shipment, (officer, "edit", fewer))
    assert [(item.position, item.item, item.lot) for item in shipment.lines] == [(1, "soap", "")]
    shipment = walk("shipments", shipment, (officer, "edit", more))
    assert [(item.position, item.item) for item in shipment.lines] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
    ]
    told = db.session.query(Event).filter_by(subject_id=shipment.id)
    positions = [event.position for event in told.order_by(Event.position)]
    assert positions == [1, 2, 3]


@pytest.mark.parametrize("consignee", ["portland", "atlantis"])
def test_aid_goes_to_another_city_that_exists(officer, consignee):
    with pytest.raises(NotReady):
        begun_shipment(officer, consignee=consignee)


def test_a_returned_shipment_carries_the_remarks_back(officer, director, tie):
    returned = walk(
        "shipments",
        begun_shipment(officer),
        (officer, "submit"),
        (director, "return", {"remarks": "Fewer masks."}),
    )
    assert (returned.state, returned.decision_note) == ("draft", "Fewer masks.")


@ON_BOTH
def test_every_unit_is_in_exactly_one_carton_with_a_code_of_its_own(packed_shipment):
    packed = {item.position: 0 for item in packed_shipment.lines}
    for content in packed_shipment.contents:
        packed[content.line.position] += content.quantity
    assert packed == {1: 100, 2: 600}
    assert [carton.position for carton in packed_shipment.cartons] == [1, 2, 3, 4]
    assert [carton.sscc for carton in packed_shipment.cartons] == [
        sscc("8800000", serial) for serial in (1, 2, 3, 4)
    ]
    assert {content.lot for content in packed_shipment.contents} == {"", "L-1"}


@pytest.mark.parametrize(
    ("packages", "code"),
    [
        ([package(2, (1, 50))], "not_fully_packed"),
        ([package(3, (1, 50)), package(2, (2, 300))], "not_fully_packed"),
        ([package(1, (3, 1))], "no_such_line"),
        ([package(1, (1, 50), (1, 50)), package(2, (2, 300))], "line_twice"),
    ],
)
def test_a_packing_that_does_not_hold_all_of_it_once_is_refused(
    officer, director, clerk, tie, packages, code
):
    shipment = walk(
        "shipments", begun_shipment(officer), (officer, "submit"), (director, "approve")
    )
    assert codes(shipment, "pack", clerk, {"packages": packages}) == [code]
    assert shipment.cartons == []


def test_a_carton_weighs_at_least_what_is_in_it(officer, director, clerk, tie):
    shipment = walk(
        "shipments", begun_shipment(officer), (officer, "submit"), (director, "approve")
    )
    heavy = {"packages": [package(1, (1, 1), net_g=2, gross_g=1)]}
    with pytest.raises(ValidationError):
        perform(SHIPMENT, shipment.id, "pack", actor=clerk, payload=heavy)


@pytest.mark.parametrize("office", ["no prefix", "no office"])
def test_cartons_need_the_offices_company_prefix(
    officer, director, clerk, tie, home, partner, office
):
    shipment = walk(
        "shipments", begun_shipment(officer), (officer, "submit"), (director, "approve")
    )
    if office == "no prefix":
        home.office.company_prefix = ""
    else:
        db.session.delete(home.office)  # the consignee's codes would do, if it had a prefix
        partner.office.company_prefix = ""
    db.session.commit()
    assert codes(shipment, "pack", clerk, PACKING) == ["no_company_prefix"]


@ON_BOTH
def test_what_is_unpacked_can_be_packed_again_under_new_codes(packed_shipment, clerk):
    before = {carton.sscc for carton in packed_shipment.cartons}
    empty = walk("shipments", packed_shipment, (clerk, "unpack"))
    assert (empty.state, empty.cartons, empty.pallets) == ("approved", [], 0)
    again = walk("shipments", empty, (clerk, "pack", PACKING))
    assert before.isdisjoint(carton.sscc for carton in again.cartons)


@ON_BOTH
def test_dispatch_freezes_the_manifest_and_names_who_approved(
    packed_shipment, clerk, director, liaison
):
    gone = walk("shipments", packed_shipment, (clerk, "dispatch", DISPATCH))
    paper = db.session.query(Document).filter_by(kind="manifest").one()
    assert (paper.state, paper.number[:2]) == ("queued", "MF")
    assert len(paper.facts["cartons"]) == 4
    assert paper.facts["approval"][1]["post"]["en"] == "Director"
    assert gone.shared_at is not None


def test_without_an_office_nothing_is_written_in_the_consignors_name(packed_shipment, clerk, home):
    db.session.delete(home.office)
    db.session.commit()
    gone = walk("shipments", packed_shipment, (clerk, "dispatch", DISPATCH))
    assert (gone.state, db.session.query(Document).count()) == ("dispatched", 0)


@pytest.mark.parametrize(
    ("said", "kept"), [({"arrived_at": "2020-02-02T10:00:00+09:00"}, "2020-02-02 01"), ({}, "20")]
)
def test_arrival_keeps_the_moment_it_is_told_or_takes_now(packed_shipment, clerk, said, kept):
    there = walk(
        "shipments",
        packed_shipment,
        (clerk, "dispatch", DISPATCH),
        (clerk, "depart"),
        (clerk, "arrive", said),
    )
    assert str(there.arrived_at).startswith(kept)


@pytest.fixture
def approved_shipment(officer, director, tie):
    return walk("shipments", begun_shipment(officer), (officer, "submit"), (director, "approve"))


@ON_BOTH
def test_a_pallet_s_label_says_which_cartons_stand_on_it_and_what_it_weighs(
    approved_shipment, clerk
):
    packages = [
        package(1, (1, 50), pallet=1),
        package(2, (2, 200), pallet=2),
        package(1, (1, 50), pallet=1),
        package(1, (2, 200)),
    ]
    packing = {"packages": packages, "pallets": 3, "pallet_tare_g": 18_500}
    gone = walk(
        "shipments", approved_shipment, (clerk, "pack", packing), (clerk, "dispatch", DISPATCH)
    )
    facts = db.session.query(Document).filter_by(kind="pallet_labels").one().facts
    assert [(one["cartons"], one["cartons_kg"], one["gross_kg"]) for one in facts["labels"]] == [
        ([[1, 1], [4, 4]], "20", "38.5"),
        ([[2, 3]], "20", "38.5"),
        ([], "", ""),
    ]
    stands = [carton.pallet and carton.pallet.position for carton in gone.cartons]
    assert stands == [1, 2, 2, 1, None]


def test_without_the_weight_of_an_empty_pallet_its_whole_weight_is_left_open(
    approved_shipment, clerk
):
    packages = [package(2, (1, 50), pallet=1), package(2, (2, 300))]
    walk(
        "shipments",
        approved_shipment,
        (clerk, "pack", {"packages": packages, "pallets": 1}),
        (clerk, "dispatch", DISPATCH),
    )
    (label,) = db.session.query(Document).filter_by(kind="pallet_labels").one().facts["labels"]
    assert (label["cartons"], label["cartons_kg"], label["gross_kg"]) == ([[1, 2]], "20", "")


def test_no_carton_stands_on_a_pallet_that_is_not_there(approved_shipment, clerk):
    packages = [package(2, (1, 50)), package(2, (2, 300), pallet=2)]
    with pytest.raises(ValidationError) as refused:
        perform(
            SHIPMENT,
            approved_shipment.id,
            "pack",
            actor=clerk,
            payload={"packages": packages, "pallets": 1},
        )
    assert refused.value.messages == {
        "packages": {1: {"pallet": ["There are not so many pallets."]}}
    }
