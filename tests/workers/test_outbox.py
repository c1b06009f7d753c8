"""Whatever becomes of the queue, a job is owed until it is done, and done once."""

from datetime import timedelta

import pytest
from redis import Redis
from sqlalchemy import inspect, select, update

from exchange.errors import NotReady
from exchange.models import OutboxMessage, ProjectState, db
from exchange.outbox import reissue, relay, relay_posted

pytestmark = pytest.mark.usefixtures("only_papers")

S = ProjectState
AT_ONCE = timedelta(0)


def test_a_job_reaches_the_queue_once_however_often_it_is_relayed(app, make_project, approve):
    approve(make_project(S.IN_APPROVAL))
    queue = app.extensions["queue"]
    assert relay(queue) == 1
    assert relay(queue) == 0
    db.session.scalars(select(OutboxMessage)).one().relayed_at = None  # died before saying so
    db.session.commit()
    assert relay(queue) == 1
    assert queue.count == 1


def test_a_refused_decision_owes_nothing(app, make_project, approve, director):
    project = make_project(S.IN_APPROVAL, reply_by=None)
    with pytest.raises(NotReady, match="answer by"):
        approve(project)
    assert db.session.scalars(select(OutboxMessage)).all() == []


def test_with_the_queue_away_the_decision_stands_and_the_job_waits(app, make_project, approve):
    queue = app.extensions["queue"]
    reachable, queue.connection = queue.connection, Redis(port=1)
    project = approve(make_project(S.IN_APPROVAL))
    assert relay(queue) == 0
    assert project.state == S.APPROVED
    queue.connection = reachable
    assert relay(queue) == 1


def test_a_session_that_posted_nothing_does_not_ask_the_outbox(app, make_project, approve):
    queue = app.extensions["queue"]
    approve(make_project(S.IN_APPROVAL))
    assert relay_posted(queue) == 1
    db.session.execute(update(OutboxMessage).values(relayed_at=None))
    db.session.commit()
    assert relay_posted(queue) == 0
    assert relay(queue) == 1


def test_a_case_is_read_again_after_a_commit_and_its_reader_is_not(
    app, make_project, approve, director
):
    project = approve(make_project(S.IN_APPROVAL))
    assert inspect(project).expired
    assert not inspect(director).expired


def test_an_emptied_queue_is_filled_again_from_the_database(app, make_project, approve):
    approve(make_project(S.IN_APPROVAL))
    queue = app.extensions["queue"]
    relay(queue)
    queue.connection.flushall()
    assert queue.count == 0
    assert reissue(queue, AT_ONCE) == 1
    assert queue.count == 1


def test_a_job_that_still_waits_is_left_in_line(app, make_project, approve):
    approve(make_project(S.IN_APPROVAL))
    queue = app.extensions["queue"]
    relay(queue)
    assert reissue(queue, AT_ONCE) == 0
    assert queue.count == 1


def test_a_job_a_dead_worker_held_is_given_to_another(app, make_project, approve, run_jobs):
    approve(make_project(S.IN_APPROVAL))
    queue = app.extensions["queue"]
    relay(queue)
    queue.connection.rpop(queue.key)  # a worker took it and was killed before it began
    assert reissue(queue, AT_ONCE) == 1
    run_jobs()
    assert db.session.scalars(select(OutboxMessage)).one().finished_at is not None
    assert reissue(queue, AT_ONCE) == 0
