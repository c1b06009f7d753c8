"""`python -m workers.scheduler` keeps the queue in step with the database, which is the truth."""

import signal
import threading
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from exchange.auditing import set_anchor
from exchange.models import db
from exchange.observing import configure_logs
from exchange.outbox import reissue, relay
from workers.context import app

log = structlog.get_logger()


def main() -> None:
    """Relay, reissue and anchor, each at its own pace, until told to stop."""
    configure_logs()
    over = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: over.set())
    config = app().extensions["config"]
    beat, since_reissue, since_anchor = config.relay_seconds, 0.0, 0.0
    while not over.wait(beat):
        since_reissue, since_anchor = since_reissue + beat, since_anchor + beat
        sweep(
            app(),
            reissuing=since_reissue >= config.reissue_seconds / 2,
            anchoring=since_anchor >= config.anchor_seconds,
        )
        since_reissue = 0.0 if since_reissue >= config.reissue_seconds / 2 else since_reissue
        since_anchor = 0.0 if since_anchor >= config.anchor_seconds else since_anchor


def sweep(flask_app: Flask, *, reissuing: bool, anchoring: bool) -> None:
    """Do once what is due; a database that is away now is asked again at the next beat."""
    queue = flask_app.extensions["queue"]
    after = timedelta(seconds=flask_app.extensions["config"].reissue_seconds)
    with flask_app.app_context():
        try:
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
