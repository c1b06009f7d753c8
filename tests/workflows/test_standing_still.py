"""Nothing waits unseen: whom a case is handed to, and who is told when nobody may take a step."""

from datetime import timedelta

import pytest

from exchange import clock
from exchange.errors import NotReady
from exchange.models import CaseKind, Notice, NoticeKind, Part, Role, db
from exchange.workflows.absence import ABSENCE
from exchange.workflows.perform import begin, perform
from exchange.workflows.post import POST
from exchange.workflows.registry import WORKFLOWS
from exchange.workflows.standing_still import tell_of_stuck
from tests.office import away
from tests.postgres import ON_BOTH
from tests.workflows.accounts import REASON, act, refusal
from tests.workflows.journeys import begun_project, begun_shipment, walk

K = NoticeKind


@pytest.fixture
def today(home):
    return clock.today(home.timezone)


@pytest.fixture
def chief(make_person):
    return make_person(Role.OFFICER, name="chief")


@pytest.fixture
def mayor(make_person):
    return make_person(Role.OFFICER, name="mayor")


@pytest.fixture
def line(make_post, make_line, chief, mayor, officer, tie):
    """The chief reviews, the mayor decides."""
    posts = make_post("chief", chief), make_post("mayor", mayor)
    make_line(CaseKind.PROJECT, (Part.REVIEW, posts[0]), (Part.DECIDE, posts[1]))
    return posts


@pytest.fixture
def case(line, officer):
    return walk("projects", begun_project(officer), (officer, "submit"))


def told(kind=K.NOBODY_CAN_TAKE) -> list[str]:
    db.session.rollback()
    rows = db.session.query(Notice).filter_by(kind=kind)
    return sorted(one.person.name for one in rows)


def leaving(person, keeper, successor):
    with pytest.raises(NotReady) as refused:
        act(person, "leave", keeper, {"successor": str(successor.id)})
    return refused.value.unmet[0]


@ON_BOTH
def test_nobody_is_handed_a_case_that_waits_for_their_own_post(
    officer, administrator, case, chief, mayor, make_person
):
    second = walk("projects", begun_project(officer), (officer, "submit"))
    for one, post in ((chief, "Chief"), (mayor, "Mayor")):  # the mayor's step has not opened yet
        unmet = leaving(officer, administrator, one)
        assert unmet.code == "successor_decides"
        assert unmet.params == {
            "name": one.name,
            "posts": f"{post} ({case.number}, {second.number})",
        }
    assert told() == []
    other = make_person(Role.OFFICER, name="other")
    act(officer, "leave", administrator, {"successor": str(other.id)})
    assert told(K.HANDED_OVER) == ["other"] * 2
    assert told() == [], "nothing stands still"


def test_nor_to_whoever_stands_in_for_the_post_nor_whom_its_holder_stands_for(
    officer, administrator, case, chief, mayor, make_person, today
):
    deputy = make_person(Role.OFFICER, name="deputy")
    away(mayor, deputy, today, today)
    assert leaving(officer, administrator, deputy).params["posts"] == f"Mayor ({case.number})"
    assert leaving(officer, administrator, mayor).params["posts"] == f"Mayor ({case.number})", (
        "the deputy would stand for the author"
    )


def test_a_case_nobody_decides_on_yet_or_any_more_may_be_handed_to_anybody(
    officer, administrator, line, chief, mayor
):
    draft = begun_project(officer)
    agreed = walk("projects", begun_project(officer), (officer, "submit"), (chief, "review"))
    walk("projects", agreed, (mayor, "approve"))
    act(officer, "leave", administrator, {"successor": str(chief.id)})
    assert {draft.officer_id, agreed.officer_id} == {chief.id}


def test_a_step_already_taken_bars_nobody_and_an_empty_post_is_not_the_successors_doing(
    officer, administrator, case, line, chief, today
):
    walk("projects", case, (chief, "review"))
    line[1].holdings[0].ends_on = today - timedelta(days=1)
    db.session.commit()
    act(officer, "leave", administrator, {"successor": str(chief.id)})
    assert told() == [administrator.name, chief.name], "the mayor's post is empty"


