"""Workers in this process for the quick tests, and real ones to be killed for the others."""

import pytest
from flask import Flask
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from exchange.models import Delivery, NoticePreference, db
from tests.making import saved
from tests.workflows.journeys import walk
from workers import context


@pytest.fixture
def run_jobs(app: Flask, system, monkeypatch):
    """Return a callable that runs everything queued, as a worker would."""
    monkeypatch.setattr(context, "app", lambda: app)
    queue = app.extensions["queue"]

    def run() -> None:
        SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer).work(
            burst=True, logging_level="ERROR"
        )
        db.session.rollback()

    return run


@pytest.fixture
def only_papers(officer):
    """The officer wants no mails, so that papers are all the queue holds."""
    return saved(NoticePreference(person_id=officer.id, delivery=Delivery.NONE))


@pytest.fixture
def approve(director):
    """Return a callable that approves a project that stands in approval."""

    def act(project):
        return walk("projects", project, (director, "approve", {"note": "yes"}))

    return act
