"""Labels of many cartons made by several workers: one paper, each sheet once."""

import pytest
from sqlalchemy import func, select

from exchange.documents import label_runs
from exchange.documents.scratch import FOLDER
from exchange.facts.paper import order
from exchange.models import DocumentKind, DocumentState, OutboxMessage, db
from exchange.outbox import Job, relay
from tests.documents.consignments import a_paper
from tests.documents.papers import words_of

CARTONS = 20


@pytest.fixture
def ordered(make_shipment, officer):
    shipment = make_shipment()
    db.session.flush()
    facts = a_paper("carton_labels", CARTONS, mixed=False)
    document = order(DocumentKind.CARTON_LABELS, shipment, officer, "Masks", facts)
    db.session.commit()
    return document


def jobs(name):
    return db.session.scalar(select(func.count()).where(OutboxMessage.job == name))


def test_many_labels_are_set_by_several_jobs_and_joined(app, ordered, run_jobs, monkeypatch):
    monkeypatch.setattr(label_runs, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(label_runs, "SHEETS", 3)
    relay(app.extensions["queue"])
    run_jobs()
    assert (ordered.state, ordered.progress, ordered.pages) == (
        DocumentState.ISSUED,
        100,
        CARTONS,
    )
    assert (jobs(Job.SET_PORTION), jobs(Job.JOIN_PIECES)) == (7, 1)
    store = app.extensions["store"]
    said = words_of(store.get(ordered.sha256))
    assert all(f"{n}/{CARTONS}" in said for n in range(1, CARTONS + 1))
    assert not store.filesystem.exists(f"{store.root}/{FOLDER}/{ordered.id}")


def test_few_labels_are_set_at_once(app, ordered, run_jobs):
    relay(app.extensions["queue"])
    run_jobs()
    assert (ordered.state, ordered.pages) == (DocumentState.ISSUED, CARTONS)
    assert jobs(Job.SET_PORTION) == 0
