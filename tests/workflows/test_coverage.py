"""How far an appeal is covered: sums that hold for any numbers, and one case walked to its end."""

from collections import defaultdict
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import NotReady
from exchange.models import (
    Appeal,
    AppealState,
    OutboxMessage,
    PledgeState,
    Shipment,
    ShipmentState,
    db,
)
from exchange.outbox import Job
from exchange.queries.appeals import WHOLE, answering, drawn
from exchange.workflows.appeal import APPEAL
from exchange.workflows.coverage import Sums, coverage_of, covered
from exchange.workflows.perform import begin, perform
from exchange.workflows.pledge import PLEDGE
from exchange.workflows.shipment import SHIPMENT
from tests.aid import BLANKETS, GLOVES, appeal_line, asked, pledge_draft
from tests.workflows.journeys import (
    DISPATCH,
    begun_shipment,
    count,
    package,
    receiving,
    walk,
)

amount = st.fractions(0, 10**6, max_denominator=12)
by_city = st.dictionaries(st.sampled_from([UUID(int=n) for n in range(1, 6)]), amount)
sums = st.builds(
    lambda *parts: Sums(*(defaultdict(Fraction, part) for part in parts)),
    *[by_city] * 4,
)


@given(st.integers(1, 10**6), sums)
def test_nothing_is_lost_or_counted_twice(asked_for, one):
    found = covered(asked_for, one)
    assert found.expected == found.arrived + found.on_the_way + found.to_come
    assert found.asked == found.expected + found.missing - found.too_much
    assert 0 in {found.missing, found.too_much}
    assert 0 <= found.to_come <= sum(one.still_open.values())
    cities = {*one.still_open, *one.on_the_way, *one.arrived}
    sent = {city: one.on_the_way[city] + one.arrived[city] for city in cities}
    assert found.expected == sum(max(one.still_open[city], sent[city]) for city in cities)
    assert found.is_met == (found.arrived >= asked_for)


@given(st.integers(1, 10**6), sums)
def test_a_bar_is_drawn_to_scale_and_never_overflows(asked_for, one):
    found = covered(asked_for, one)
    bar, goal = drawn(found)
    assert 0 <= goal < WHOLE if found.too_much else goal == WHOLE
    end = 0
    for part in bar:
        assert part.start >= end
        end = part.start + part.length
    assert end <= WHOLE


@pytest.fixture
def appeal(make_appeal, partner, home, liaison, items) -> Appeal:
    """What `partner` asks of `home`: a hundred blankets."""
    return make_appeal(
        AppealState.PUBLISHED, owner_city=partner, officer=liaison, asked=asked(home)
    )


@pytest.fixture
def pledge(appeal, officer):
    made = begin(PLEDGE, actor=officer, payload=pledge_draft())
    return walk("pledges", made, (officer, "promise"))


def answered(officer, **more) -> Shipment:
    line = {"item_code": BLANKETS, "quantity": 50, "origin": "DE", "unit_value": "1"}
    return begun_shipment(officer, **{"appeal_reference": "", "lines": [line]} | more)


def figures(appeal) -> tuple[int, ...]:
    one = coverage_of(appeal)[0][1]
    return tuple(map(int, (one.promised, one.to_come, one.on_the_way, one.arrived, one.missing)))


def test_from_a_promise_to_what_arrived(appeal, pledge, officer, director, clerk, liaison):
    assert figures(appeal) == (50, 50, 0, 0, 50)
    shipment = answered(officer, pledge=pledge.reference)
    assert shipment.appeal_id == appeal.id
    packing = {"packages": [package(2, (1, 25))]}
    steps = (officer, "submit"), (director, "approve"), (clerk, "pack", packing)
    shipment = walk("shipments", shipment, *steps)
    assert figures(appeal) == (50, 50, 0, 0, 50)
    shipment = walk("shipments", shipment, (clerk, "dispatch", DISPATCH))
    assert figures(appeal) == (50, 0, 50, 0, 50)
    half = receiving(count(1, 1, 20, damaged=5, reason="wet"))
    shipment = walk(
        "shipments", shipment, (liaison, "start_receiving"), (liaison, "record_receipt", half)
    )
    assert figures(appeal) == (50, 5, 25, 20, 50)
    walk(
        "shipments",
        shipment,
        (liaison, "record_receipt", receiving(rest=True)),
        (liaison, "sign_with_reservations", {"remarks": "Five are wet."}),
    )
    assert figures(appeal) == (50, 5, 0, 45, 50)
    owed = db.session.query(OutboxMessage).filter_by(job=Job.WEIGH_APPEAL).one()
    assert owed.args == {"appeal_id": str(appeal.id)}


