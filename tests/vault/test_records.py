"""Records: kept sealed, changed unseen, read only with a line about it, foreign ones not there."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm.exc import StaleDataError

from exchange.errors import NotFound
from exchange.models import PersonalReading, PersonalRecord, ReadBy, Role, Why, db
from exchange.models.opening import begin_writing
from exchange.vault import keeping, records
from exchange.vault.box import SealBroken
from exchange.vault.keys import VaultClosed
from tests.postgres import ON_BOTH, ON_POSTGRESQL
from tests.vault.hidden import FACTS, found


def readings() -> list[PersonalReading]:
    db.session.rollback()
    return list(db.session.scalars(select(PersonalReading).order_by(PersonalReading.at)))


def seen(record, *fields):
    return keeping.look(record.id, fields, person=None, why=Why.OWN)


@ON_BOTH
def test_only_the_fields_asked_for_are_told_and_every_reading_is_noted(make_record, officer):
    record = make_record()
    told = keeping.look(
        record.id, ["telephone", "name", "name", "birth"], person=officer, why=Why.CONTACT
    )
    assert told == {"telephone": FACTS["telephone"], "name": FACTS["name"]}
    assert seen(record, "health") == {"health": FACTS["health"]}
    by_staff, by_resident = readings()
    assert (by_staff.person, by_staff.by, by_staff.why) == (officer, ReadBy.STAFF, Why.CONTACT)
    assert by_staff.fields == ["telephone", "name", "birth"]
    assert by_staff.city_id == record.city_id
    assert (by_resident.person, by_resident.by) == (None, ReadBy.RESIDENT)
    assert found(record.sealed) == set()


def test_the_service_reads_under_its_own_name(make_record, system):
    record = make_record()
    keeping.look(record.id, ["name"], person=system, why=Why.HANDLE)
    assert [(one.by, one.person_id) for one in readings()] == [(ReadBy.SERVICE, system.id)]


def test_what_was_read_and_not_kept_was_not_told(make_record, officer, monkeypatch):
    record = make_record()
    db.session.execute(text("DROP TABLE personal_reading"))
    db.session.commit()
    with pytest.raises(DatabaseError):
        keeping.look(record.id, ["name"], person=officer, why=Why.HANDLE)


def test_of_another_citys_record_and_of_none_nothing_is_known(
    make_record, make_person, stranger, home
):
    record, other = make_record(), make_person(Role.CENTRE_STAFF, stranger)
    for asked in (record.id, home.id):
        with pytest.raises(NotFound):
            keeping.look(asked, ["name"], person=other, why=Why.HANDLE)
    assert readings() == []


def test_a_reading_says_fields_and_names_of_fields_are_never_what_people_wrote(make_record, home):
    record = make_record()
    with pytest.raises(ValueError, match="which fields"):
        records.read(record, [], person=None, why=Why.OWN)
    for wrong in ("Nguyễn Thị Hạnh", "010-5550-0199", "", "a" * 41, "A"):
        with pytest.raises(ValueError, match="small letters") as refusal:
            records.read(record, [wrong], person=None, why=Why.OWN)
        assert found(str(refusal.value)) == set()
        with pytest.raises(ValueError, match="small letters"):
            records.keep(home.id, "project", home.id, {wrong: 1}, record.purge_on)
    with pytest.raises(ValueError, match="small letters"):
        records.change(record, {"Name": 1})


def test_a_change_replaces_what_it_names_forgets_what_it_is_told_and_leaves_the_rest(make_record):
    record = make_record()
    before = record.sealed
    records.change(record, {"telephone": "02"}, forget=["health", "passport"])
    db.session.commit()
    assert record.sealed != before
    assert seen(record, *FACTS) == {
        "name": FACTS["name"],
        "telephone": "02",
        "message": FACTS["message"],
    }


@ON_POSTGRESQL
def test_of_two_who_change_at_once_the_second_is_told(make_record):
    record = make_record()
    assert record.version == 1
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE personal_record SET version = 2"))
    records.change(record, {"telephone": "02"})
    with pytest.raises(StaleDataError):
        db.session.commit()
    db.session.rollback()


def test_what_was_moved_to_another_row_or_altered_does_not_open(make_record):
    record, other = make_record(), make_record({"name": "Li"})
    begin_writing(db.session)
    other.sealed = record.sealed
    db.session.commit()
    with pytest.raises(SealBroken):
        seen(other, "name")
    assert readings() == [], "what nobody saw was not read"


@ON_BOTH
def test_without_a_file_of_keys_nothing_is_stored_and_the_rest_runs(
    app, make_record, make_project, config, browser, officer
):
    record = make_record()
    config.personal_keys.unlink()
    with pytest.raises(VaultClosed, match="exchange personal new-key"):
        make_record()
    with pytest.raises(VaultClosed):
        seen(record, "name")
    db.session.rollback()
    assert db.session.scalars(select(PersonalRecord)).all() == [record]
    assert browser(officer).get("/projects").status_code == 200


@ON_BOTH
@pytest.mark.parametrize(
    "statement", ["UPDATE personal_reading SET why = 'own'", "DELETE FROM personal_reading"]
)
def test_no_line_about_a_reading_can_be_changed_or_removed(make_record, officer, statement):
    record = make_record()
    keeping.look(record.id, ["name"], person=officer, why=Why.HANDLE)
    with pytest.raises(DatabaseError, match="append-only"), db.engine.begin() as connection:
        connection.execute(text(statement))
    assert [one.why for one in readings()] == [Why.HANDLE]
