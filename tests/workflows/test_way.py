"""The way of a consignment: legs and what happened on them, told in the time of each place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from exchange.models import ToldBy, WayMark
from exchange.schemas.way import Way, is_awb, is_container
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT
from tests.postgres import ON_BOTH
from tests.workflows.journeys import DISPATCH, walk
from tests.workflows.ways import EVENT, LEG

SECOND = LEG | {"from_place": "KRICN", "to_place": "KRTJN", "mode": "road", "bill": "B-1"}


@ON_BOTH
def test_legs_are_written_anew_and_keep_the_zone_of_each_place(packed_shipment, clerk):
    case = walk("shipments", packed_shipment, (clerk, "plan_way", {"legs": [LEG, SECOND]}))
    assert [(leg.from_place, leg.to_place) for leg in case.legs] == [
        ("DEHAM", "KRICN"),
        ("KRICN", "KRTJN"),
    ]
    assert (case.legs[0].from_zone, case.legs[0].to_zone) == ("Europe/Berlin", "Asia/Seoul")
    assert case.legs[0].departs_at.isoformat() == "2020-01-30T09:00:00+00:00"
    case = walk("shipments", case, (clerk, "plan_way", {"legs": [SECOND]}))
    assert [leg.from_place for leg in case.legs] == ["KRICN"]
    assert case.eta == date(2020, 1, 31)
    case = walk("shipments", case, (clerk, "plan_way", {"legs": [SECOND | {"arrives_at": None}]}))
    assert case.eta == date(2020, 1, 31)  # nobody said otherwise
    assert case.state == "packed"


@ON_BOTH
def test_what_happened_is_kept_in_the_order_of_its_time_whoever_tells_when(
    packed_shipment, clerk, liaison
):
    arrived = EVENT | {"mark": "arrived", "place": "KRICN", "timezone": "Asia/Seoul"}
    delayed = EVENT | {"mark": "delayed", "carrier_event": "X-1"}
    case = walk(
        "shipments",
        packed_shipment,
        (clerk, "dispatch", DISPATCH),
        (liaison, "note_event", {"events": [arrived | {"at": "2020-01-31T06:00:00"}]}),
        (clerk, "note_event", {"events": [EVENT, delayed, delayed]}),
        (clerk, "note_event", {"events": [delayed]}),
    )
    told = [(one.mark, one.told_by) for one in case.way_events]
    assert told[-1] == (WayMark.ARRIVED, ToldBy.LIAISON)
    assert case.way_events[-1].at.isoformat() == "2020-01-30T21:00:00+00:00"  # told in Seoul time
    assert len(told) == 3
    assert sorted(told[:2]) == [
        (WayMark.DELAYED, ToldBy.CARRIER),
        (WayMark.DEPARTED, ToldBy.CLERK),
    ]
    assert case.state == "dispatched"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"from_place": "HAM"}, "from_place"),
        ({"to_place": "DEHAM"}, "to_place"),
        ({"to_zone": "Mars/Olympus"}, "to_zone"),
        ({"bill": "180-12345674"}, "bill"),
        ({"bill": "1801234567"}, "bill"),
        ({"container": "CSQU3054384"}, "container"),
        ({"container": "CSQX3054383"}, "container"),
        ({"arrives_at": "2020-01-30T09:00:00+01:00"}, "arrives_at"),
        ({"departs_at": "2020-01-30T09:00:00"}, "departs_at"),
    ],
)
def test_a_leg_that_cannot_be_is_refused_at_its_field(packed_shipment, clerk, said, field):
    with pytest.raises(ValidationError) as wrong:
        perform(
            SHIPMENT,
            packed_shipment.id,
            "plan_way",
            actor=clerk,
            payload={"legs": [LEG | said]},
        )
    assert list(wrong.value.messages["legs"][0]) == [field]
    assert packed_shipment.legs == []


def test_numbers_of_the_trade_are_known_by_their_check_digits():
    assert is_awb("180-12345675")
    assert is_awb("18012345675")
    assert is_container("CSQU3054383")  # the example of ISO 6346
    sea = LEG | {"mode": "sea", "bill": "HLCU123", "container": "CSQU3054383"}
    assert Way().load({"legs": [sea]})["legs"][0]["bill"] == "HLCU123"


@given(st.integers(0, 999), st.integers(0, 9_999_999), st.integers(0, 9))
def test_one_last_digit_of_an_air_waybill_fits_and_no_other(airline, serial, digit):
    fits = is_awb(f"{airline:03}-{serial:07}{digit}")
    assert fits == (serial % 7 == digit)
