"""`exchange personal …` and what the doctor says, as an operator types them."""

from base64 import b64encode
from datetime import date

import pytest

from exchange import doctor
from exchange.models import Why, db
from exchange.models.opening import begin_writing
from exchange.vault import keeping
from exchange.vault.keys import read_ring
from tests.operations.commanding import run
from tests.servers import environment
from tests.vault.hidden import FACTS


@pytest.fixture
def personal(config):
    """Return a callable that runs a command on the test's own installation."""
    env = environment(
        SECRET_KEY=config.secret_key,
        DATA_DIR=str(config.data_dir),
        DATABASE_URL=config.database_url,
    )
    db.session.rollback()
    return lambda *words, **more: run(env | more, "personal", *words)


def told(app) -> tuple[bool, str, str]:
    (one,) = [each for each in doctor.examine(app) if each.what == "keys"]
    return one.well, one.seen, one.remedy


def test_a_new_key_is_made_and_everything_sealed_anew_under_it(make_record, config, personal):
    record = make_record()
    made = personal("new-key")
    current = read_ring(config.personal_keys).current
    assert (made.returncode, made.stderr) == (0, "")
    assert current in made.stdout
    assert "exchange personal rotate" in made.stdout
    assert config.personal_keys.read_text().splitlines()[0].split()[1] not in made.stdout
    rotated = personal("rotate")
    assert (rotated.returncode, rotated.stderr) == (0, "")
    assert rotated.stdout.splitlines() == [
        f"1 records sealed anew under {current}",
        f"{current:<24} 1",
    ]
    db.session.rollback()
    assert keeping.look(record.id, FACTS, person=None, why=Why.OWN) == FACTS


def test_the_first_key_is_made_where_there_is_no_file(app, config, personal):
    config.personal_keys.unlink()
    assert personal("rotate").stderr.startswith("Error: Personal data cannot be stored")
    made = personal("new-key")
    assert made.returncode == 0
    assert "rotate" not in made.stdout
    assert config.personal_keys.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_done_is_said_in_one_line_and_exits_with_1(app, config, personal):
    good = config.personal_keys.read_text()
    config.personal_keys.write_text("nonsense\n")
    for words in (("new-key",), ("rotate",)):
        refused = personal(*words)
        assert refused.returncode == 1
        assert refused.stderr.startswith("Error: Personal data cannot be stored or read: line 1")
        assert refused.stderr.count("\n") == 1
    assert config.personal_keys.read_text() == "nonsense\n"
    config.personal_keys.write_text(good)
    beside = config.personal_keys.with_name("personal.keys.new")
    beside.touch()
    assert f"remove {beside}" in personal("new-key").stderr
    beside.unlink()
    nowhere = f"{config.personal_keys}/keys"  # in a file, which is no folder
    refused = personal("new-key", PERSONAL_KEYS_FILE=nowhere)
    assert refused.returncode == 1
    assert refused.stderr == f"Error: {nowhere} cannot be written: Not a directory\n"


def test_one_that_does_not_open_is_named_and_exits_with_1(make_record, personal):
    record = make_record()
    begin_writing(db.session)
    record.key_id = "lost"
    db.session.commit()
    failed = personal("rotate")
    assert failed.returncode == 1
    assert f"WRONG  {record.id} does not open" in failed.stdout


def test_what_is_due_is_destroyed_with_its_proof(make_record, personal):
    due, kept = make_record(purge_on=date(2020, 1, 1)), make_record()
    done = personal("purge")
    db.session.rollback()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{due.id} {due.proof}\n1 records destroyed\n"
    assert kept.purged_at is None
    assert personal("purge").stdout == "0 records destroyed\n"


def test_the_doctor_looks_at_the_keys(app, make_record, config):
    place = config.personal_keys
    place.chmod(0o600)
    good = place.read_text()
    assert told(app) == (True, "1 keys for 0 records", "")
    place.unlink()
    well, seen, _ = told(app)
    assert well
    assert "no file of keys" in seen
    place.write_text(good)
    place.chmod(0o604)
    assert told(app)[::2] == (False, f"Run: chmod o= {place}")
    make_record()
    place.unlink()
    assert told(app)[0] is False
    place.write_text(f"other {b64encode(bytes(32)).decode()}\n")
    well, seen, remedy = told(app)
    assert not well
    assert "sealed under first" in seen
    assert "backup" in remedy
    place.write_text("nonsense")
    well, seen, _ = told(app)
    assert not well
    assert "line 1" in seen
    db.session.rollback()
    db.drop_all()
    assert told(app)[::2] == (False, "Run: exchange migrate")
