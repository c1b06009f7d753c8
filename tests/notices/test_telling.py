"""Who is told when a case moves, and who never is."""

import pytest

from exchange import clock
from exchange.errors import ExchangeError
from exchange.models import (
    DocumentKind,
    Notice,
    NoticeKind,
    ProjectState,
    Role,
    db,
)
from exchange.policy import may_see
from exchange.workflows.perform import perform
from exchange.workflows.reading import note_reading
from exchange.workflows.registry import CASES, WORKFLOWS
from tests.workflows.journeys import (
    DISPATCH,
    ISSUED,
    PACKING,
    SHA256,
    answers,
    begun_project,
    begun_shipment,
    receiving,
    walk,
)

K = NoticeKind


def test_an_exchange_tells_each_side_what_concerns_them(
    officer, director, liaison, system, tie, told
):
    project = walk(
        "projects",
        begun_project(officer),
        (officer, "submit"),
        (director, "return", {"remarks": "Say why."}),
        (officer, "submit"),
        (director, "approve"),
    )
    me, them, boss = officer.name, liaison.name, director.name
    assert told(project) == [
        (boss, "step_opened"),
        (me, "returned"),
        (boss, "step_opened"),
        (me, "approved"),
    ]
    paper = db.session.query(WORKFLOWS["documents"].noun).one()
    walk("documents", paper, (system, "render"), (system, "issue", ISSUED))
    assert told(paper) == [(me, "paper_issued")]
    walk("documents", paper, (system, "send"))
    assert told(paper) == [(me, "paper_issued"), (them, "paper_issued")]
    project = walk(
        "projects",
        project,
        (system, "issue_invitation", {"number": paper.number, "sha256": SHA256}),
        (liaison, "accept"),
        (officer, "start"),
        (officer, "report", {"outcome": "They sang.", "people_took_part": 19}),
        (director, "close", {"thanks": "Letter 12"}),
    )
    assert told(project)[4:] == [
        (them, "answer_awaited"),
        (me, "answered"),
        (them, "moved"),
        (them, "moved"),
        (them, "moved"),
    ]
    asked = db.session.query(Notice).filter_by(kind=K.ANSWER_AWAITED).one()
    assert (asked.title, asked.number) == (project.title_partner, project.number)
    assert asked.params["amount"] == "300.5000"
    assert asked.due == project.reply_by


def test_aid_tells_the_clerk_to_pack_and_the_partner_to_expect_it(
    officer, director, clerk, liaison, tie, told
):
    shipment = walk(
        "shipments",
        begun_shipment(officer),
        (officer, "submit"),
        (director, "approve"),
        (clerk, "pack", PACKING),
    )
    assert sorted(told(shipment)) == [
        (clerk.name, "approved"),
        (director.name, "step_opened"),
        (officer.name, "approved"),
    ]
    shipment = walk(
        "shipments",
        shipment,
        (clerk, "dispatch", DISPATCH),
        (clerk, "depart"),
        (liaison, "start_receiving"),
        (liaison, "record_receipt", receiving(rest=True)),
        (liaison, "sign_clean"),
    )
    assert told(shipment)[3:] == [
        (liaison.name, "arriving"),
        (liaison.name, "moved"),
        (officer.name, "moved"),
        (officer.name, "moved"),
        (officer.name, "received_or_disputed"),
    ]
    assert told() == told(shipment), "nobody of elsewhere, and nothing of the paper yet"


def test_what_is_taken_back_is_told_to_those_it_waited_for(officer, director, tie, told):
    walk("projects", begun_project(officer), (officer, "withdraw", {"reason": "No."}))
    assert told() == []
    walk(
        "projects",
        begun_project(officer),
        (officer, "submit"),
        (officer, "withdraw", {"reason": "No."}),
    )
    assert told() == [(director.name, "step_opened"), (director.name, "withdrawn_or_recalled")]


