"""On its day a record is destroyed, in its own city's time, and the proof of it stays."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from exchange import clock
from exchange.models import PersonalReading, PersonalRecord, ReadBy, Why, db
from exchange.observing import configure_logs
from exchange.vault import keeping, records
from exchange.vault.records import NotYetDue, Purged
from tests.postgres import ON_BOTH
from workers.personal import purge
from workers.scheduler import sweep

DAY = date(2031, 5, 1)


@pytest.fixture(autouse=True)
def the_right_time():
    yield
    clock.shift(timedelta(0))


def it_is(moment: datetime) -> None:
    clock.shift(timedelta(0))
    clock.shift(moment - clock.now())


def lines() -> list[tuple]:
    db.session.rollback()
    rows = db.session.scalars(select(PersonalReading).order_by(PersonalReading.at))
    return [(one.by, one.why, one.fields) for one in rows]


@ON_BOTH
def test_it_is_overwritten_and_the_proof_can_be_worked_out_anew(make_record):
    record = make_record(purge_on=DAY)
    was, key_id = record.sealed, record.key_id
    with keeping.writing():
        records.purge(db.session.get(PersonalRecord, record.id), DAY)
    db.session.rollback()
    assert record.sealed == b""
    told = {
        "key_id": key_id,
        "purged_at": record.purged_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "record_id": str(record.id),
        "sealed_sha256": sha256(was).hexdigest(),
    }
    written = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    assert record.proof == sha256(written).hexdigest()
    assert lines() == [(ReadBy.SERVICE, Why.PURGED, [])]


def test_what_is_gone_is_neither_read_nor_changed_and_goes_once(make_record):
    record = make_record(purge_on=DAY)
    records.purge(record, DAY)
    db.session.commit()
    proof = record.proof
    for doing in (
        lambda: keeping.look(record.id, ["name"], person=None, why=Why.OWN),
        lambda: records.change(record, {"name": "Li"}),
    ):
        with pytest.raises(Purged, match="destroyed"):
            doing()
    records.purge(record, DAY)
    records.erase(record, person=None)
    db.session.commit()
    assert record.proof == proof
    assert lines() == [(ReadBy.SERVICE, Why.PURGED, [])]


def test_before_its_day_nothing_is_purged_but_a_resident_may_want_it_gone(make_record, officer):
    first, second = make_record(purge_on=DAY), make_record(purge_on=DAY)
    with pytest.raises(NotYetDue, match="2031-05-01"):
        records.purge(first, DAY - timedelta(days=1))
    records.erase(first, person=None)
    records.erase(second, person=officer)
    db.session.commit()
    assert first.sealed == second.sealed == b""
    assert lines() == [(ReadBy.RESIDENT, Why.ERASED, []), (ReadBy.STAFF, Why.ERASED, [])]


@ON_BOTH
def test_the_day_is_the_citys_own(make_record, make_city):
    east = make_record(purge_on=DAY, city=make_city("east", timezone="Asia/Seoul"))
    west = make_record(purge_on=DAY, city=make_city("west", timezone="America/New_York"))
    it_is(datetime(2031, 4, 30, 14, 59, tzinfo=UTC))
    assert purge() == 0
    it_is(datetime(2031, 4, 30, 15, 1, tzinfo=UTC))  # midnight has passed in Seoul
    configure_logs()  # a command that ran in this process before may have left them quiet
    with capture_logs() as logs:
        assert purge() == 1
    assert [(one["record_id"], one["proof"]) for one in logs] == [(str(east.id), east.proof)]
    assert east.purged_at is not None
    assert west.purged_at is None
    it_is(datetime(2031, 5, 1, 4, 1, tzinfo=UTC))
    assert purge() == 1
    assert purge() == 0


def test_the_scheduler_does_it_by_itself_without_any_key(app, make_record, config, monkeypatch):
    monkeypatch.setattr(keeping, "BATCH", 2)
    due, kept = [make_record(purge_on=DAY) for _ in range(5)], make_record()
    config.personal_keys.unlink()
    it_is(datetime(2031, 6, 1, tzinfo=UTC))
    sweep(app, reissuing=False, anchoring=False)
    assert lines() == []
    sweep(app, reissuing=False, anchoring=False, mending=True)
    assert lines() == [(ReadBy.SERVICE, Why.PURGED, [])] * 5
    assert all(one.sealed == b"" for one in due)
    assert kept.sealed