@ON_BOTH
def test_a_post_that_becomes_vacant_is_told_at_once_to_author_and_administrators(
    officer, administrator, case, line, today, make_person
):
    second = make_person(Role.ADMINISTRATOR, name="second administrator")
    last = {"ends_on": str(today - timedelta(days=1))}
    perform(POST, line[1].id, "relieve", actor=administrator, payload=last)
    assert told() == [], "the mayor's step is not open yet"
    perform(POST, line[0].id, "relieve", actor=administrator, payload=last)
    expected = sorted([officer.name, administrator.name, second.name])
    assert told() == expected, "also to the one who did it"
    db.session.refresh(officer.city)
    assert tell_of_stuck(officer.city) == 0, "once, until it was read"
    db.session.query(Notice).update({"read_at": clock.now()})
    db.session.commit()
    assert tell_of_stuck(officer.city) == 1
    db.session.commit()
    assert told() == sorted(expected * 2)


def test_whoever_is_put_into_the_post_of_their_own_case_is_told_of(
    officer, administrator, case, line, today
):
    payload = {"person": officer.email, "starts_on": str(today)}
    perform(POST, line[0].id, "appoint", actor=administrator, payload=payload)
    assert told() == sorted([officer.name, administrator.name])


def test_an_absence_whose_deputy_may_not_decide_is_told_at_once_and_one_who_may_is_not(
    officer, administrator, case, chief, mayor, make_person, today
):
    week = {"starts_on": str(today), "ends_on": str(today + timedelta(days=7))}
    noted = begin(ABSENCE, actor=chief, payload={"deputy": mayor.email} | week)
    assert told() == []
    perform(ABSENCE, noted.id, "revoke", actor=chief)
    begin(ABSENCE, actor=chief, payload={"deputy": officer.email} | week)
    assert told() == sorted([officer.name, administrator.name])


def test_who_is_suspended_leaves_their_step_to_nobody_and_it_is_told(
    officer, administrator, case, chief
):
    act(chief, "suspend", administrator, REASON)
    assert told() == sorted([officer.name, administrator.name])
    db.session.query(Notice).update({"read_at": clock.now()})
    db.session.commit()
    act(chief, "restore", administrator)
    assert len(told()) == 2


def test_a_step_that_opens_for_nobody_is_told_to_its_author_too(
    officer, administrator, case, line, chief, today
):
    line[1].holdings[0].ends_on = today - timedelta(days=1)
    db.session.commit()
    walk("projects", case, (chief, "review"))
    assert told() == sorted([officer.name, administrator.name])


def test_aid_is_seen_to_alike_and_other_changes_tell_nothing(
    officer, administrator, director, tie, today
):
    walk("shipments", begun_shipment(officer), (officer, "submit"))
    post = db.session.query(WORKFLOWS["posts"].noun).filter_by(code="director").one()
    act(director, "edit", administrator, {"full_name": "D", "titles": [TITLE]})
    assert told() == []
    last = {"ends_on": str(today - timedelta(days=1))}
    perform(POST, post.id, "relieve", actor=administrator, payload=last)
    assert told() == sorted([officer.name, administrator.name])


TITLE = {"in_language": "en", "words": "Director"}


def test_a_late_step_that_went_up_is_taken_there_and_nobody_is_alarmed(
    officer, administrator, case, line, mayor, make_post, make_person, today
):
    above = make_post("above", make_person(Role.OFFICER, name="above"))
    case.approval.steps[0].escalated_to = above
    db.session.commit()
    last = {"ends_on": str(today - timedelta(days=1))}
    perform(POST, line[0].id, "relieve", actor=administrator, payload=last)
    assert told() == []
    assert refusal(officer, "leave", administrator) == "successor_missing"
