"""Pallets: handling units with codes of their own, and sums that are exact."""

import biip
import pytest
from biip.sscc import Sscc
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from exchange.facts.pallets import rolled_up, spans, volume_of
from exchange.models import Carton, Document, Pallet, db
from exchange.numbering import sscc
from exchange.schemas.packing import PackageInput, is_sscc
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT
from tests.postgres import ON_BOTH
from tests.workflows.journeys import DISPATCH, begun_shipment, package, walk
from tests.workflows.sending import abroad, contact, receivers, reviewing, sender
from tests.workflows.test_inbound import accepted
from tests.workflows.test_shipment import codes
from tests.workflows.ways import pallet

__all__ = ["abroad", "accepted", "contact", "receivers", "reviewing", "sender"]
PACKAGES = {"packages": [package(2, (1, 50)), package(2, (2, 300))]}
PACKING = {
    "packages": [package(2, (1, 50), pallet=1), package(2, (2, 300), pallet=1)],
    "pallets": 1,
    "pallet_units": [pallet()],
}
GIVEN = "340123450000000017"


@pytest.fixture
def approved(officer, director, tie):
    return walk("shipments", begun_shipment(officer), (officer, "submit"), (director, "approve"))


@ON_BOTH
def test_cartons_stand_on_the_pallets_they_name_and_the_rest_on_none(approved, clerk):
    packages = [
        package(1, (1, 50), pallet=2),
        package(2, (2, 300), pallet=1),
        package(1, (1, 50)),
    ]
    said = {
        "packages": packages,
        "pallets": 3,
        "pallet_tare_g": 20000,
        "pallet_units": [pallet(1), pallet(2, tare_g=None)],
    }
    packed = walk("shipments", approved, (clerk, "pack", said))
    stands = [carton.pallet.position if carton.pallet else None for carton in packed.cartons]
    assert stands == [2, 1, 1, None]
    assert [one.gross_g for one in packed.pallet_units] == [42000, 30000, None]
    assert [one.tare_g for one in packed.pallet_units] == [22000, 20000, 20000]
    assert [one.size_mm for one in packed.pallet_units] == [(1200, 800, 1000)] * 2 + [None]
    assert packed.pallets == 3
    sums = rolled_up(packed.cartons, packed.pallet_units[:2])
    assert (sums.net_g, sums.gross_g, sums.loaded_g) == (36000, 40000, 82000)
    assert sums.loaded_mm3 == 2 * 1200 * 800 * 1000 + 600 * 400 * 400
    unknown = rolled_up(packed.cartons, packed.pallet_units)
    assert (unknown.loaded_g, unknown.loaded_mm3) == (None, None)


def test_every_code_is_one_by_another_program_and_none_is_given_twice(approved, clerk):
    packed = walk("shipments", approved, (clerk, "pack", PACKING))
    first = [unit.sscc for unit in (*packed.cartons, *packed.pallet_units)]
    packed = walk("shipments", packed, (clerk, "unpack"))
    assert (packed.pallet_units, packed.pallets) == ([], 0)
    again = walk("shipments", packed, (clerk, "pack", PACKING))
    both = first + [unit.sscc for unit in (*again.cartons, *again.pallet_units)]
    assert len(set(both)) == 10
    for code in both:
        (told,) = biip.parse(f"00{code}").gs1_message.element_strings
        assert (told.ai.ai, told.value, told.sscc.value) == ("00", code, code)


@given(st.text("0123456789", min_size=4, max_size=12), st.integers(0, 9999))
def test_any_code_made_is_an_sscc(prefix, serial):
    code = sscc(prefix, serial)
    assert Sscc.parse(code).check_digit == int(code[-1])
    assert is_sscc(code)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert not is_sscc(wrong)
    with pytest.raises(biip.ParseError):
        Sscc.parse(wrong)


SIZE = st.integers(1, 20_000)
WEIGHT = st.integers(0, 30_000_000)
BOX = st.builds(
    lambda a, b, c, net, more: Carton(
        length_mm=a, width_mm=b, height_mm=c, net_g=net, gross_g=net + more
    ),
    SIZE,
    SIZE,
    SIZE,
    WEIGHT,
    WEIGHT,
)


@settings(max_examples=60)
@given(st.lists(BOX, max_size=30), st.integers(0, 30), WEIGHT)
def test_what_is_lifted_is_what_is_in_it_and_the_empty_pallet(boxes, on, tare):
    loaded = boxes[:on]
    one = Pallet(
        length_mm=1200,
        width_mm=1000,
        height_mm=1500,
        tare_g=tare,
        gross_g=tare + sum(box.gross_g for box in loaded),
    )
    for box in loaded:
        box.pallet = one
    sums = rolled_up(boxes, [one])
    assert sums.loaded_g == sums.gross_g + tare
    assert sums.net_g == sum(box.net_g for box in boxes)
    assert sums.volume_mm3 == sum(map(volume_of, boxes))
    assert sums.loaded_mm3 == one.volume_mm3 + sum(map(volume_of, boxes[on:]))


