"""Who is told when a case moves, and who never is."""

from uuid import uuid4

import pytest

from exchange import clock
from exchange.errors import ExchangeError
from exchange.models import (
    Delivery,
    DocumentKind,
    MailState,
    Notice,
    NoticeKind,
    OutboxMessage,
    ProjectState,
    Role,
    ShipmentState,
    db,
)
from exchange.notices import tell
from exchange.outbox import Job
from exchange.policy import may_see
from exchange.workflows.perform import perform
from exchange.workflows.registry import WORKFLOWS
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
    me, them = officer.name, liaison.name
    assert told(project) == [(me, "returned"), (me, "approved")]
    paper = db.session.query(WORKFLOWS["documents"].noun).one()
    walk("documents", paper, (system, "render"), (system, "issue", ISSUED))
    assert sorted(told(paper)) == [(them, "paper_issued"), (me, "paper_issued")]
    project = walk(
        "projects",
        project,
        (system, "issue_invitation", {"number": paper.number, "sha256": SHA256}),
        (liaison, "accept"),
        (officer, "start"),
        (officer, "report", {"outcome": "They sang.", "people_took_part": 19}),
        (director, "close", {"thanks": "Letter 12"}),
    )
    assert told(project)[2:] == [
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
    assert sorted(told(shipment)) == [(clerk.name, "approved"), (officer.name, "approved")]
    shipment = walk(
        "shipments",
        shipment,
        (clerk, "dispatch", DISPATCH),
        (clerk, "depart"),
        (liaison, "start_receiving"),
        (liaison, "record_receipt", receiving(rest=True)),
        (liaison, "sign_clean"),
    )
    assert told(shipment)[2:] == [
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
    assert told() == [(director.name, "withdrawn_or_recalled")]


def test_a_state_entered_again_is_told_again(officer, director, tie, told):
    project = begun_project(officer)
    for _ in range(3):
        project = walk(
            "projects", project, (officer, "submit"), (director, "return", {"remarks": "More."})
        )
    assert told() == [(officer.name, "returned")] * 3


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


def test_nobody_is_told_what_they_did_nor_twice_nor_after_they_left(
    officer, director, make_project
):
    project, cause = make_project(), uuid4()
    assert tell(officer, K.MOVED, project, by=officer) is None
    assert tell(officer, K.MOVED, project, by=director, cause=cause) is not None
    assert tell(officer, K.APPROVED, project, by=director, cause=cause) is None
    assert tell(officer, K.MOVED, project, by=director) is None
    db.session.commit()
    assert tell(officer, K.MOVED, project, by=director) is not None, "another time"
    officer.active = False
    assert tell(officer, K.RETURNED, project, by=director) is None


def test_a_notice_and_its_mail_are_owed_or_neither(officer, director, make_project):
    notice = tell(officer, K.RETURNED, make_project(), by=director)
    assert notice is not None
    assert (notice.delivery, notice.mail_state) == (Delivery.IMMEDIATE, MailState.OWED)
    db.session.rollback()
    assert db.session.query(OutboxMessage).count() == db.session.query(Notice).count() == 0
    tell(officer, K.RETURNED, make_project(), by=director)
    db.session.commit()
    owed = db.session.query(OutboxMessage).one()
    assert (owed.job, owed.args) == (
        Job.SEND_NOTICE,
        {"notice_id": str(db.session.query(Notice).one().id)},
    )


@pytest.mark.parametrize(
    ("delivery", "kind", "state", "jobs"),
    [
        (Delivery.NONE, K.RETURNED, MailState.NONE, 0),
        (Delivery.DIGEST, K.RETURNED, MailState.OWED, 0),
        (Delivery.DIGEST, K.STEP_OPENED, MailState.OWED, 1),
        (Delivery.IMMEDIATE, K.MAIL_FAILED, MailState.NONE, 0),
    ],
)
def test_each_is_told_as_they_wish(officer, wishes, delivery, kind, state, jobs):
    wishes(officer, delivery, always_immediate=[K.STEP_OPENED.value])
    notice = tell(officer, kind)
    db.session.commit()
    assert notice.mail_state == state
    assert db.session.query(OutboxMessage).count() == jobs


def test_titles_are_told_on_one_line(officer, director, make_project):
    project = make_project(title="Choir\r\nBcc: all@harbour.example\n\x00 exchange " + "x" * 300)
    notice = tell(officer, K.RETURNED, project, by=director)
    assert notice.title.startswith("Choir Bcc: all@harbour.example exchange x")
    assert len(notice.title) == 200


@pytest.mark.parametrize("plural", WORKFLOWS)
def test_nobody_is_told_of_a_case_they_may_not_see(
    plural, everyone, stranger, make_person, make_project, make_shipment, make_document
):
    """Every action from every state by everybody who may take it, with everybody listening."""
    flow = WORKFLOWS[plural]
    make = {"projects": make_project, "shipments": make_shipment, "documents": make_document}
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
        perform(flow, case.id, action, actor=actor, payload=answers(flow, action))
    except ExchangeError:
        return False
    return True


def _only_seers_were_told(case, actor, since) -> None:
    notices = db.session.query(Notice).filter(Notice.created_at >= since).all()
    for notice in notices:
        assert notice.subject_id == case.id
        assert may_see(notice.person, case)
        assert notice.person_id != actor.id
        assert notice.person.city_id in {case.owner_city_id, case.partner_city_id}
    assert len({one.person_id for one in notices}) == len(notices), "once each"


@pytest.mark.parametrize("state", [ShipmentState.DRAFT, ShipmentState.PACKED])
def test_the_partner_is_told_nothing_before_it_is_shared(liaison, make_shipment, state):
    assert tell(liaison, K.MOVED, make_shipment(state)) is None
    assert tell(liaison, K.MOVED, make_shipment(ShipmentState.DISPATCHED)) is not None


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
    walk("documents", paper, (system, "render"), (system, "issue", ISSUED))
    assert told() == [(liaison.name, "paper_issued")]
    assert db.session.query(Notice).one().params == {"action": "issue"}
