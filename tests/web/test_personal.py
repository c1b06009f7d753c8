"""The auditor's page: every reading of their own city, newest first, and never what was read."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from exchange.models import GUESTS, PersonalReading, ReadBy, Role, Why, db
from exchange.models.opening import begin_writing
from exchange.queries import personal
from exchange.vault import keeping, records
from tests.vault.conftest import make_record
from tests.vault.hidden import FACTS, found

__all__ = ["make_record"]
LINE = re.compile(r'<li class="row">.*?</li>', re.DOTALL)
LATER = datetime(2031, 5, 1, tzinfo=UTC)


@pytest.fixture
def auditor(make_person):
    return make_person(Role.AUDITOR)


@pytest.fixture
def read_often(home, officer):
    """Return a callable that notes many readings of a record, a minute apart."""

    def note(record, count: int, **more) -> None:
        begin_writing(db.session)
        for n in range(count):
            given = {"by": ReadBy.STAFF, "person_id": officer.id, "why": Why.HANDLE} | more
            row = PersonalReading(record=record, city_id=record.city_id, fields=["name"], **given)
            row.at = LATER + timedelta(minutes=n)
            db.session.add(row)
        db.session.commit()

    return note


def lines(page: str) -> list[str]:
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", one)) for one in LINE.findall(page)]


def test_it_says_who_read_which_fields_when_what_for_and_of_which_case(
    reader, auditor, officer, make_record, make_project
):
    project = make_project()
    record = make_record(subject_id=project.id)
    keeping.look(record.id, ["telephone", "name", "shoe_size"], person=officer, why=Why.CONTACT)
    keeping.look(record.id, ["health"], person=None, why=Why.OWN)
    page = reader(auditor).open("/personal")
    own, staff = lines(page)
    assert officer.name in staff
    assert f"To get in touch: telephone, name, shoe_size · {project.number}" in staff
    assert "The resident" in own
    assert f"Looked at their own: health · {project.number}" in own
    assert f'href="/projects/{project.id}"' in page
    assert page.count("<time ") == 2
    assert found(page) == set(), "names of fields, never facts"


def test_what_is_gone_is_told_with_its_proof(reader, auditor, make_record, home):
    record = make_record(FACTS, date(2020, 1, 1), subject_id=home.id)
    records.purge(record, date(2020, 1, 1))
    db.session.commit()
    (line,) = lines(reader(auditor).open("/personal"))
    assert "The service" in line
    assert "Destroyed on its day" in line
    assert record.proof in line


def test_it_is_narrowed_to_one_reader_and_what_is_not_known_narrows_nothing(
    reader, auditor, officer, clerk, make_record, system
):
    record = make_record()
    for person in (officer, clerk, clerk, None, system):
        keeping.look(record.id, ["name"], person=person, why=Why.HANDLE)
    one = reader(auditor)
    assert len(lines(one.open("/personal"))) == 5
    assert len(lines(one.open(f"/personal?who={clerk.id}"))) == 2
    assert len(lines(one.open("/personal?who=resident"))) == 1
    assert len(lines(one.open("/personal?who=service"))) == 1
    for unknown in (auditor.id, "x", "staff%00", ""):
        assert len(lines(one.open(f"/personal?who={unknown}"))) == 5, unknown
    page = one.open("/personal")
    assert f'<option value="{officer.id}"' in page
    assert f'<option value="{auditor.id}"' not in page


def test_the_oldest_is_reached_page_by_page_and_none_comes_twice(
    reader, auditor, make_record, read_often
):
    record = make_record()
    read_often(record, personal.PAGE * 2 + 3)
    one, address, seen = reader(auditor), "/personal?who=", []
    counts = []
    while address:
        page = one.open(address)
        moments = re.findall(r'<time [^>]*datetime="([^"]+)"', page)
        seen += moments
        counts.append(len(moments))
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = older and older[1].replace("&amp;", "&")
    assert counts == [personal.PAGE, personal.PAGE, 3]
    assert seen == sorted(set(seen), reverse=True)
    assert 'rel="first" href="/personal"' in page
    assert "Nothing matches" in one.open(f"/personal?before={record.id}")
    assert len(lines(one.open("/personal?before=x"))) == personal.PAGE


def test_nobody_reads_it_but_the_auditor_of_the_city(
    reader, make_person, make_record, officer, stranger
):
    record = make_record()
    keeping.look(record.id, ["name"], person=officer, why=Why.HANDLE)
    for role in Role:
        if role in {Role.SYSTEM, *GUESTS}:
            continue
        one = reader(make_person(role, name=f"another {role}"))
        may = role is Role.AUDITOR
        assert one.client.get("/personal").status_code == (200 if may else 403), role
        assert ('href="/personal"' in one.open("/projects")) is may
    theirs = reader(make_person(Role.AUDITOR, stranger)).open("/personal")
    assert lines(theirs) == []
    assert officer.name not in theirs
    assert "Nobody has read" in theirs


def test_where_the_auditor_may_not_open_a_kind_of_case_its_number_alone_stands(
    reader, auditor, make_record, officer, monkeypatch
):
    record = make_record()
    keeping.look(record.id, ["name"], person=officer, why=Why.HANDLE)
    monkeypatch.setattr(personal, "sides_read", lambda *_: (False, False))
    page = reader(auditor).open("/personal")
    assert 'href="/projects/' not in page
    assert "EP-2026-" in page


def test_a_long_page_asks_no_more_questions_than_a_short_one(
    reader, auditor, make_record, read_often
):
    def asked() -> int:
        statements: list[str] = []

        def note(_connection, _cursor, statement, *_):
            statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            one.open("/personal")
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(statements)

    one = reader(auditor)
    read_often(make_record(), 1)
    one.open("/personal")
    few = asked()
    for _ in range(6):
        read_often(make_record(), 6)
    assert asked() == few


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_reason_and_reader_has_words_in_both_languages(
    reader, auditor, make_record, read_often, officer, language
):
    record = make_record()
    for why in Why:
        read_often(record, 1, why=why)
    for by in (ReadBy.RESIDENT, ReadBy.SERVICE):
        read_often(record, 1, by=by, person_id=None)
    auditor.language = language
    db.session.commit()
    page = reader(auditor).open("/personal")
    assert len(lines(page)) == len(Why) + 2
    assert "personal." not in page
    assert f'<html lang="{language}"' in page
