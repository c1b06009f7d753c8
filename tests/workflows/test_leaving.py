"""What becomes of the open cases of somebody who leaves."""

from exchange.auditing import verify
from exchange.models import Event, ProjectState, Role, db
from exchange.queries import cases
from exchange.workflows.registry import WORKFLOWS
from tests.postgres import ON_BOTH
from tests.workflows.accounts import REASON, act, refusal
from tests.workflows.journeys import begun_project, walk


@ON_BOTH
def test_who_leaves_hands_over_what_is_open(officer, administrator, make_person, tie):
    successor = make_person(Role.OFFICER, name="successor")
    open_case = walk("projects", begun_project(officer), (officer, "submit"))
    done = walk("projects", begun_project(officer), (officer, "withdraw", REASON))
    assert refusal(officer, "leave", administrator) == "successor_missing"
    assert refusal(officer, "leave", administrator, {"successor": str(administrator.id)})
    act(officer, "leave", administrator, {"successor": str(successor.id)})
    db.session.refresh(open_case)
    assert open_case.officer_id == successor.id
    assert done.officer_id == officer.id
    history = cases.history_of(WORKFLOWS["projects"], open_case, successor)
    assert [e.action for e in history] == ["hand_over", "submit", "begin"]
    assert open_case.state == ProjectState.IN_APPROVAL
    [left] = db.session.query(Event).filter_by(action="leave")
    assert left.inputs["facts"] == {"handed_over": [open_case.number]}


def test_the_partner_does_not_read_who_is_in_charge(
    officer, administrator, make_person, invited_project, liaison
):
    successor = make_person(Role.OFFICER, name="successor")
    act(officer, "leave", administrator, {"successor": str(successor.id)})
    told = cases.history_of(WORKFLOWS["projects"], invited_project, liaison)
    assert "hand_over" not in [e.action for e in told]
    assert verify().fault is None or "person" in verify().fault.case