def test_no_promise_makes_it_met(appeal, officer, system):
    lines = [{"item_code": BLANKETS, "quantity": 100}]
    made = begin(PLEDGE, actor=officer, payload=pledge_draft(promised=lines))
    pledge = walk("pledges", made, (officer, "promise"))
    for flow, case, action in (
        (APPEAL, appeal, "meet"),
        (APPEAL, appeal, "meet_partly"),
        (PLEDGE, pledge, "fulfil"),
    ):
        with pytest.raises(NotReady) as refused:
            perform(flow, case.id, action, actor=system)
        assert refused.value.unmet[0].code in {"not_all_arrived", "nothing_arrived"}


def test_a_withdrawn_promise_counts_no_more(appeal, pledge, officer):
    walk("pledges", pledge, (officer, "withdraw", {"reason": "No ship."}))
    assert figures(appeal) == (0, 0, 0, 0, 100)


def test_what_never_comes_is_not_on_the_way(appeal, officer, director, clerk):
    shipment = walk(
        "shipments",
        answered(officer, appeal=appeal.reference),
        (officer, "submit"),
        (director, "approve"),
        (clerk, "pack", {"packages": [package(2, (1, 25))]}),
        (clerk, "dispatch", DISPATCH),
    )
    assert figures(appeal) == (0, 0, 50, 0, 50)
    shipment.state = ShipmentState.CLOSED  # as if nobody had counted it
    db.session.commit()
    assert figures(appeal) == (0, 0, 0, 0, 100)


def test_a_shipment_answers_a_published_appeal_without_any_letter_or_tie(
    appeal, officer, director, clerk, tie
):
    db.session.delete(tie)
    db.session.commit()
    shipment = answered(officer, appeal=appeal.reference)
    walk(
        "shipments",
        shipment,
        (officer, "submit"),
        (director, "approve"),
        (clerk, "pack", {"packages": [package(2, (1, 25))]}),
    )


def test_an_appeal_that_was_withdrawn_is_answered_no_more(
    appeal, officer, director, clerk, liaison
):
    shipment = answered(officer, appeal=appeal.reference)
    walk("shipments", shipment, (officer, "submit"), (director, "approve"))
    walk("appeals", appeal, (liaison, "withdraw", {"reason": "It is over."}))
    packing = {"packages": [package(2, (1, 25))]}
    with pytest.raises(NotReady) as refused:
        perform(SHIPMENT, shipment.id, "pack", actor=clerk, payload=packing)
    assert refused.value.unmet[0].code == "no_appeal"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"appeal": "harbour/AP-2026-0009"}, "no_such_appeal"),
        ({"appeal": "harbour/AP-2026-0001", "consignee": "elsewhere"}, "appeal_of_another"),
        ({"pledge": "portland/PL-9"}, "no_such_pledge"),
        ({"pledge": True, "consignee": "elsewhere"}, "pledge_of_another"),
        ({"pledge": True, "appeal": "harbour/AP-2026-0002"}, "another_appeal"),
    ],
)
def test_what_is_not_its_to_answer_is_refused(
    appeal, pledge, make_appeal, partner, home, stranger, officer, said, code
):
    make_appeal(AppealState.PUBLISHED, owner_city=partner, asked=asked(home))
    if said.get("pledge") is True:
        said = said | {"pledge": pledge.reference}
    with pytest.raises(NotReady) as refused:
        answered(officer, **said)
    assert refused.value.unmet[0].code == code


def test_a_draft_keeps_what_it_answers_though_that_has_ended(appeal, pledge, officer, liaison):
    shipment = answered(officer, appeal=appeal.reference, pledge=pledge.reference)
    walk("pledges", pledge, (liaison, "decline", {"reason": "Enough."}))
    walk("appeals", appeal, (liaison, "withdraw", {"reason": "Enough."}))
    line = {"item_code": BLANKETS, "quantity": 40, "origin": "DE", "unit_value": "1"}
    draft = {"consignee": "harbour", "title": "A", "currency": "EUR", "lines": [line]}
    both = {"appeal": appeal.reference, "pledge": pledge.reference}
    after = walk("shipments", shipment, (officer, "edit", draft | both))
    assert (after.appeal_id, after.pledge_id) == (appeal.id, pledge.id)


def test_forms_begin_with_what_is_still_missing(appeal, pledge, officer, items, make_person):
    appeal.lines.append(appeal_line(items[GLOVES], 10, 2, unit="H87"))
    db.session.commit()
    found = answering("pledges", {"appeal": appeal.reference}, officer)["promised"]
    assert found == [
        {"item_code": BLANKETS, "quantity": 50, "unit": "H87"},
        {"item_code": GLOVES, "quantity": 10, "unit": "H87"},
    ]
    begun = answering("shipments", {"pledge": pledge.reference}, officer)
    assert (begun["consignee"], begun["appeal"]) == ("harbour", appeal.reference)
    assert [one["quantity"] for one in begun["lines"]] == [50]
    assert answering("pledges", {"appeal": "x/y"}, officer) == {}
    assert answering("shipments", {"pledge": "x/y"}, officer) == {}
    assert pledge.state == PledgeState.PLEDGED
