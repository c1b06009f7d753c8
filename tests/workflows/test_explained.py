"""The explanation and the door agree: every role, city, state and action of every workflow."""

from datetime import timedelta
from itertools import count

import pytest
from marshmallow import ValidationError

from exchange import clock
from exchange.errors import NotFound, NotPermitted, NotReady, StepUpNeeded, WrongState
from exchange.models import PersonState, ProjectState, Role, db
from exchange.policy import holders, keeps_office
from exchange.queries.explaining import explain
from exchange.workflows.perform import BEGIN, begin, perform
from exchange.workflows.person import PERSON
from exchange.workflows.registry import WORKFLOWS
from exchange.workflows.standing_still import stuck_steps
from tests.office import away, read
from tests.workflows.journeys import answers

REFUSED_BY = {"sight": NotFound, "right": NotPermitted, "state": WrongState}
RIGHTS = {"turn", "no_step", "not_their_turn"}
EVERY = [(plural, state) for plural, flow in WORKFLOWS.items() for state in flow.states]
NTH = 11  # of what nobody is offered, every so many is asked of the door itself


@pytest.fixture
def roles_of_cities(
    make_person, officer, director, clerk, liaison, system, home, partner, stranger
):
    """Return everybody there may be: each role in its own city, the partner's and a stranger's."""
    known = {
        (one.city_id, role): one
        for one in (officer, director, clerk, liaison)
        for role in one.parts
    }
    people = [
        known.get((city.id, role)) or make_person(role, city)
        for city in (home, partner, stranger)
        for role in Role
        if role is not Role.SYSTEM
    ]
    return [*people, system]


@pytest.fixture
def make(
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
    make_person,
):
    """Return a callable that makes a case of any kind in any of its states."""
    number = count(1)

    def account(state):
        person = make_person(Role.OFFICER, name=f"account {next(number)}")
        person.state = state
        db.session.commit()
        return person

    makers = {
        "projects": make_project,
        "letters": make_letter,
        "mailings": make_mailing,
        "shipments": make_shipment,
        "appeals": make_appeal,
        "pledges": make_pledge,
        "claims": make_claim,
        "documents": make_document,
        "service_cases": make_service_case,
        "people": account,
        **office_makers,
    }
    return lambda plural, state: makers[plural](state)


@pytest.mark.parametrize(("plural", "state"), EVERY, ids=str)
def test_the_door_and_the_explanation_agree(make, roles_of_cities, plural, state):
    flow, case = WORKFLOWS[plural], make(plural, state)
    people = [*roles_of_cities, *([case] if plural == "people" else [])]
    turn = count(list(flow.states).index(state))
    for person in people:
        read(case, person)
        offers = {one.action: one.unmet for one in flow.available_actions(case, person)}
        for action in flow.actions:
            answer = explain(flow, action, person, case)
            assert answer.is_yes == (offers.get(action) == ()), (person.name, action)
            if answer.is_yes or action in offers or next(turn) % NTH == 0:
                assert found(answer) == asked(flow, case, action, person), (person.name, action)
            if answer.is_yes:
                case = make(plural, state)
                read(case, person)


def found(answer) -> tuple:
    """Return the refusal an explanation foretells: its kind, and the conditions it names."""
    wrong = [one.code for one in answer.findings if one.holds is False and one.code != "account"]
    wrong = ["right" if code in RIGHTS else code for code in wrong]
    first = next((REFUSED_BY[code] for code in wrong if code in REFUSED_BY), None)
    return (first or (NotReady if wrong else None), () if first else tuple(wrong))


def asked(flow, case, action, person) -> tuple:
    """Return how the door refuses, or that it opens: an effect or a shape may still refuse."""
    terms = next((r.unmet(case, person) for r in flow.find(action) if case.state in r.source), ())
    try:
        perform(
            flow,
            case.id,
            action,
            actor=person,
            payload=answers(flow, action),
            confirmed_at=clock.now(),
        )
    except (NotFound, NotPermitted, WrongState) as refused:
        return type(refused), ()
    except NotReady as refused:
        codes = tuple(one.code for one in refused.unmet)
        return (NotReady, codes) if refused.unmet == terms else (None, ())
    except ValidationError:
        return None, ()
    return None, ()


def test_a_deputy_is_told_in_whose_place_and_the_holder_that_it_is_not_their_turn(
    make_project, director, make_person, home
):
    deputy, today = make_person(Role.CLERK, name="deputy"), clock.today(home.timezone)
    away(director, deputy, today, today + timedelta(days=1))
    project, flow = make_project(ProjectState.IN_APPROVAL), WORKFLOWS["projects"]
    told = {one.code: one for one in explain(flow, "approve", deputy, project).findings}
    assert told["turn"].places["capacity"] == ("access.capacity.deputy",)
    assert told["unread"].holds is False
    told = {one.code: one for one in explain(flow, "approve", director, project).findings}
    assert told["not_their_turn"].places["who"] == (deputy.title,)
    assert explain(flow, "approve", deputy).is_yes
    assert not explain(flow, "approve", director).is_yes


def test_who_cannot_sign_in_may_do_nothing(make_project, officer):
    project, flow = make_project(), WORKFLOWS["projects"]
    officer.state = PersonState.SUSPENDED
    wrong = [one.code for one in explain(flow, "edit", officer, project).findings if not one.holds]
    assert wrong == ["account", "permission"]
    assert not explain(flow, BEGIN, officer).is_yes


def test_a_partner_is_not_told_the_owners_own_affairs(make_project, officer, liaison):
    project, flow = make_project(ProjectState.INVITED), WORKFLOWS["projects"]
    codes = [one.code for one in explain(flow, "submit", officer, project, liaison).findings]
    assert codes == ["account", "sight", "permission", "internal"]


def test_a_second_factor_is_foretold_exactly_where_the_door_asks_for_one(make_project, director):
    flow = WORKFLOWS["projects"]
    project = make_project(ProjectState.IN_APPROVAL)
    read(project, director)
    for action in ("approve", "return", "reject"):
        assert "step_up" in [one.code for one in explain(flow, action, director, project).findings]
        with pytest.raises(StepUpNeeded):
            perform(flow, project.id, action, actor=director, payload=answers(flow, action))


def test_beginning_is_explained_as_the_door_does_it(roles_of_cities):
    for flow in WORKFLOWS.values():
        for person in roles_of_cities:
            answer, refused = explain(flow, BEGIN, person), False
            try:
                begin(flow, actor=person, payload={})
            except (NotPermitted, ValidationError) as refusal:
                refused = isinstance(refusal, NotPermitted)
            assert answer.is_yes != refused, (flow.kind, person.name)


def test_without_a_case_the_answer_is_what_the_tables_grant(roles_of_cities):
    for flow in WORKFLOWS.values():
        for person in roles_of_cities:
            for action in flow.actions:
                sides = {
                    s
                    for r in flow.find(action)
                    for s, role in holders(r.permission)
                    if role in person.parts and (s != "abroad" or not keeps_office(person))
                }
                if not sides & {"post", "own"}:
                    posts = any(
                        s in {"post", "own"}
                        for r in flow.find(action)
                        for s, _ in holders(r.permission)
                    )
                    assert posts or explain(flow, action, person).is_yes == bool(sides)
    assert explain(PERSON, "accept_invitation", roles_of_cities[0]).is_yes


def test_a_case_nobody_decides_on_has_no_step_that_stands_still(make_project):
    assert stuck_steps(make_project()) == []
