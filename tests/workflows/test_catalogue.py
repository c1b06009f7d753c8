"""Items on the lines of a case: units are exact, words are filled in, and needs are asked for."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import NotReady
from exchange.models import Item, ItemUnit, TextStatus, UnknownUnit, db
from exchange.workflows.catalogued import whole_base
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT
from tests.aid import BLANKETS, GLOVES, MASKS, make_item
from tests.workflows.journeys import DISPATCH, begun_shipment, package, walk

whole = st.integers(1, 10**9)


def counted(numerator: int, denominator: int) -> Item:
    return Item(
        code="x",
        unit="H87",
        units=[ItemUnit(unit="XBO", numerator=numerator, denominator=denominator)],
    )


@given(whole, whole, whole)
def test_there_and_back_again_is_the_same_to_the_last_unit(numerator, denominator, quantity):
    item = counted(numerator, denominator)
    there = item.converted(quantity, "XBO", "H87")
    assert there * denominator == quantity * numerator
    assert item.converted(there, "H87", "XBO") == quantity


@given(whole, whole, st.lists(whole, min_size=1, max_size=20))
def test_parts_add_up_to_the_whole_in_every_unit(numerator, denominator, parts):
    item = counted(numerator, denominator)
    assert sum(item.converted(n, "XBO", "H87") for n in parts) == item.converted(
        sum(parts), "XBO", "H87"
    )


@given(whole, whole, whole)
def test_a_whole_number_is_given_whole_or_refused_never_rounded(numerator, denominator, quantity):
    item = counted(numerator, denominator)
    exact = Fraction(quantity * numerator, denominator)
    if exact.denominator == 1:
        assert whole_base(item, quantity, "XBO") == exact
        return
    with pytest.raises(NotReady) as refused:
        whole_base(item, quantity, "XBO")
    assert refused.value.unmet[0].code == "not_whole"


def test_a_unit_nobody_counts_it_in_is_named(items):
    with pytest.raises(UnknownUnit, match="KGM"):
        items[MASKS].ratio("KGM")
    with pytest.raises(NotReady) as refused:
        whole_base(items[MASKS], 1, "KGM")
    assert refused.value.unmet[0].params["units"] == "H87, DZN, MIL"


def test_a_name_nobody_read_is_a_machine_name(app):
    item = make_item("tent", reviewed=["ko"])
    assert (item.status_of("ko"), item.status_of("en")) == (
        TextStatus.REVIEWED,
        TextStatus.MACHINE,
    )


def line(code: str, quantity: int = 100, **more) -> dict:
    return {"item_code": code, "quantity": quantity, "origin": "DE", "unit_value": "1"} | more


def test_an_item_fills_in_its_words_unit_and_code_and_what_was_typed_stays(items, officer, tie):
    made = begun_shipment(
        officer, lines=[line(MASKS), line(BLANKETS, item="warm blanket", hs_code="6301.90")]
    )
    masks, blankets = made.lines
    assert (masks.item, masks.item_partner, masks.hs_code, masks.unit) == (
        "mask",
        "mask",
        "6307.90",
        "H87",
    )
    assert (blankets.item, blankets.hs_code) == ("warm blanket", "6301.90")
    assert masks.needs["lot"] is masks.needs["expiry"] is True


def test_what_stands_in_a_line_stays_when_the_catalogue_changes(items, officer, tie):
    made = begun_shipment(officer, lines=[line(MASKS, 2, unit="MIL")])
    items[MASKS].names = {"en": "veil"}
    items[MASKS].needs_permit = True
    next(u for u in items[MASKS].units if u.unit == "MIL").numerator = 7
    db.session.commit()
    kept = made.lines[0]
    assert kept.item == "mask"
    assert "permit" not in kept.needs
    assert kept.needs["ratio"] == {"numerator": 1000, "denominator": 1}


def test_lot_expiry_and_permit_are_asked_for_at_submission(items, officer, tie):
    items[BLANKETS].needs_permit = True
    db.session.commit()
    made = begun_shipment(officer, lines=[line(MASKS), line(BLANKETS)])
    with pytest.raises(NotReady) as refused:
        perform(SHIPMENT, made.id, "submit", actor=officer)
    assert [one.code for one in refused.value.unmet] == ["needs_missing"]
    assert refused.value.unmet[0].params["lines"] == "1. mask; 2. blanket"
    noted = [line(MASKS, lot="L-1", expiry="2028-01"), line(BLANKETS, permit="P-7")]
    draft = {"consignee": "harbour", "title": "A", "title_partner": "A", "currency": "EUR"}
    walk("shipments", made, (officer, "edit", draft | {"lines": noted}), (officer, "submit"))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (line("nothing"), "no_such_item"),
        (line(MASKS, unit="KGM"), "not_counted_so"),
        (line(GLOVES, 3, unit="H87"), "not_whole"),
        (line("kit"), "no_hs_code"),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_nothing_is_stored(items, officer, tie, wrong, code):
    make_item("kit", hs_code="")
    with pytest.raises(NotReady) as refused:
        begun_shipment(officer, lines=[wrong])
    assert refused.value.unmet[0].code == code
    assert db.session.query(SHIPMENT.noun).count() == 0


def test_a_retired_item_is_not_chosen_any_more(items, officer, tie):
    items[MASKS].in_use = False
    db.session.commit()
    with pytest.raises(NotReady):
        begun_shipment(officer, lines=[line(MASKS)])


def test_cartons_bear_the_marks_the_items_ask_for(items, officer, director, clerk, tie):
    made = begun_shipment(officer, lines=[line(MASKS, lot="L-1", expiry="2028")])
    packing = {"packages": [package(2, (1, 50))]}
    walk(
        "shipments",
        made,
        (officer, "submit"),
        (director, "approve"),
        (clerk, "pack", packing),
    )
    with pytest.raises(NotReady) as refused:
        perform(SHIPMENT, made.id, "dispatch", actor=clerk, payload=DISPATCH)
    assert refused.value.unmet[0].params == {"marks": "form.handling_mark.keep_dry"}
    walk("shipments", made, (clerk, "dispatch", DISPATCH | {"marks": ["keep_dry"]}))


def test_a_temperature_is_a_need_that_is_frozen(app):
    item = make_item("vaccine", lowest_c=2, highest_c=8)
    assert item.needs["temperature"] == [2, 8]