@given(st.sets(st.integers(1, 60)))
def test_runs_of_numbers_say_all_of_them(numbers):
    told = [part.split("\N{EN DASH}") for part in spans(numbers).split(", ") if part]
    said = {n for ends in told for n in range(int(ends[0]), int(ends[-1]) + 1)}
    assert said == numbers


@pytest.mark.parametrize(
    ("measured", "fault"),
    [
        ([pallet(1), pallet(1)], {1: {"number": ["This pallet stands here twice."]}}),
        ([pallet(2)], {0: {"number": ["There are not so many pallets."]}}),
    ],
)
def test_what_is_measured_is_a_pallet_of_its_own(approved, clerk, measured, fault):
    said = PACKING | {"pallet_units": measured}
    with pytest.raises(ValidationError) as refused:
        perform(SHIPMENT, approved.id, "pack", actor=clerk, payload=said)
    assert refused.value.messages == {"pallet_units": fault}


@ON_BOTH
def test_a_carton_stands_on_no_pallet_of_another_consignment(approved, officer, director, clerk):
    mine = walk("shipments", approved, (clerk, "pack", PACKING))
    begun = begun_shipment(officer, title="Other")
    other = walk(
        "shipments",
        begun,
        (officer, "submit"),
        (director, "approve"),
        (clerk, "pack", PACKING),
    )
    stranger = other.pallet_units[0].id
    with pytest.raises(IntegrityError):
        db.session.execute(
            update(Carton).where(Carton.shipment_id == mine.id).values(pallet_id=stranger)
        )
    db.session.rollback()


@ON_BOTH
def test_the_label_of_a_pallet_bears_its_code_and_says_what_stands_on_it(approved, clerk):
    gone = walk("shipments", approved, (clerk, "pack", PACKING), (clerk, "dispatch", DISPATCH))
    paper = db.session.query(Document).filter_by(subject_id=gone.id, kind="pallet_labels").one()
    assert paper.facts["labels"] == [
        {
            "n": 1,
            "sscc": gone.pallet_units[0].sscc,
            "gross_kg": "62",
            "size": ["120", "80", "100"],
            "contents": [],
            "cartons": [[1, 4]],
            "cartons_kg": "40",
        }
    ]


@ON_BOTH
def test_a_pallet_from_before_there_were_codes_keeps_what_its_label_is_given(approved, clerk):
    packed = walk("shipments", approved, (clerk, "pack", PACKAGES | {"pallets": 2}))
    db.session.execute(update(Pallet).values(sscc=None))
    db.session.commit()
    gone = walk("shipments", packed, (clerk, "dispatch", DISPATCH))
    paper = db.session.query(Document).filter_by(subject_id=gone.id, kind="pallet_labels").one()
    labels = paper.facts["labels"]
    assert [(label["n"], label["gross_kg"], label["cartons"]) for label in labels] == [
        (1, "", []),
        (2, "", []),
    ]
    assert [label["sscc"] for label in labels] == [one.sscc for one in gone.pallet_units]


def test_a_pallet_from_abroad_keeps_its_code_and_none_is_taken_twice(accepted, officer):
    taken = PACKAGES | {
        "pallets": 2,
        "pallet_units": [pallet(1, sscc=GIVEN), pallet(2, sscc=GIVEN)],
    }
    assert codes(accepted, "pack", officer, taken) == ["codes_taken"]
    packed = walk(
        "shipments",
        accepted,
        (officer, "pack", PACKAGES | {"pallets": 2, "pallet_units": [pallet(1, sscc=GIVEN)]}),
    )
    assert packed.pallet_units[0].sscc == GIVEN
    assert packed.pallet_units[1].sscc.startswith("38800000")


def test_an_office_codes_its_own_pallets_and_a_code_has_its_check_digit(approved, clerk):
    own = PACKAGES | {"pallets": 1, "pallet_units": [pallet(sscc=GIVEN)]}
    assert codes(approved, "pack", clerk, own) == ["own_codes"]
    bad = PACKAGES | {"pallets": 1, "pallet_units": [pallet(sscc=GIVEN[:-1] + "0")]}
    with pytest.raises(ValidationError):
        perform(SHIPMENT, approved.id, "pack", actor=clerk, payload=bad)
    assert "ssccs" in PackageInput().fields
