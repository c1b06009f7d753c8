"""One app per worker process, one database session per job, the outbox relayed after each."""

from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec
from uuid import UUID

import structlog
from flask import Flask, current_app
from rq import get_current_job
from sqlalchemy import select

from exchange.app import create_app
from exchange.clock import now
from exchange.models import Grant, OutboxMessage, Person, Role, db
from exchange.models.opening import begin_writing
from exchange.outbox import MOST_TRIES, NotNow, put_off, relay_posted

P = ParamSpec("P")
GivingUp = Callable[P, None]

log = structlog.get_logger()


@cache
def app() -> Flask:
    """Build this process's app on first use; a test puts its own here."""
    return create_app()


def job(giving_up: GivingUp[P] | None = None) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function a job: run inside the app, and tick off in the outbox when it is done.

    A job may run twice. One that raises NotNow stays owed and is handed over after its pause.
    One that still fails at its last try is given up: `giving_up` is called
    with the same arguments, so that whoever waits for it is told.
    """

    def wrap(work: Callable[P, None]) -> Callable[P, None]:
        @wraps(work)
        def inside(*args: P.args, **kwargs: P.kwargs) -> None:
            with app().app_context():
                message = _begun()
                try:
                    work(*args, **kwargs)
                except NotNow as later:
                    _put_off(message, later)
                    return
                except Exception:
                    db.session.rollback()
                    if message is None or message.tries < MOST_TRIES:
                        raise
                    log.exception("job given up", job=work.__name__)
                    if giving_up is not None:
                        giving_up(*args, **kwargs)
                _finished(message)
                relay_posted(current_app.extensions["queue"])

        return inside

    return wrap


def _begun() -> OutboxMessage | None:
    current = get_current_job()
    if current is None:
        return None
    begin_writing(db.session)
    message = db.session.get(OutboxMessage, UUID(current.id))
    if message is not None:
        message.tries += 1
        db.session.commit()
    return message


def _put_off(message: OutboxMessage | None, later: NotNow) -> None:
    db.session.rollback()
    if message is not None:
        begin_writing(db.session)
        put_off(message, later.pause)
        db.session.commit()


def _finished(message: OutboxMessage | None) -> None:
    if message is not None:
        begin_writing(db.session)
        message.finished_at = now()
        db.session.commit()


def system() -> Person:
    """Return the person workers act as."""
    return db.session.scalars(select(Person).join(Grant).where(Grant.role == Role.SYSTEM)).one()
