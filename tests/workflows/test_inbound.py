"""Aid from a city that keeps no office here: who acts for it, and what becomes of it."""

import pytest

from exchange import clock
from exchange.documents.checking import check
from exchange.errors import NotFound, NotPermitted, NotReady, WrongState
from exchange.models import Document, Event, Notice, Role, db
from exchange.policy import may_see
from exchange.queries.cases import history_of
from exchange.queries.waiting import waiting_for
from exchange.workflows.perform import begin, perform
from exchange.workflows.shipment import SHIPMENT
from tests.office import happened
from tests.postgres import ON_BOTH
from tests.workflows.journeys import CLOSING, DISPATCH, PACKING, answers, receiving, walk
from tests.workflows.sending import (
    REVIEW,
    abroad,
    announced,
    contact,
    make_inbound,
    receivers,
    reviewing,
    sender,
)
from tests.workflows.tables_inbound import INBOUND

__all__ = ["abroad", "contact", "make_inbound", "receivers", "reviewing", "sender"]


def begun(actor, **more):
    return begin(SHIPMENT, actor=actor, payload=announced(**more))


def refusal(actor, **more) -> list[str]:
    with pytest.raises(NotReady) as refused:
        begun(actor, **more)
    return [unmet.code for unmet in refused.value.unmet]


@pytest.fixture
def accepted(officer, director, reviewing, contact, sender):
    return walk(
        "shipments",
        begun(officer),
        (officer, "announce", {"reference": "R-12", "announced_on": "2020-03-02"}),
        (officer, "review_offer", REVIEW),
        (director, "accept_offer", {"note": "With thanks."}),
    )


def test_each_state_offers_exactly_this(make_inbound, receivers):
    lines = []
    for state in SHIPMENT.states:
        case = make_inbound(state)
        lines.append(state.value)
        for who, person in receivers.items():
            if offers := SHIPMENT.available_actions(case, person):
                lines.append(f"    {who}: {' '.join(offer.action for offer in offers)}")
    assert lines == INBOUND.strip().splitlines()


def test_what_is_not_offered_is_refused_and_leaves_no_trace(make_inbound, receivers):
    for state in SHIPMENT.states:
        case = make_inbound(state)
        for person in receivers.values():
            offered = {offer.action for offer in SHIPMENT.available_actions(case, person)}
            for action in set(SHIPMENT.actions) - offered:
                said = answers(SHIPMENT, action)
                with pytest.raises((NotPermitted, WrongState, NotFound)):
                    perform(SHIPMENT, case.id, action, actor=person, payload=said)
        assert (case.state, case.version) == (state, 1)
    assert happened() == 0


@ON_BOTH
def test_what_an_officer_announces_belongs_to_the_sender_and_has_a_number_of_the_receiver(
    officer, sender, contact, abroad, home
):
    case = begun(officer)
    assert (case.owner_city, case.partner_city) == (abroad, home)
    assert case.number == f"AR-{clock.today(home.timezone).year}-0001"
    assert may_see(officer, case)
    assert may_see(sender, case)


def test_who_acted_for_whom_stands_in_the_history(accepted, officer, director, sender):
    told = {event.action: event for event in history_of(SHIPMENT, accepted, officer)}
    assert told["begin"].inputs["acting_for"]["en"] == "Riverside"
    assert told["announce"].inputs["acting_for"]["en"] == "Riverside"
    assert "acting_for" not in told["review_offer"].inputs
    assert "acting_for" not in told["accept_offer"].inputs
    theirs = [event.action for event in history_of(SHIPMENT, accepted, sender)]
    assert theirs == ["accept_offer", "announce", "begin"]  # the review is the receiver's own


def test_the_sender_announces_its_own_aid_unseen_until_then(sender, officer, contact, home):
    draft = begin(SHIPMENT, actor=sender, payload=announced() | {"consignor": ""})
    assert (draft.owner_city, draft.number[:2]) == (sender.city, "AR")
    assert not may_see(officer, draft)
    assert [one.case for one in waiting_for(sender)] == [draft]
    offered = walk("shipments", draft, (sender, "announce"))
    assert may_see(officer, offered)
    event = db.session.query(Event).filter_by(subject_id=draft.id, action="announce").one()
    assert "acting_for" not in event.inputs


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"consignor": "harbour"}, "announces_itself"),
        ({"consignor": "elsewhere"}, "announces_itself"),
        ({"consignor": "atlantis"}, "no_such_city"),
        ({"consignor": "portland"}, "same_city"),
        ({"consignee": "harbour"}, "not_ours"),
    ],
)
def test_aid_is_announced_to_ones_own_city_by_one_that_keeps_no_office(
    officer, contact, partner, stranger, said, code
):
    assert refusal(officer, **said) == [code]
    assert happened() == 0


