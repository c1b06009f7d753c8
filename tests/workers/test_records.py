"""Records of the real world made by workers, and a letter of a mailing replaced by another."""

import io

import pikepdf
import pytest
from pikepdf import Name
from sqlalchemy import select

from exchange.models import City, Document, DocumentState, Notice, Person, db
from exchange.queries.mailings import letters_of, made_of, progress_of
from exchange.workflows.document import DOCUMENT
from exchange.workflows.perform import begin, perform
from tests.web.conftest import reader
from tests.workers.mailings import opened
from tests.workers.test_mailings import work

__all__ = ["reader", "work"]

S = DocumentState


@pytest.fixture
def office(app, system):
    return opened()


def city(slug: str) -> City:
    return db.session.scalars(select(City).where(City.slug == slug)).one()


def test_the_record_of_a_city_is_made_sealed_in_the_register_and_sent(
    app, office, work, reader, system
):
    officer = office.people["officer"]
    record = {"record": "city_record", "partner": "sapporo"}
    paper = begin(DOCUMENT, actor=officer, payload=record)
    work()
    assert (paper.state, paper.failure_message) == (S.SENT, "")
    pdf = reader(officer).client.get(f"/documents/{paper.id}/pdf").data
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert len(read.pages) == paper.pages >= 1
        assert Name.StructTreeRoot in read.Root
    assert paper.facts["ties"]
    assert paper.facts["exchanges"]
    liaison = db.session.query(Person).filter_by(email="liaison@sapporo.example").one()
    assert reader(liaison).client.get(f"/documents/{paper.id}/pdf").data == pdf
    told = select(Notice).where(Notice.subject_id == paper.id, Notice.kind == "paper_issued")
    assert {one.person_id for one in db.session.scalars(told)} >= {officer.id, liaison.id}
    page = reader(officer).open(f"/check/{paper.check_code}")
    assert paper.number in page


def test_records_in_other_scripts_are_made(office, work):
    officer = office.people["officer"]
    slugs = [one.slug for one in office.cities if one.letter_language in {"ar", "lo", "mn"}][:3]
    slugs += ["wuhan"]
    papers = [
        begin(DOCUMENT, actor=officer, payload={"record": "city_record", "partner": slug})
        for slug in slugs
    ]
    work()
    assert {(one.state, one.failure_message) for one in papers} == {(S.SENT, "")}


def test_a_year_is_made_from_what_was_issued_in_it_and_stays_at_home(office, work, reader):
    officer = office.people["officer"]
    begin(DOCUMENT, actor=officer, payload={"record": "city_record", "partner": "sapporo"})
    work()
    first = db.session.query(Document).one()
    year = first.issued_at.year
    paper = begin(DOCUMENT, actor=officer, payload={"record": "yearly", "year": year})
    work()
    assert (paper.state, paper.failure_message) == (S.ISSUED, "")
    check = f"/check/{paper.check_code}"
    assert 'data-verdict="current"' in reader(officer).open(check)
    [row] = paper.facts["partners"]
    assert (row["names"]["en"], row["papers"]) == (city("sapporo").official_names["en"], 1)
    liaison = db.session.query(Person).filter_by(email="liaison@sapporo.example").one()
    assert reader(liaison).client.get(f"/documents/{paper.id}").status_code == 404
    told = select(Notice.person_id).where(Notice.subject_id == paper.id)
    assert set(db.session.scalars(told)) == {officer.id}
    said = {"reason": "A city was missing."}
    perform(DOCUMENT, paper.id, "replace", actor=office.people["director"], payload=said)
    assert 'data-verdict="superseded"' in reader(officer).open(check)
    work()
    new = db.session.query(Document).filter_by(replaces_id=paper.id).one()
    assert (new.state, new.edition) == (S.ISSUED, 2)
    assert new.number in reader(officer).open(check)


def test_a_letter_of_a_mailing_is_replaced_and_the_check_page_leads_on(office, work, reader):
    mailing = office.approved(most=3)
    work()
    officer, director = office.people["officer"], office.people["director"]
    old = letters_of(mailing)[1]
    said = {
        "reason": "The name was wrong.",
        "basis": "as_issued",
        "corrections": [{"fact": "event.ko", "correct_words": "태풍 마이삭"}],
    }
    perform(DOCUMENT, old.id, "replace", actor=director, payload=said)
    anybody = reader(officer)
    assert "every 2s" in anybody.open(f"/mailings/{mailing.id}"), "one is being made again"
    work()
    new = db.session.query(Document).filter_by(replaces_id=old.id).one()
    assert (old.state, new.state, new.failure_message) == (S.REPLACED, S.SENT, "")
    assert (new.partner_city_id, new.serial) == (old.partner_city_id, 4)
    page = anybody.open(f"/check/{old.check_code}")
    assert new.number in page
    assert (mailing.state, progress_of(mailing).made) == ("made", 3)
    assert [one.number for one in made_of(mailing)] != [one.number for one in letters_of(mailing)]
    assert new in made_of(mailing)
    assert old not in made_of(mailing)
    with anybody.client.get(f"/mailings/{mailing.id}/letters.pdf") as answer:
        assert answer.status_code == 200
