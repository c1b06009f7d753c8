"""Rotation: through three keys, in pieces, beside pages that go on writing, losing nothing."""

from threading import Thread

import pytest
from sqlalchemy.orm.exc import StaleDataError

from exchange.models import PersonalReading, PersonalRecord, Why, db
from exchange.models.opening import begin_writing
from exchange.vault import keeping, records, rotating
from exchange.vault.keys import VaultClosed
from tests.postgres import ON_BOTH
from tests.vault.hidden import FACTS

ROUNDS = 15


def told(record) -> dict:
    return keeping.look(record.id, FACTS, person=None, why=Why.OWN)


@ON_BOTH
def test_it_goes_through_three_keys_a_few_at_a_time_and_again_changes_nothing(
    make_record, new_key, config, monkeypatch
):
    monkeypatch.setattr(rotating, "BATCH", 3)
    rows = [make_record({**FACTS, "name": f"n{n}"}) for n in range(7)]
    gone = make_record()
    records.erase(gone, person=None)
    db.session.commit()
    for _ in range(2):
        ring = new_key()
        done = rotating.rotate()
        assert (done.key_id, done.resealed, done.shut) == (ring.current, 7, [])
        assert rotating.sealed_under() == {ring.current: 7}
        assert rotating.rotate().resealed == 0
    assert len(ring.keys) == 3
    newest = config.personal_keys.read_text().splitlines()[0]
    config.personal_keys.write_text(f"{newest}\n")  # nothing needs the older ones any more
    assert [told(one)["name"] for one in rows] == [f"n{n}" for n in range(7)]
    assert gone.key_id == "first", "what is gone keeps the key its proof names"


def test_one_that_was_stopped_goes_on_where_it_was(make_record, new_key, monkeypatch):
    monkeypatch.setattr(rotating, "BATCH", 2)
    rows = [make_record() for _ in range(5)]
    ring, whole = new_key(), rotating.seal
    seals = iter(range(3))

    def killed(*given):
        if next(seals, None) is None:
            raise KeyboardInterrupt
        return whole(*given)

    monkeypatch.setattr(rotating, "seal", killed)
    with pytest.raises(KeyboardInterrupt):
        rotating.rotate()
    assert rotating.sealed_under() == {"first": 3, ring.current: 2}
    monkeypatch.setattr(rotating, "seal", whole)
    assert rotating.rotate().resealed == 3
    assert all(told(one) == FACTS for one in rows)


def test_what_does_not_open_is_named_left_as_it_is_and_stops_nothing(make_record, new_key, config):
    broken, whole = make_record(), make_record()
    begin_writing(db.session)
    broken.sealed = b"x" * 300
    db.session.commit()
    new_key()
    done = rotating.rotate()
    assert (done.resealed, done.shut) == (1, [broken.id])
    assert broken.sealed == b"x" * 300
    assert told(whole) == FACTS
    config.personal_keys.write_text("")
    with pytest.raises(VaultClosed, match="empty"):
        rotating.rotate()


def test_nobody_saw_what_was_sealed_anew(make_record, new_key):
    make_record()
    new_key()
    rotating.rotate()
    assert db.session.query(PersonalReading).count() == 0


def count_up(app, record_id, faults) -> None:
    """Add one again and again, as a page does: told to read again, it reads again."""
    with app.app_context():
        done = 0
        while done < ROUNDS:
            try:
                with keeping.writing():
                    record = db.session.get(PersonalRecord, record_id)
                    known = records.read(record, ["sum"], person=None, why=Why.OWN)
                    records.change(record, {"sum": known["sum"] + 1})
                done += 1
            except StaleDataError:
                continue
            except Exception as wrong:  # noqa: BLE001  # told to the test, which fails by it
                faults.append(wrong)
                return


@ON_BOTH
def test_pages_that_write_meanwhile_lose_nothing(app, make_record, new_key):
    rows, faults = [make_record({"sum": 0}).id for _ in range(2)], []
    db.session.rollback()
    writers = [Thread(target=count_up, args=(app, one, faults)) for one in rows for _ in range(2)]
    for one in writers:
        one.start()
    while any(one.is_alive() for one in writers):
        ring = new_key()
        assert rotating.rotate().shut == []
    assert faults == []
    rotating.rotate()
    assert rotating.sealed_under() == {ring.current: 2}
    for one in rows:
        assert keeping.look(one, ["sum"], person=None, why=Why.OWN) == {"sum": 2 * ROUNDS}
