"""Why somebody may act for a city without an office here, or may not, and the way it goes."""

import pytest

from exchange.models import Role
from exchange.queries.explaining import explain
from exchange.workflows.perform import BEGIN
from exchange.workflows.shipment import SHIPMENT, way_of
from tests.workflows.sending import abroad, contact, make_inbound, receivers, reviewing, sender

__all__ = ["abroad", "contact", "make_inbound", "receivers", "reviewing", "sender"]


def found(answer) -> dict[str, object]:
    return {one.code: one for one in answer.findings}


def rights(answer) -> list:
    return list(found(answer)["right"].places.get("rights", ()))


def test_the_right_of_who_acts_on_behalf_is_named(make_inbound, clerk, sender):
    case = make_inbound("accepted")
    assert rights(explain(SHIPMENT, "pack", clerk, case)) == ["person.behalf.clerk"]
    assert rights(explain(SHIPMENT, "pack", sender, case)) == ["person.abroad.liaison"]


def test_it_is_named_where_no_case_is_meant(clerk, sender):
    held = rights(explain(SHIPMENT, "pack", clerk))
    assert held == ["person.owner.clerk", "person.behalf.clerk"]
    assert rights(explain(SHIPMENT, "pack", sender)) == ["person.abroad.liaison"]


def test_a_liaison_abroad_begins_what_its_city_sends_and_no_other(sender, make_person, partner):
    assert explain(SHIPMENT, BEGIN, sender).is_yes
    assert rights(explain(SHIPMENT, BEGIN, sender)) == ["person.abroad.liaison"]
    assert not explain(SHIPMENT, BEGIN, make_person(Role.LIAISON, partner)).is_yes


def test_the_review_is_the_receivers_own_affair(make_inbound, officer, director, sender):
    case = make_inbound("offered")
    told = found(explain(SHIPMENT, "review_offer", officer, case, sender))
    assert "partner city's own affair" in told["internal"].message
    assert "internal" not in found(explain(SHIPMENT, "review_offer", officer, case, director))


def test_a_second_factor_is_told_of_only_where_it_is_asked(make_inbound, director, reviewing):
    case = make_inbound("offered")
    assert "step_up" in found(explain(SHIPMENT, "accept_offer", director, case))


def test_no_second_factor_is_told_of_where_none_is_asked(make_inbound, director):
    case = make_inbound("offered")
    assert "step_up" not in found(explain(SHIPMENT, "accept_offer", director, case))


@pytest.mark.parametrize(
    ("state", "facts", "stations"),
    [
        ("draft", {}, ["in_approval", "approved", "packed"]),
        ("draft", {"appeal_reference": ""}, ["approved", "offered", "accepted", "packed"]),
        ("offered", {}, ["approved", "offered", "accepted", "packed"]),
    ],
)
def test_the_way_ahead_is_the_one_this_case_goes(make_shipment, state, facts, stations):
    way = [one.value for one in way_of(make_shipment(state, **facts))]
    first = way.index(stations[0])
    assert way[first : first + len(stations)] == stations


def test_what_comes_from_abroad_is_never_in_approval_here(make_inbound):
    way = way_of(make_inbound())
    assert [one.value for one in way[:3]] == ["draft", "offered", "accepted"]