def test_aid_comes_from_a_city_with_a_tie_or_in_answer_to_an_appeal(officer, abroad):
    assert refusal(officer) == ["no_tie"]
    appeal = announced() | {"appeal_reference": "Appeal 3"}
    assert begin(SHIPMENT, actor=officer, payload=appeal).consignor == abroad


def test_two_cities_without_an_office_count_nothing_here(sender, make_city):
    make_city("faraway", office=False)
    payload = announced() | {"consignor": "", "consignee": "faraway"}
    with pytest.raises(NotReady) as refused:
        begin(SHIPMENT, actor=sender, payload=payload)
    assert refused.value.unmet[0].code == "no_office_receives"


@pytest.mark.parametrize("role", [Role.CLERK, Role.DIRECTOR, Role.LIAISON])
def test_nobody_else_of_the_office_begins_it(make_person, contact, role):
    with pytest.raises(NotPermitted):
        begun(make_person(role))


@pytest.mark.parametrize("side", [{"consignor": "harbour"}, {"consignee": "harbour"}])
def test_who_sends_and_who_receives_stays(officer, contact, partner, side):
    case = begun(officer)
    with pytest.raises(NotReady) as refused:
        perform(SHIPMENT, case.id, "edit", actor=officer, payload=announced() | side)
    assert refused.value.unmet[0].code == "sides_stand"
    assert walk("shipments", case, (officer, "edit", announced(title="Neu"))).title == "Neu"


@ON_BOTH
def test_it_is_counted_noted_and_thanked_for_and_has_no_papers_of_dispatch(
    accepted, clerk, officer
):
    there = walk(
        "shipments",
        accepted,
        (clerk, "pack", PACKING),
        (clerk, "dispatch", DISPATCH),
        (clerk, "reach_customs"),
        (clerk, "arrive"),
        (clerk, "start_receiving"),
        (clerk, "record_receipt", receiving(rest=True)),
        (clerk, "sign_clean"),
        (officer, "close", CLOSING | {"handed_to": "The clinics", "people_reached": 9}),
    )
    assert there.state == "closed"
    papers = {
        paper.kind.value: paper
        for paper in db.session.query(Document).filter_by(subject_id=there.id)
    }
    assert set(papers) == {"goods_received", "end_use", "thanks"}
    for kind, paper in papers.items():
        sides = (paper.owner_city.slug, paper.partner_city.slug)
        assert sides == ("portland", "riverside"), kind
        assert paper.title == "Decken und Masken", kind
        check(kind, paper.facts, {one: p.facts for one, p in papers.items() if one != kind})
    thanks = papers["thanks"].facts
    assert [line["quantity"] for line in thanks["goods"]] == ["100", "600"]
    assert thanks["languages"] == ["en", "de"]


def test_everybody_concerned_is_told(accepted, officer, director, sender, clerk):
    told = {
        (notice.person_id, notice.kind.value, notice.params["action"])
        for notice in db.session.query(Notice).filter_by(subject_id=accepted.id)
    }
    assert (director.id, "answer_awaited", "announce") in told
    assert (sender.id, "answer_awaited", "announce") in told
    assert (director.id, "answer_awaited", "review_offer") in told
    assert not {who for who, _, action in told if action == "review_offer"} & {sender.id}
    assert {(officer.id, "answered", "accept_offer"), (sender.id, "answered", "accept_offer")} <= (
        told
    )
    gone = walk("shipments", accepted, (sender, "pack", PACKING), (sender, "dispatch", DISPATCH))
    walk("shipments", gone, (sender, "depart"))
    actions = [
        notice.params["action"]
        for notice in db.session.query(Notice).filter_by(subject_id=gone.id, person_id=officer.id)
    ]
    assert actions[-1] == "depart"


def test_who_has_left_is_not_told_but_the_office_is(make_inbound, officer, make_person, sender):
    case = make_inbound("accepted")
    another = make_person(Role.OFFICER, name="another officer")
    officer.state = "left"
    db.session.commit()
    case = walk("shipments", case, (sender, "pack", PACKING_OF_ONE))
    kinds = db.session.query(Notice).filter_by(subject_id=case.id, person_id=another.id)
    assert [notice.params["action"] for notice in kinds] == ["pack"]


PACKING_OF_ONE = {"packages": [PACKING["packages"][0]]}
