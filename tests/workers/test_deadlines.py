"""Deadlines: on the decider's working days, in their own zone, and never decided by silence."""

from datetime import UTC, date, datetime, timedelta

import pytest

from exchange import clock, working_days
from exchange.approvals import waited_for
from exchange.errors import NotPermitted
from exchange.models import CaseKind, Event, Holding, Notice, Outcome, Part, ProjectState, Role, db
from exchange.workflows.perform import perform
from exchange.workflows.project import PROJECT
from tests.workflows.journeys import begun_project, walk
from workers.deadlines import hurry, mend

SEOUL, NEW_YORK = "Asia/Seoul", "America/New_York"


@pytest.fixture(autouse=True)
def the_right_time():
    yield
    clock.shift(timedelta(0))


@pytest.fixture
def it_is():
    """Return a callable that sets what time it is."""

    def set_to(written: str) -> None:
        clock.shift(datetime.fromisoformat(written).replace(tzinfo=UTC) - datetime.now(UTC))

    return set_to


@pytest.fixture
def late_office(officer, home, make_person, make_post, make_line, system, tie, administrator):
    """A post with one above it decides; two working days are given."""
    mayor, chief = (
        make_person(Role.DIRECTOR, name="mayor"),
        make_person(Role.OFFICER, name="chief"),
    )
    above = make_post("mayors-office", mayor)
    make_line(CaseKind.PROJECT, (Part.DECIDE, make_post("chief", chief, above)))
    return chief, mayor


def submitted(officer):
    return walk("projects", begun_project(officer, **LATER), (officer, "submit"))


LATER = {"starts_on": "2031-05-01", "ends_on": "2031-05-09", "reply_by": "2031-03-01"}


@pytest.mark.parametrize(
    ("country", "zone", "now", "due"),
    [
        ("KR", SEOUL, "2026-02-13T01:00", date(2026, 2, 20)),  # Seollal 16-18 February 2026
        ("KR", SEOUL, "2025-12-31T01:00", date(2026, 1, 5)),  # over the year's end
        ("KR", SEOUL, "2028-02-25T01:00", date(2028, 2, 29)),  # a leap day counts
        ("KR", SEOUL, "2026-03-05T16:00", date(2026, 3, 10)),  # already Friday in Seoul
        ("US", NEW_YORK, "2026-03-06T04:00", date(2026, 3, 9)),  # still Thursday in New York
        ("US", NEW_YORK, "2026-07-02T15:00", date(2026, 7, 7)),  # 3 July is observed
    ],
)
def test_a_step_is_due_on_the_working_days_of_the_decider(
    late_office, officer, home, it_is, country, zone, now, due
):
    home.country.code, home.timezone = country, zone
    db.session.commit()
    it_is(now)
    assert submitted(officer).approval.steps[0].due_on == due


def test_late_steps_are_reminded_of_then_go_up_and_are_never_approved(
    late_office, officer, home, it_is
):
    chief, mayor = late_office
    home.country.code = "KR"
    db.session.commit()
    it_is("2026-03-02T09:00")  # 2 March 2026 is a substitute holiday in Korea
    case = submitted(officer)
    step = case.approval.steps[0]
    assert step.due_on == date(2026, 3, 4)
    assert hurry() == 0
    it_is("2026-03-04T09:00")
    assert hurry() == 1
    assert hurry() == 0, "once"
    assert [taker.person for _, takers in waited_for(case) for taker in takers] == [chief]
    with pytest.raises(NotPermitted):
        perform(PROJECT, case.id, "approve", actor=mayor, confirmed_at=clock.now())
    it_is("2026-03-06T09:00")
    assert hurry() == 1
    assert [taker.person for _, takers in waited_for(case) for taker in takers] == [chief, mayor]
    it_is("2026-12-31T09:00")
    assert hurry() == 0
    db.session.refresh(case)
    assert case.state == ProjectState.IN_APPROVAL, "nothing is approved by silence"
    told = [(n.person.name, n.kind.value) for n in db.session.query(Notice).order_by("created_at")]
    assert ("chief", "step_reminded") in told
    assert {("chief", "step_escalated"), ("mayor", "step_escalated")} <= set(told)
    assert (officer.name, "step_escalated") in told
    case = walk("projects", case, (mayor, "approve"))
    assert (case.state, step.capacity, step.outcome) == ("approved", "superior", Outcome.AGREED)
    actions = [e.action for e in db.session.query(Event).filter_by(subject_id=case.id)]
    assert sorted(actions) == ["approve", "begin", "escalate", "remind", "submit"]


def test_a_step_nobody_can_take_is_told_to_the_administrators(
    late_office, officer, administrator, it_is
):
    chief, _ = late_office
    it_is("2026-03-02T09:00")
    submitted(officer)
    chief.active = False
    db.session.commit()
    it_is("2026-03-09T09:00")
    hurry()
    told = {(n.person.name, n.kind.value) for n in db.session.query(Notice)}
    assert (administrator.name, "nobody_can_take") in told


def test_a_citys_own_closures_count(late_office, officer, it_is):
    class NeverOnWednesdays:
        def is_working(self, day: date, _country: str) -> bool:
            return day.weekday() != 2

    it_is("2026-03-02T09:00")
    with working_days.use(NeverOnWednesdays()):
        assert submitted(officer).approval.steps[0].due_on == date(2026, 3, 5)


def test_a_holding_that_ends_by_itself_is_seen_the_day_after(
    late_office, officer, administrator, it_is
):
    chief, _ = late_office
    it_is("2026-03-02T09:00")
    submitted(officer)
    held = db.session.query(Holding).filter_by(person_id=chief.id).one()
    held.ends_on = date(2026, 3, 2)
    db.session.commit()
    assert mend() == 0
    it_is("2026-03-03T09:00")
    assert mend() == 1
    assert mend() == 0, "once"
    told = {n.person.name for n in db.session.query(Notice).filter_by(kind="nobody_can_take")}
    assert told == {officer.name, administrator.name}
