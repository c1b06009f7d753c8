"""Real workers are killed while a mailing is made; it comes to its end, each letter once."""

import os
import random
import signal
from collections import Counter

import pytest
from sqlalchemy import select

from exchange.models import Document, DocumentState, Event, Mailing, MailingState, db
from exchange.outbox import relay
from exchange.queries.mailings import letters_of, progress_of
from exchange.workflows.mailing import MAILING
from exchange.workflows.perform import perform
from tests.servers import wait_until
from tests.workers.mailings import Office, opened
from tests.workers.test_faults import app, config, site

__all__ = ["app", "config", "site"]

PATIENCE = 120


@pytest.fixture
def office(app, system) -> Office:
    return opened()


def test_a_mailing_whose_workers_are_killed_is_made_to_the_last_letter(app, office, site):
    dice = random.Random(20200601)
    mailing = office.approved()
    relay(app.extensions["queue"])
    kills, next_kill = 0, 3

    def is_made() -> bool:
        nonlocal kills, next_kill
        made = _read(mailing)
        if next_kill <= made < 34:
            os.kill(site.pid(f"worker-{dice.randint(1, 2)}"), signal.SIGKILL)
            kills, next_kill = kills + 1, made + dice.randint(4, 9)
        site.tend()
        return mailing.state == MailingState.MADE

    wait_until(is_made, "the mailing", PATIENCE)
    assert kills >= 3

    def all_sent() -> bool:
        db.session.rollback()
        site.tend()
        return {one.state for one in letters_of(mailing)} == {DocumentState.SENT}

    wait_until(all_sent, "every letter sent", PATIENCE)
    letters = letters_of(mailing)
    assert len(letters) == 34
    assert sorted(int(one.number[-4:]) for one in letters) == list(range(1, 35))
    steps = select(Event.action).where(Event.subject_id == mailing.id)
    taken = Counter(db.session.scalars(steps).all())
    assert (taken["start"], taken["finish"]) == (1, 1)


def test_a_mailing_is_called_off_while_real_workers_make_it(app, office, site):
    mailing = office.approved()
    relay(app.extensions["queue"])
    wait_until(lambda: _sent(mailing) >= 3, "the first letters", PATIENCE)
    officer = office.people["officer"]
    perform(MAILING, mailing.id, "cancel", actor=officer, payload={"reason": "It is over."})
    wait_until(lambda: _unmade(mailing) == 0, "the workers' peace", PATIENCE)
    made = _read(mailing)
    assert 3 <= made < 34
    shared = [one for one in letters_of(mailing) if one.shared_at is not None]
    called_off = select(Event.at).where(Event.subject_id == mailing.id, Event.action == "cancel")
    moment = db.session.scalars(called_off).one()
    assert len(shared) >= 3
    assert all(one.shared_at <= moment for one in shared), "nothing goes out afterwards"


def _read(mailing: Mailing) -> int:
    db.session.rollback()
    db.session.refresh(mailing)
    return progress_of(mailing).made


def _sent(mailing: Mailing) -> int:
    db.session.rollback()
    return sum(one.shared_at is not None for one in letters_of(mailing))


def _unmade(mailing: Mailing) -> int:
    db.session.rollback()
    unmade = (DocumentState.QUEUED, DocumentState.RENDERING)
    return (
        db.session.query(Document)
        .filter(Document.subject_id == mailing.id, Document.state.in_(unmade))
        .count()
    )
