"""Each table read as a whole: who is offered what, in which state, and that it is the truth."""

import pytest

from exchange import clock
from exchange.errors import NotFound, NotPermitted, NotReady, WrongState
from exchange.models import OutboxMessage, db
from exchange.workflows.perform import perform
from exchange.workflows.registry import WORKFLOWS
from tests.office import happened
from tests.workflows.journeys import answers
from tests.workflows.tables import (
    ABSENCES,
    DOCUMENTS,
    LETTERS,
    LINES,
    MAILINGS,
    POSTS,
    PROJECTS,
    SHIPMENTS,
)
from tests.workflows.tables_aid import APPEALS, CLAIMS, PLEDGES
from tests.workflows.tables_centre import SERVICE_CASES

BETWEEN_CITIES = (
    "projects",
    "letters",
    "mailings",
    "shipments",
    "appeals",
    "pledges",
    "claims",
    "documents",
    "service_cases",
)  # people have their own: test_people.py
TABLES = {
    "projects": PROJECTS,
    "letters": LETTERS,
    "mailings": MAILINGS,
    "shipments": SHIPMENTS,
    "appeals": APPEALS,
    "pledges": PLEDGES,
    "claims": CLAIMS,
    "documents": DOCUMENTS,
    "service_cases": SERVICE_CASES,
    "posts": POSTS,
    "absences": ABSENCES,
    "lines": LINES,
}


@pytest.fixture
def makers(
    make_project,
    make_letter,
    make_mailing,
    make_shipment,
    make_appeal,
    make_pledge,
    make_claim,
    make_document,
    make_service_case,
    office_makers,
):
    return {
        "claims": make_claim,
        "projects": make_project,
        "letters": make_letter,
        "mailings": make_mailing,
        "shipments": make_shipment,
        "appeals": make_appeal,
        "pledges": make_pledge,
        "documents": make_document,
        "service_cases": make_service_case,
        **office_makers,
    }


@pytest.mark.parametrize(("plural", "who_may_do_what"), TABLES.items())
def test_each_state_offers_exactly_this(makers, everyone, plural, who_may_do_what):
    flow, lines = WORKFLOWS[plural], []
    for state in flow.states:
        case = makers[plural](state)
        lines.append(state.value)
        for who, person in everyone.items():
            if offers := flow.available_actions(case, person):
                lines.append(f"    {who}: {' '.join(offer.action for offer in offers)}")
    assert lines == who_may_do_what.strip().splitlines()


@pytest.mark.parametrize("plural", BETWEEN_CITIES)
def test_what_is_offered_succeeds_or_says_what_is_unmet(makers, everyone, plural):
    flow = WORKFLOWS[plural]
    for state in flow.states:
        for person in everyone.values():
            case = makers[plural](state)
            for offer in flow.available_actions(case, person):
                _is_true_of(flow, makers[plural](state), person, offer)


def _is_true_of(flow, case, person, offer):
    """What an effect refuses (a wrong count, a wrong date) no guard could have foreseen."""
    try:
        after = perform(
            flow,
            case.id,
            offer.action,
            actor=person,
            payload=answers(flow, offer.action),
            confirmed_at=clock.now(),
        )
    except NotReady as refused:
        refusal = refused
    else:
        assert not offer.unmet
        assert after.state == offer.target
        return
    assert refusal.unmet
    assert not offer.unmet or refusal.unmet == offer.unmet


@pytest.mark.parametrize("plural", BETWEEN_CITIES)
def test_what_is_not_offered_is_refused_and_leaves_no_trace(makers, everyone, plural):
    flow = WORKFLOWS[plural]
    for state in flow.states:
        case = makers[plural](state)
        for person in everyone.values():
            offered = {offer.action for offer in flow.available_actions(case, person)}
            for action in set(flow.actions) - offered:
                with pytest.raises((NotPermitted, WrongState, NotFound)):
                    perform(flow, case.id, action, actor=person, payload=answers(flow, action))
        assert (case.state, case.version) == (state, 1)
    assert happened() == 0
    assert db.session.query(OutboxMessage).count() == 0
