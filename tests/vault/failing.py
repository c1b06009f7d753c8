"""A service whose every request and job that touches a record fails: `python -m …failing`.

A process of its own, so that what it writes is what an operator would find in the logs.
"""

import logging
import os
import sys
from datetime import date
from uuid import UUID, uuid4

from flask import Flask
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from exchange.app import create_app
from exchange.config import Config
from exchange.models import City, PersonalReading, PersonalRecord, Why, db
from exchange.models.opening import begin_writing
from exchange.observing import configure_logs
from exchange.vault import keeping, records
from tests.vault.hidden import FACTS
from workers import context

DAY = date(2099, 1, 1)
PATHS = ("unkept", "unwritable", "shown", "missing", "moved", "shut")
PERSON = uuid4()  # is nobody, so the database refuses the row


def main() -> None:
    """Fail in every way there is, before a record is kept, after it is read, and in a job."""
    configure_logs()
    app = create_app(Config.from_env(os.environ))
    context.app = lambda: app
    for name in PATHS:
        app.add_url_rule(f"/fail/{name}", name, globals()[name])
    with app.app_context():
        city, record_id = db.session.query(City.id).limit(1).scalar(), UUID(sys.argv[1])
    app.config.update(CITY=city, RECORD=record_id)
    client = app.test_client()
    for name in PATHS:
        sys.stdout.write(f"{name} {client.get(f'/fail/{name}').status_code}\n")
    _work(app, record_id)


def unkept() -> str:
    """Fail after sealing, in a statement whose parameters are told with the error."""
    app = _here()
    begin_writing(db.session)
    record = records.keep(app.config["CITY"], "project", uuid4(), FACTS, DAY)
    db.session.add(
        PersonalReading(
            record=record,
            city_id=record.city_id,
            person_id=PERSON,
            by="staff",
            why=Why.HANDLE,
            fields=list(FACTS),
            at=record.created_at,
        )
    )
    db.session.commit()
    return ""


def unwritable() -> str:
    """Fail while sealing, for one fact is nothing JSON can hold."""
    records.keep(_here().config["CITY"], "project", uuid4(), {**FACTS, "day": DAY}, DAY)
    return ""


def shown() -> str:
    """Fail with what was read in hand."""
    known = _looked()
    raise RuntimeError(f"{len(known)} fields in hand")


def missing() -> str:
    """Fail for want of a field."""
    return str(_looked()["address"])


def moved() -> str:
    """Fail to open what was changed in the database."""
    begin_writing(db.session)
    record = db.session.get_one(PersonalRecord, _here().config["RECORD"])
    record.sealed = record.sealed[::-1]
    records.read(record, FACTS, person=None, why=Why.OWN)
    return ""


def shut() -> str:
    """Fail without a file of keys."""
    place = _here().extensions["config"].personal_keys
    kept = place.read_bytes()
    place.unlink()
    try:
        records.keep(_here().config["CITY"], "project", uuid4(), FACTS, DAY)
    finally:
        place.write_bytes(kept)
    return ""


@context.job()
def write_to(record_id: str) -> None:
    """Read a record, and fail with it in hand."""
    known = keeping.look(UUID(record_id), FACTS, person=None, why=Why.CONTACT)
    raise RuntimeError(f"nothing was written to the one with {len(known)} fields")


def _looked() -> dict:
    return keeping.look(_here().config["RECORD"], FACTS, person=None, why=Why.OWN)


def _here() -> Flask:
    return context.app()


def _work(app: Flask, record_id: UUID) -> None:
    logging.basicConfig(level=logging.DEBUG)
    queue = app.extensions["queue"]
    job = queue.enqueue(write_to, str(record_id))
    SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer).work(
        burst=True, logging_level="DEBUG"
    )
    sys.stdout.write(f"job {job.get_status(refresh=True).value}\n")
    result = job.latest_result()
    assert result is not None
    sys.stdout.write(f"{job.description} {job.data!r} {result.exc_string}\n")


if __name__ == "__main__":
    # Under the name a worker imports it by.
    sys.modules["tests.vault.failing"] = sys.modules["__main__"]
    write_to.__module__ = "tests.vault.failing"
    main()
