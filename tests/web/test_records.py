"""Ordering a record on a page without script: from the city, from the papers, and what is said."""

import re
from datetime import date

import pytest

from exchange.models import Document, DocumentState, ProjectState, Role, db
from exchange.workflows.document import DOCUMENT
from exchange.workflows.perform import begin
from tests.workflows.journeys import ISSUED, walk

NEW = "/documents/new"
RECORD = {"record": "city_record", "partner": "harbour"}


def test_the_record_is_ordered_from_the_page_of_the_city(officer, tie, reader):
    desk = reader(officer)
    here = f"{NEW}?record=city_record&amp;partner=harbour"
    assert f'href="{here}"' in desk.open("/cities/harbour")
    form = desk.open(here.replace("&amp;", "&"))
    assert '<option value="harbour" selected>' in form
    assert '<option value="city_record" selected>' in form
    answer = desk.send(NEW, **RECORD, once="1")
    assert answer.status_code == 303
    paper = db.session.query(Document).one()
    assert answer.headers["Location"] == f"/documents/{paper.id}"
    assert desk.send(NEW, **RECORD, once="1").headers["Location"] == f"/documents/{paper.id}"
    assert db.session.query(Document).count() == 1, "sent twice, ordered once"


def test_the_yearly_report_is_ordered_from_the_papers(officer, make_project, reader):
    make_project(ProjectState.CLOSED, starts_on=date(2024, 5, 1))
    desk = reader(officer)
    assert f'href="{NEW}"' in desk.open("/documents")
    choice = desk.open(NEW)
    assert f'href="{NEW}?record=yearly"' in choice
    assert f'href="{NEW}?record=city_record"' in choice
    form = desk.open(f"{NEW}?record=yearly")
    assert re.search(r'name="year"[^>]*aria-required="true"[^>]*value="20\d\d"', form)
    assert desk.send(NEW, record="yearly", year="2024").status_code == 303
    page = desk.open("/documents")
    assert "Yearly report: 2024" in page


@pytest.mark.parametrize(
    ("language", "empty", "ahead", "blank"),
    [
        ("en", "Your books hold nothing of 2011", "9000 has not begun yet", "Fill this in."),
        ("ko", "2011년에는 열린 교류도", "9000년은 아직 시작되지 않았습니다", "채워 주세요."),
    ],
)
def test_what_cannot_be_ordered_is_said_in_the_form(
    officer, tie, reader, language, empty, ahead, blank
):
    officer.language = language
    db.session.commit()
    desk = reader(officer)
    for year, words in (("2011", empty), ("9000", ahead), ("", blank)):
        answer = desk.send(NEW, record="yearly", year=year)
        assert answer.status_code == 422
        assert words in answer.text
        assert f'value="{year}"' in answer.text, "what was typed is still there"
    assert db.session.query(Document).count() == 0


@pytest.mark.parametrize("slug", ["nowhere", "elsewhere", "portland"])
def test_a_city_with_nothing_between_is_not_there(officer, tie, stranger, reader, slug):
    desk = reader(officer)
    assert desk.client.get(f"{NEW}?record=city_record&partner={slug}").status_code == 404
    assert desk.send(NEW, record="city_record", partner=slug).status_code == 404
    assert NEW not in desk.open("/cities/portland")
    assert db.session.query(Document).count() == 0


def test_who_may_not_order_is_offered_nothing_and_refused(make_person, clerk, tie, reader):
    for person in (clerk, make_person(Role.AUDITOR), make_person(Role.LIAISON)):
        one = reader(person)
        assert NEW not in one.open("/cities/harbour")
        assert NEW not in one.open("/documents")
        assert one.send(NEW, **RECORD).status_code == 403
    assert db.session.query(Document).count() == 0


def test_how_far_it_is_is_shown_without_script_and_with(officer, tie, reader, system, app):
    paper = begin(DOCUMENT, actor=officer, payload=RECORD)
    desk, here = reader(officer), f"/documents/{paper.id}"
    page = desk.open(here)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert "The paper is being made" in page
    assert desk.client.get(f"{here}/pdf").status_code == 409
    fragment = desk.client.get(f"{here}/progress?version=1")
    assert "every 1s" in fragment.text
    assert "HX-Refresh" not in fragment.headers
    walk("documents", paper, (system, "render"))
    paper.progress = 40
    db.session.commit()
    fragment = desk.client.get(f"{here}/progress?version=1")
    assert 'max="100" value="40"' in fragment.text
    assert fragment.headers["HX-Refresh"] == "true"
    digest = app.extensions["store"].put(b"%PDF-")
    walk("documents", paper, (system, "issue", ISSUED | {"sha256": digest}))
    page = desk.open(here)
    assert "every 1s" in page  # it goes out by itself in a moment
    assert "The paper is made and goes out now" in page
    walk("documents", paper, (system, "send"))
    page = desk.open(here)
    assert "every 1s" not in page
    assert "http-equiv" not in page
    assert desk.client.get(f"{here}/pdf").data == b"%PDF-"
    assert 'href="/cities/harbour"' in page
    again = f"{NEW}?record=city_record&amp;partner=harbour"
    assert f'href="{again}"' in page


def test_the_partners_liaison_reads_the_record_of_their_own_pair_once_it_is_sent(
    officer, tie, liaison, reader, system, stranger, make_person
):
    paper = begin(DOCUMENT, actor=officer, payload=RECORD)
    theirs, foreign = reader(liaison), reader(make_person(Role.LIAISON, stranger))
    here = f"/documents/{paper.id}"
    for path in (here, f"{here}/progress", f"{here}/pdf"):
        assert theirs.client.get(path).status_code == 404
    walk("documents", paper, (system, "issue", ISSUED), (system, "send"))
    page = theirs.open(here)
    assert paper.number in page
    assert NEW not in page
    for path in (here, f"{here}/progress", f"{here}/pdf"):
        assert foreign.client.get(path).status_code == 404


def test_a_partner_is_not_led_to_the_case_they_may_not_open(
    officer, director, liaison, make_shipment, make_project, reader
):
    hidden, shown = make_shipment(), make_project(ProjectState.INVITED)
    for n, (kind, case) in enumerate((("shipment", hidden), ("project", shown))):
        paper = Document(
            kind="manifest",
            number=f"MF-2026-000{n}",
            check_code=f"AAAA-000{n}",
            subject_kind=kind,
            subject_id=case.id,
            title="Blankets",
            owner_city_id=officer.city_id,
            partner_city_id=liaison.city_id,
            ordered_by_id=officer.id,
            languages=["en"],
            facts={},
            facts_sha256="0" * 64,
            state=DocumentState.SENT,
            sha256="a" * 64,
            shared_at=officer.created_at,
        )
        db.session.add(paper)
        db.session.commit()
        link = f'href="/{kind}s/{case.id}"'
        assert link in reader(officer).open(f"/documents/{paper.id}")
        assert (link in reader(liaison).open(f"/documents/{paper.id}")) == (kind == "project")
