"""Two who decide at the same moment: one wins, the other is told to read again."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from exchange import clock
from exchange.auditing import verify
from exchange.errors import StaleVersion, WrongState
from exchange.models import (
    Document,
    Event,
    Notice,
    NoticeKind,
    OutboxMessage,
    Person,
    Project,
    ProjectState,
    Role,
    db,
)
from exchange.outbox import Job
from exchange.workflows.perform import perform
from exchange.workflows.project import PROJECT
from tests.office import read
from tests.postgres import ON_BOTH, ON_POSTGRESQL
from tests.workflows.journeys import begun_project, walk

PAIRS = {"postgresql": 500, "sqlite": 40}


def decide(app, project_id, director_id, action, payload, start):
    """Decide in a thread of one's own, at the same moment as the other."""
    with app.app_context():
        actor = db.session.get_one(Person, director_id)
        start.wait()
        try:
            perform(
                PROJECT,
                project_id,
                action,
                actor=actor,
                payload=payload,
                expected_version=2,
                confirmed_at=clock.now(),
            )
        except (WrongState, StaleVersion) as refusal:
            return type(refusal).__name__
        finally:
            db.session.remove()
        return "won"


@ON_BOTH
def test_of_two_decisions_at_once_exactly_one_wins(
    app, officer, director, make_person, make_post, tie
):
    """The step is late and went up, so the post and the one above it may both decide."""
    other = make_person(Role.DIRECTOR, name="second director")
    above = make_post("above", other)
    pairs = PAIRS[db.engine.dialect.name]
    ids = [_submitted(officer, above, director, other) for _ in range(pairs)]
    one_id, other_id = director.id, other.id
    db.session.remove()
    ends: Counter[tuple[str, ...]] = Counter()
    with ThreadPoolExecutor(2) as pool:
        for n, project_id in enumerate(ids):
            start = Barrier(2)
            second = ("return", {"remarks": "Say why."}) if n % 2 else ("approve", {})
            both = [
                pool.submit(decide, app, project_id, one_id, "approve", {}, start),
                pool.submit(decide, app, project_id, other_id, *second, start),
            ]
            ends[tuple(sorted(one.result() for one in both))] += 1
    assert sum(ends.values()) == pairs
    assert all(end.count("won") == 1 for end in ends), ends
    _each_decision_left_one_trace(pairs)


def _submitted(officer, above, *readers):
    project = walk("projects", begun_project(officer), (officer, "submit"))
    project.approval.steps[0].escalated_to = above
    db.session.commit()
    read(project, *readers)
    return project.id


def _each_decision_left_one_trace(pairs: int) -> None:
    events = db.session.scalars(select(Event).where(Event.position == 3)).all()
    projects = db.session.scalars(select(Project)).all()
    approved = [p for p in projects if p.state == ProjectState.APPROVED]
    papers = db.session.scalars(select(Document.number)).all()
    owed = Counter(db.session.scalars(select(OutboxMessage.job)))
    assert len([e for e in events if e.subject_kind == "project"]) == pairs
    assert len(papers) == owed[Job.RENDER_DOCUMENT] == len(approved)
    told = db.session.scalars(select(Notice.kind).where(Notice.kind != NoticeKind.STEP_OPENED))
    assert len(told.all()) == pairs, "each decision is told once"
    assert sorted(int(number[-4:]) for number in papers) == list(range(1, len(papers) + 1))
    assert verify().fault is None


@ON_POSTGRESQL
def test_unrelated_cases_never_wait_for_each_other(app, officer, tie):
    held, free = begun_project(officer).id, begun_project(officer).id
    officer_id = officer.id
    db.session.remove()
    with db.engine.begin() as connection:
        connection.execute(select(Project.id).where(Project.id == held).with_for_update())
        with ThreadPoolExecutor(1) as pool:
            moved = pool.submit(_submit, app, free, officer_id)
            assert moved.result(timeout=10) == ProjectState.IN_APPROVAL


def _submit(app, project_id, officer_id):
    with app.app_context():
        actor = db.session.get_one(Person, officer_id)
        state = perform(PROJECT, project_id, "submit", actor=actor, expected_version=1).state
        db.session.remove()
        return state


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_second_writer_waits_for_the_first_and_is_refused(app, officer, director, tie):
    project = walk("projects", begun_project(officer), (officer, "submit"))
    project_id, director_id = project.id, director.id
    db.session.remove()
    with ThreadPoolExecutor(1) as pool, db.engine.begin() as connection:
        connection.execute(select(Project.id).where(Project.id == project_id).with_for_update())
        late = pool.submit(decide, app, project_id, director_id, "approve", {}, Barrier(1))
        with pytest.raises(TimeoutError):
            late.result(timeout=0.5)
        connection.execute(
            Project.__table__.update().where(Project.id == project_id).values(version=3)
        )
        connection.commit()
        assert late.result(timeout=10) == "StaleVersion"
