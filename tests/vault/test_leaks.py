"""What residents tell is in no log and in no dump of the database, however it is written there."""

import sqlite3
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect, make_url

from exchange.clock import now
from exchange.models import PersonalReading, PersonalRecord, ReadBy, Why, db
from exchange.models.opening import begin_writing
from exchange.vault import keeping, records, rotating
from tests.postgres import ON_BOTH
from tests.servers import environment
from tests.vault.hidden import FACTS, found

ROOT = Path(__file__).parents[2]


def dump(address: str) -> bytes:
    """Return the database as a text that would make it anew: every table, every column."""
    if address.startswith("sqlite"):
        with sqlite3.connect(make_url(address).database) as connection:
            return "\n".join(connection.iterdump()).encode()
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    parts = []
    with psycopg.connect(plain) as connection:
        for table in inspect(db.engine).get_table_names():
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT'.encode()) as rows:
                parts += [bytes(row) for row in rows]
    return b"".join(parts).replace(rb"\\", b"\\")


def lived(make_record, new_key, officer) -> PersonalRecord:
    """Return a record that was kept, read, changed, sealed anew and read again."""
    record = make_record()
    keeping.look(record.id, FACTS, person=officer, why=Why.HANDLE)
    with keeping.writing():
        records.change(db.session.get(PersonalRecord, record.id), {"telephone": "02"})
    with keeping.writing():
        records.change(db.session.get(PersonalRecord, record.id), FACTS)
    new_key()
    assert rotating.rotate().resealed == 1
    assert keeping.look(record.id, FACTS, person=None, why=Why.OWN) == FACTS
    return record


@ON_BOTH
def test_a_dump_holds_nothing_a_resident_told(make_record, new_key, officer, database_url):
    record = lived(make_record, new_key, officer)
    whole = dump(database_url)
    assert record.key_id.encode() in whole
    assert record.sealed.hex().encode() in whole.lower()
    assert found(whole) == set()


@ON_BOTH
def test_had_it_been_stored_in_clear_the_dump_would_show_it(make_record, database_url):
    """The search that finds nothing above finds all of it here, however it is written."""
    record, clear = make_record(), "; ".join(FACTS.values())
    for column, written in (
        ("sealed", clear.encode()),
        ("sealed", clear.encode("utf-16-le")),
        ("subject_kind", clear),
        ("subject_kind", b64encode(clear.encode()).decode()),
    ):
        begin_writing(db.session)
        record.sealed, record.subject_kind = b"x", "project"
        setattr(record, column, written)
        db.session.commit()
        assert found(dump(database_url)) == set(FACTS)
    begin_writing(db.session)
    record.subject_kind = "project"
    record_id, city_id = record.id, record.city_id
    told = {"record_id": record_id, "city_id": city_id, "by": ReadBy.RESIDENT, "why": Why.OWN}
    db.session.add(PersonalReading(**told, fields=[clear], at=now()))
    db.session.commit()
    assert found(dump(database_url)) == set(FACTS)


def test_the_files_of_the_database_hold_nothing_either(
    make_record, new_key, officer, database_url
):
    lived(make_record, new_key, officer)
    place = Path(make_url(database_url).database)
    files = list(place.parent.glob(f"{place.name}*"))
    assert f"{place.name}-wal" in {one.name for one in files}
    for one in files:
        assert found(one.read_bytes()) == set(), one.name


@pytest.fixture
def failed(app, make_record, config):
    """Return what a service wrote whose every request and job with a record failed."""
    record = make_record()
    db.session.rollback()
    env = environment(
        SECRET_KEY=config.secret_key,
        DATA_DIR=str(config.data_dir),
        DATABASE_URL=config.database_url,
        REDIS_URL=config.redis_url,
    )
    return subprocess.run(
        [sys.executable, "-m", "tests.vault.failing", str(record.id)],
        env=env, cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip


def test_whatever_fails_logs_and_queue_hold_nothing_a_resident_told(failed):
    told, log = failed.stdout.decode(), failed.stderr.decode()
    for name in ("unkept", "unwritable", "shown", "missing", "moved"):
        assert f"{name} 500\n" in told
    assert "shut 503\n" in told
    assert "job failed\n" in told
    for reason in (
        "IntegrityError",
        "is not JSON serializable",
        "5 fields in hand",
        "KeyError: 'address'",
        "nothing was written to the one with 5 fields",
    ):
        assert reason in log, reason
    assert log.count("Traceback") >= 5
    assert "nothing was written to the one with 5 fields" in told, "what the queue keeps of it"
    assert found(log) == found(told) == set()
