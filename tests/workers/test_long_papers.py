"""A long manifest made by several workers: nothing is lost, nothing twice, the bytes the same."""

import pytest
from sqlalchemy import select, update

from exchange.documents import long
from exchange.documents.scratch import FOLDER
from exchange.facts.paper import order
from exchange.models import Document, DocumentKind, DocumentState, OutboxMessage, db
from exchange.outbox import Job, relay
from exchange.workflows.document import DOCUMENT
from exchange.workflows.perform import perform
from tests.documents.papers import set_and_joined
from tests.documents.shipments import a_manifest
from workers import long_papers
from workers.documents import render_document
from workers.spreading import WAVE

CARTONS = 450


@pytest.fixture
def ordered(make_shipment, officer):
    """Return a manifest of many cartons that has just been ordered."""
    shipment = make_shipment()
    db.session.add(shipment)
    db.session.flush()
    facts = a_manifest(CARTONS)
    document = order(DocumentKind.MANIFEST, shipment, officer, "Masks", facts)
    db.session.commit()
    return document


@pytest.fixture
def at_hand(app, system, monkeypatch):  # jobs act as the system
    """Jobs may be called here, in whatever order."""
    monkeypatch.setattr("workers.context.app", lambda: app)


@pytest.fixture
def small_portions(monkeypatch):
    """Two pages a portion, seven portions."""
    monkeypatch.setattr(long, "PAGES", 2)


def jobs(name: Job) -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.job == name)))


@pytest.mark.usefixtures("small_portions")
def test_a_long_manifest_is_set_in_portions_and_joined(app, ordered, run_jobs):
    relay(app.extensions["queue"])
    run_jobs()
    assert (ordered.state, ordered.progress, ordered.pages) == (DocumentState.ISSUED, 100, 13)
    assert len(jobs(Job.SET_PORTION)) == 7
    assert len(jobs(Job.JOIN_PIECES)) == 1
    assert all(message.finished_at for message in db.session.scalars(select(OutboxMessage)))
    made = app.extensions["store"].get(ordered.sha256)
    assert made == set_and_joined(ordered.facts, ordered.id.bytes).pdf
    assert not app.extensions["store"].filesystem.exists(
        f"{app.extensions['store'].root}/{FOLDER}/{ordered.id}"
    )


@pytest.mark.usefixtures("small_portions", "at_hand")
def test_few_portions_stand_in_line_at_a_time_and_progress_is_told(ordered):
    documents_job(ordered)
    assert len(jobs(Job.SET_PORTION)) == WAVE
    assert (ordered.state, ordered.progress) == (DocumentState.RENDERING, 10)
    long_papers.set_portion(str(ordered.id), "0")
    long_papers.set_portion(str(ordered.id), "0")  # by a second worker, or again
    db.session.rollback()
    db.session.refresh(ordered)
    assert ordered.progress == 10 + 85 // 7
    assert len(jobs(Job.SET_PORTION)) == WAVE + 1
    assert jobs(Job.JOIN_PIECES) == []


@pytest.mark.usefixtures("small_portions", "at_hand")
def test_every_job_may_run_twice(ordered):
    for n in range(7):
        documents_job(ordered)
        long_papers.set_portion(str(ordered.id), str(n))
        long_papers.set_portion(str(ordered.id), str(n))
    assert len(jobs(Job.SET_PORTION)) == 7
    long_papers.join_pieces(str(ordered.id))
    db.session.rollback()
    first = db.session.scalars(select(Document.sha256)).one()
    long_papers.join_pieces(str(ordered.id))
    long_papers.set_portion(str(ordered.id), "3")
    documents_job(ordered)
    db.session.refresh(ordered)
    assert first
    assert (ordered.state, ordered.sha256) == (DocumentState.ISSUED, first)
    assert len(jobs(Job.JOIN_PIECES)) == 1


@pytest.mark.usefixtures("small_portions")
def test_a_portion_that_keeps_breaking_fails_the_paper_which_can_be_ordered_again(
    app, ordered, officer, run_jobs, monkeypatch
):
    def break_down(*_args):
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(long, "set_portion", break_down)
        relay(app.extensions["queue"])
        run_jobs()
    assert ordered.state == DocumentState.FAILED
    store = app.extensions["store"]
    assert not store.filesystem.exists(f"{store.root}/{FOLDER}/{ordered.id}")
    perform(DOCUMENT, ordered.id, "retry", actor=officer, expected_version=ordered.version)
    relay(app.extensions["queue"])
    run_jobs()
    assert (ordered.state, ordered.pages) == (DocumentState.ISSUED, 13)


def test_a_manifest_that_disagrees_is_refused_before_anything_is_set(app, ordered, run_jobs):
    facts = a_manifest(CARTONS)
    facts["cartons"][7]["sscc"] = facts["cartons"][8]["sscc"]
    db.session.execute(update(Document).values(facts=facts))
    db.session.commit()
    relay(app.extensions["queue"])
    run_jobs()
    assert ordered.state == DocumentState.FAILED
    assert "stands on 2 cartons" in ordered.failure
    assert jobs(Job.SET_PORTION) == []


def documents_job(document: Document) -> None:
    render_document(str(document.id))
    db.session.rollback()
    db.session.refresh(document)
