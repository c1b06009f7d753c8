"""The issue register: what it tells, to whom, in how many queries, and what a spreadsheet gets."""

import csv
import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from exchange import clock
from exchange.models import GUESTS, Document, DocumentKind, DocumentState, Role, db
from exchange.queries import register
from exchange.queries.disarming import harmless
from exchange.queries.register import Wanted
from tests.workflows.conftest import invited_project, issue_letter, submitted_project
from tests.workflows.journeys import ISSUED, walk

__all__ = ["invited_project", "issue_letter", "submitted_project"]
REASON = {"reason": "The day was wrong."}


@pytest.fixture
def replaced(invited_project, director, system):
    """A letter of a decided project, and the one that took its place."""
    paper = db.session.query(Document).one()
    walk("documents", paper, (system, "send"), (director, "replace", REASON))
    new = db.session.query(Document).filter_by(replaces_id=paper.id).one()
    return paper, walk("documents", new, (system, "issue", ISSUED), (system, "send"))


@pytest.fixture
def add_paper(home, partner, officer):
    def add(n: int, **more) -> Document:
        facts = {
            "kind": DocumentKind.MANIFEST,
            "number": f"MF-2024-{n:04}",
            "check_code": f"MFMF-{n:04}",
            "subject_kind": "shipment",
            "subject_id": officer.id,
            "title": f"Blankets {n}",
            "owner_city_id": home.id,
            "partner_city_id": partner.id,
            "ordered_by_id": officer.id,
            "languages": ["ko", "en"],
            "facts": {},
            "facts_sha256": "0" * 64,
            "state": DocumentState.FAILED,
            "failure_message": "%(field)s has no text",
            "failure_params": {"field": "title"},
        }
        paper = Document(**facts | more)
        db.session.add(paper)
        db.session.commit()
        return paper

    return add


def numbers(page: str) -> list[str]:
    return re.findall(r'<a class="nw"[^>]*>([A-Z]+-\d{4}-\d{4})</a><br>', page)


def test_it_tells_who_ordered_and_decided_what_became_of_it_and_of_what_it_was_made(
    reader, clerk, replaced, director
):
    old, new = replaced
    page = reader(clerk).open("/register")
    assert numbers(page) == [new.number, old.number]
    for told in ("director portland", "Director", new.sha256, "r1", "Replaced by", "Replaces"):
        assert told in page, told
    assert "The day was wrong." in page
    assert "Harbour" in page


def test_a_failed_number_says_why(reader, officer, add_paper):
    add_paper(1)
    assert "title has no text" in reader(officer).open("/register")


def test_it_is_filtered_and_paged(reader, officer, replaced, add_paper, make_city):
    old, new = replaced
    other = make_city("faraway")
    for n in range(1, 61):
        add_paper(n, partner_city_id=other.id if n == 7 else new.partner_city_id)
    one = reader(officer)
    year = clock.today(new.owner_city.timezone).year
    assert len(numbers(one.open("/register"))) == register.PAGE
    assert len(numbers(one.open("/register?page=2"))) == 12
    assert numbers(one.open(f"/register?year={year}")) == [new.number, old.number]
    assert numbers(one.open("/register?kind=invitation&state=replaced")) == [old.number]
    assert numbers(one.open(f"/register?partner={other.id}")) == ["MF-2024-0007"]
    assert "Nothing matches" in one.open("/register?year=1999")
    assert numbers(one.open("/register?year=x&kind=x&state=x&partner=x&page=x"))
    assert 'value="60"' not in one.open("/register?year=2024&page=2")


def test_nobody_reads_it_but_the_people_of_its_own_office(
    reader, replaced, make_person, liaison, stranger
):
    for role in Role:
        if role is Role.SYSTEM:
            continue
        one = reader(make_person(role, name=f"another {role}"))
        may = role not in {Role.LIAISON, Role.CENTRE_STAFF, *GUESTS}
        assert one.client.get("/register").status_code == (200 if may else 403), role
        assert one.client.get("/register.csv").status_code == (200 if may else 403), role
        assert ("/register" in one.open("/documents")) is may
    assert reader(liaison).client.get("/register").status_code == 403
    for person in (make_person(Role.CLERK, stranger), make_person(Role.CLERK, liaison.city)):
        for path in ("/register", "/register.csv"):
            assert "IR-" not in reader(person).open(path)


def test_a_long_page_asks_no_more_questions_than_a_short_one(
    reader, officer, replaced, add_paper, home
):
    def asked() -> int:
        statements: list[str] = []

        def note(_connection, _cursor, statement, *_):
            statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            one.open("/register")
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(statements)

    one = reader(officer)
    one.open("/register")
    few = asked()
    for n in range(1, 41):
        add_paper(n)
    assert asked() == few


def test_a_spreadsheet_gets_text_and_never_a_formula(reader, officer, add_paper):
    evil = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "plain"]
    for n, title in enumerate(evil, 1):
        add_paper(n, title=title)
    answer = reader(officer).client.get("/register.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert len(rows) == 1 + len(evil)
    titles = {row[3] for row in rows[1:]}
    assert titles == {f"'{title}" for title in evil[:-1]} | {"plain"}
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_cell_is_left_alone_where_it_is_harmless():
    assert [harmless(one) for one in ("", "IR-2026-0001", "a=b")] == ["", "IR-2026-0001", "a=b"]


def test_an_export_holds_what_the_page_was_asked_for(reader, officer, replaced, add_paper):
    add_paper(1)
    one = reader(officer)
    text = one.client.get("/register.csv?kind=manifest").get_data(as_text=True)
    assert "MF-2024-0001" in text
    assert "IR-" not in text


def test_the_decision_is_the_one_before_the_order(replaced, director, home):
    old, new = replaced
    entries = register.all_of(home.id, Wanted())
    assert [entry.paper for entry in entries] == [new, old]
    assert {entry.decision.taken_by.name for entry in entries} == {director.name}
    old.created_at = entries[1].decision.taken_at - timedelta(seconds=1)
    db.session.commit()
    assert register.all_of(home.id, Wanted())[1].decision is None
