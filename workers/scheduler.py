"""`python -m workers.scheduler` keeps the queue in step with the database, which is the truth."""

import signal
import threading
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from exchange.auditing import set_anchor
from exchange.models import db
from exchange.notices.mornings import post_digests
from exchange.observing import configure_logs
from exchange.outbox import reissue, relay
from exchange.previews import forget_old
from workers.context import app
from workers.deadlines import hurry, mend, miss
from workers.personal import purge

log = structlog.get_logger()

MENDING_SECONDS = 600.0  # only the turn of a day brings something new


def main() -> None:
    """Relay, reissue, anchor, see to what its day brings, each at its pace, until stopped."""
    configure_logs()
    over = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: over.set())
    config = app().extensions["config"]
    paces = {
        "reissuing": config.reissue_seconds / 2,
        "anchoring": config.anchor_seconds,
        "digesting": config.digest_seconds,
        "mending": MENDING_SECONDS,
    }
    since = dict.fromkeys(paces, 0.0)
    while not over.wait(config.relay_seconds):
        since = {name: waited + config.relay_seconds for name, waited in since.items()}
        due = {name: since[name] >= pace for name, pace in paces.items()}
        sweep(app(), **due)
        since |= {name: 0.0 for name, is_due in due.items() if is_due}


def sweep(
    flask_app: Flask,
    *,
    reissuing: bool,
    anchoring: bool,
    digesting: bool = False,
    mending: bool = False,
) -> None:
    """Do once what is due; a database that is away now is asked again at the next beat."""
    queue = flask_app.extensions["queue"]
    after = timedelta(seconds=flask_app.extensions["config"].reissue_seconds)
    with flask_app.app_context():
        try:
            if digesting:
                post_digests()
                hurry()
                miss()
                forget_old()
            if mending:
                mend()
                purge()
            relay(queue)
            if reissuing and (again := reissue(queue, after)):
                log.warning("jobs handed over again", count=again)
            if anchoring:
                set_anchor()
        except SQLAlchemyError as away:
            db.session.rollback()
            log.warning("database out of reach", error=type(away).__name__)


if __name__ == "__main__":
    main()
