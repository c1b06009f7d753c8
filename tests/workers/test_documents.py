"""A job may run twice, fail, or be lost; the case must not care."""

from importlib import import_module

import pytest
from sqlalchemy import func, select

from exchange.models import Document, DocumentState, Event, OutboxMessage, ProjectState, db
from exchange.outbox import Job, relay
from exchange.workflows.document import DOCUMENT
from exchange.workflows.perform import perform
from workers.documents import render_document

pytestmark = pytest.mark.usefixtures("only_papers")

S = ProjectState


@pytest.mark.parametrize("job", Job)
def test_every_job_can_be_found_by_a_worker(job):
    module, _, name = job.rpartition(".")
    assert callable(getattr(import_module(module), name))


def test_an_approval_becomes_an_issued_letter_and_an_invitation(
    app, make_project, approve, run_jobs
):
    project = make_project(S.IN_APPROVAL)
    approve(project)
    relay(app.extensions["queue"])
    run_jobs()
    letter = db.session.scalars(select(Document)).one()
    assert (letter.state, letter.progress, letter.pages) == (DocumentState.SENT, 100, 2)
    assert app.extensions["store"].get(letter.sha256).startswith(b"%PDF-")
    assert project.state == S.INVITED
    assert project.shared_at is not None
    assert db.session.scalar(select(func.count(OutboxMessage.finished_at))) == 1


def test_running_the_job_again_changes_nothing(app, make_project, approve, run_jobs):
    approve(make_project(S.IN_APPROVAL))
    relay(app.extensions["queue"])
    run_jobs()
    letter = db.session.scalars(select(Document)).one()
    before = (letter.sha256, letter.version, db.session.scalar(select(func.count(Event.id))))
    render_document(str(letter.id))
    db.session.rollback()
    assert before == (
        letter.sha256,
        letter.version,
        db.session.scalar(select(func.count(Event.id))),
    )


def test_the_same_facts_give_the_same_paper_whoever_renders_them(
    app, make_project, approve, run_jobs
):
    approve(make_project(S.IN_APPROVAL))
    relay(app.extensions["queue"])
    run_jobs()
    letter = db.session.scalars(select(Document)).one()
    first = letter.sha256
    db.session.execute(Document.__table__.update().values(state=DocumentState.QUEUED, sha256=None))
    db.session.commit()
    render_document(str(letter.id))
    db.session.rollback()
    assert letter.sha256 == first


def test_a_letter_that_cannot_be_set_says_why_and_can_be_ordered_again(
    app, make_project, approve, officer, run_jobs
):
    project = make_project(S.IN_APPROVAL, title="Choir \U0002a6d6")
    approve(project)
    relay(app.extensions["queue"])
    run_jobs()
    letter = db.session.scalars(select(Document)).one()
    assert letter.state == DocumentState.FAILED
    assert "\U0002a6d6" in letter.failure
    assert "title" in letter.failure
    assert project.state == S.APPROVED
    perform(DOCUMENT, letter.id, "retry", actor=officer, expected_version=letter.version)
    relay(app.extensions["queue"])
    run_jobs()
    assert letter.state == DocumentState.FAILED
    assert letter.number.endswith("-0001")


def test_a_job_that_keeps_breaking_is_given_up_and_told(
    app, make_project, approve, run_jobs, monkeypatch
):
    approve(make_project(S.IN_APPROVAL))

    def break_down(*_args: object) -> str:
        raise OSError("disk full")

    monkeypatch.setattr(app.extensions["store"], "put", break_down)
    relay(app.extensions["queue"])
    run_jobs()
    letter = db.session.scalars(select(Document)).one()
    message = db.session.scalars(select(OutboxMessage)).one()
    assert letter.state == DocumentState.FAILED
    assert message.tries == 5
    assert message.finished_at is not None