def test_a_state_entered_again_is_told_again(officer, director, tie, told):
    project = begun_project(officer)
    for _ in range(3):
        project = walk(
            "projects", project, (officer, "submit"), (director, "return", {"remarks": "More."})
        )
    assert told() == [(director.name, "step_opened"), (officer.name, "returned")] * 3


def test_a_paper_that_fails_is_told_to_whom_the_case_belongs(make_document, system, officer, told):
    failure = {"code": "glyphs", "message": "No glyph", "params": {}}
    walk("documents", make_document(), (system, "fail", failure))
    assert told() == [(officer.name, "paper_failed")]


def test_where_the_one_in_charge_has_left_the_office_is_told(
    make_document, make_person, system, officer, told
):
    paper, successor = make_document(), make_person(Role.OFFICER, name="the next officer")
    officer.active = False
    db.session.commit()
    walk("documents", paper, (system, "render"), (system, "issue", ISSUED))
    assert told() == [(successor.name, "paper_issued")]


@pytest.mark.parametrize("plural", CASES)
def test_nobody_is_told_of_a_case_they_may_not_see(
    plural,
    everyone,
    stranger,
    make_person,
    make_project,
    make_letter,
    make_mailing,
    make_shipment,
    make_appeal,
    make_pledge,
    make_claim,
    make_document,
    make_service_case,
):
    """Every action from every state by everybody who may take it, with everybody listening."""
    flow = WORKFLOWS[plural]
    make = {
        "projects": make_project,
        "letters": make_letter,
        "mailings": make_mailing,
        "shipments": make_shipment,
        "appeals": make_appeal,
        "pledges": make_pledge,
        "claims": make_claim,
        "documents": make_document,
        "service_cases": make_service_case,
    }
    for role in (Role.OFFICER, Role.LIAISON, Role.DIRECTOR, Role.CLERK):
        make_person(role, stranger)
    taken = 0
    for state in flow.states:
        for actor in everyone.values():
            for offer in flow.available_actions(make[plural](state), actor):
                case = make[plural](state)
                since = clock.now()
                taken += _takes(flow, case, actor, offer.action)
                _only_seers_were_told(case, actor, since)
    assert taken > len(flow.actions) / 2


def _takes(flow, case, actor, action) -> bool:
    try:
        note_reading(case, actor)
        payload, confirmed = answers(flow, action), clock.now()
        perform(flow, case.id, action, actor=actor, payload=payload, confirmed_at=confirmed)
    except ExchangeError:
        return False
    return True


def _only_seers_were_told(case, actor, since) -> None:
    notices = db.session.query(Notice).filter(Notice.created_at >= since).all()
    for notice in notices:
        assert notice.subject_id == case.id
        assert may_see(notice.person, case)
        assert notice.person_id != actor.id
        sides = {case.owner_city_id, case.behalf_city_id, *case.addressed_ids}
        assert notice.person.city_id in sides
    assert len({one.person_id for one in notices}) == len(notices), "once each"


def test_a_cancelled_exchange_is_told_to_a_partner_who_knew_of_it(
    director, officer, liaison, make_project, told
):
    for state in (ProjectState.APPROVED, ProjectState.AGREED):
        case = make_project(state)
        walk("projects", case, (director, "cancel", {"reason": "disaster"}))
        knew = state == ProjectState.AGREED
        assert sorted(told(case)) == [(liaison.name, "moved")] * knew + [(officer.name, "moved")]


def test_a_paper_of_something_else_is_told_without_amount_or_day(
    make_document, system, liaison, told
):
    paper = make_document()
    paper.subject_kind, paper.kind = "tie", DocumentKind.MANIFEST
    db.session.commit()
    walk("documents", paper, (system, "render"), (system, "issue", ISSUED), (system, "send"))
    assert told() == [(liaison.name, "paper_issued")]
    assert db.session.query(Notice).one().params == {"action": "send"}
