"""Thirty-four letters made one by one: counted, called off, tried again, and all in one file."""

import io
import zipfile
from collections import Counter

import pikepdf
import pytest
from rq import SimpleWorker
from rq.serializers import JSONSerializer
from sqlalchemy import select

from exchange.errors import NotReady
from exchange.models import Document, DocumentState, Event, Mailing, Notice, Person, db
from exchange.outbox import relay
from exchange.queries.mailings import letters_of, made_of, progress_of
from exchange.workflows.document import DOCUMENT
from exchange.workflows.mailing import MAILING
from exchange.workflows.perform import perform
from tests.web.conftest import reader
from tests.web.test_pages import count_queries
from tests.workers.mailings import opened, set_in
from workers import context

__all__ = ["reader"]


@pytest.fixture
def office(app, system):
    return opened()


@pytest.fixture
def work(app, system, monkeypatch):
    """Return a callable that does so many jobs, or all, as a worker would."""
    monkeypatch.setattr(context, "app", lambda: app)
    queue = app.extensions["queue"]

    def run(most: int | None = None) -> None:
        relay(queue)
        SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer).work(
            burst=True, logging_level="ERROR", max_jobs=most
        )
        db.session.rollback()
        db.session.expire_all()

    return run


def counts(mailing: Mailing) -> tuple[int, int, int, int]:
    done = progress_of(mailing)
    return done.made, done.failed, done.left, done.dropped


def test_thirty_four_letters_are_made_counted_and_bound(office, work, reader):
    mailing = office.approved()
    officer = reader(office.people["officer"])
    here = f"/mailings/{mailing.id}"
    assert counts(mailing) == (0, 0, 34, 0)
    assert officer.client.get(f"{here}/letters.zip").status_code == 409
    work(5)
    assert (mailing.state, counts(mailing)) == ("making", (5, 0, 29, 0))
    fragment = officer.client.get(f"{here}/progress?version={mailing.version}")
    assert 'max="34" value="5"' in fragment.text
    assert "every 2s" in fragment.text
    assert "HX-Refresh" not in fragment.headers
    assert officer.client.get(f"{here}/progress?version=1").headers["HX-Refresh"] == "true"
    assert officer.client.get(f"{here}/letters.pdf").status_code == 409
    work()
    assert (mailing.state, counts(mailing)) == ("made", (34, 0, 0, 0))
    assert "every 2s" not in officer.open(here)
    _each_is_in_its_language(mailing)
    _is_told_once(mailing, office.people["officer"])
    _zip_holds_each(officer.client.get(f"{here}/letters.zip"), mailing)
    both = _read(officer, f"{here}/letters.pdf")
    _is_bound(both, mailing, sides=2)
    _is_bound(_read(officer, f"{here}/letters.pdf?sides=one"), mailing, sides=1)
    assert _read(officer, f"{here}/letters.pdf") == both, "the same bytes again"


def _read(officer, address: str) -> bytes:
    with officer.client.get(address) as answer:
        assert answer.content_type == "application/pdf"
        return answer.data


def _each_is_in_its_language(mailing: Mailing) -> None:
    letters = letters_of(mailing)
    assert all(one.shared_at is not None for one in letters)
    for one in letters:
        assert f"{set_in('sympathy', one.partner_city)} " in one.template_revision
    languages = Counter(set_in("sympathy", one.partner_city) for one in letters)
    assert len(languages) > 5
    assert languages["zh-Hans"] > 3


def _is_told_once(mailing: Mailing, officer) -> None:
    told = select(Notice.kind).where(Notice.person_id == officer.id)
    about = db.session.scalars(told.where(Notice.subject_id == mailing.id)).all()
    assert Counter(about)["moved"] == 1
    assert "paper_issued" not in db.session.scalars(told).all()
    last = select(Event).where(Event.subject_id == mailing.id, Event.action == "finish")
    assert db.session.scalars(last).one().inputs["facts"] == {"made": 34, "failed": 0, "left": 0}


def _zip_holds_each(answer, mailing: Mailing) -> None:
    assert answer.content_type == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        slugs = [city.slug for city in mailing.cities]
        letters = made_of(mailing)
        assert archive.namelist() == [
            f"{one.number}-{slug}.pdf" for one, slug in zip(letters, slugs, strict=True)
        ]
        assert all(archive.read(name).startswith(b"%PDF-") for name in archive.namelist())


def _is_bound(pdf: bytes, mailing: Mailing, *, sides: int) -> None:
    letters = made_of(mailing)
    with pikepdf.open(io.BytesIO(pdf)) as whole, whole.open_outline() as outline:
        assert [one.title.split(" · ")[1] for one in outline.root] == [
            one.number for one in letters
        ]
        first, expected = 0, []
        for one in letters:
            expected.append(first)
            first += one.pages + (one.pages % 2 if sides == 2 else 0)
        indices = {page.objgen: n for n, page in enumerate(whole.pages)}
        assert [indices[one.destination[0].objgen] for one in outline.root] == expected
        if sides == 2:
            assert all(start % 2 == 0 for start in expected)
        last = letters[-1].pages % 2 if sides == 2 else 0
        assert len(whole.pages) == first - last
        assert whole.pages[0].mediabox == whole.pages[-1].mediabox


def test_what_is_called_off_in_the_middle_stays_as_far_as_it_came(office, work, reader):
    mailing = office.approved()
    work(3)
    officer = office.people["officer"]
    perform(MAILING, mailing.id, "cancel", actor=officer, payload={"reason": "It is over."})
    assert counts(mailing) == (3, 0, 0, 31)
    work()
    assert (mailing.state, counts(mailing)) == ("cancelled", (3, 0, 0, 31))
    states = Counter(one.state for one in letters_of(mailing))
    assert states == {DocumentState.SENT: 3, DocumentState.FAILED: 31}
    assert sum(one.shared_at is not None for one in letters_of(mailing)) == 3
    kinds = db.session.scalars(select(Notice.kind).where(Notice.person_id == officer.id)).all()
    assert "paper_failed" not in kinds
    dropped = next(one for one in letters_of(mailing) if one.state == DocumentState.FAILED)
    with pytest.raises(NotReady) as refused:
        perform(DOCUMENT, dropped.id, "retry", actor=officer)
    assert [one.code for one in refused.value.unmet] == ["mailing_called_off"]
    answer = reader(officer).client.get(f"/mailings/{mailing.id}/letters.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert len(archive.namelist()) == 3


def test_a_letter_that_fails_is_named_and_tried_again(office, work, reader):
    mailing = office.approved(most=3)
    officer = office.people["officer"]
    broken = letters_of(mailing)[1]
    facts = dict(broken.facts)
    broken.facts = facts | {"event": facts["event"] | {"ko": "태풍 \U00013000"}}
    db.session.commit()
    work()
    assert (mailing.state, counts(mailing)) == ("making", (2, 1, 0, 0))
    page = reader(officer).open(f"/mailings/{mailing.id}")
    assert f"/documents/{broken.id}" in page
    assert "1 could not be made" in page
    told = select(Notice).where(Notice.person_id == officer.id, Notice.kind == "paper_failed")
    assert db.session.scalars(told).one().subject_id == broken.id
    offered = {one.action: one.unmet for one in MAILING.available_actions(mailing, officer)}
    assert offered["leave_failed"] == ()
    broken.facts = facts
    db.session.commit()
    perform(DOCUMENT, broken.id, "retry", actor=officer)
    work()
    assert (mailing.state, counts(mailing)) == ("made", (3, 0, 0, 0))


def test_it_can_be_ended_without_what_cannot_be_made(office, work):
    mailing = office.approved(most=2)
    letters_of(mailing)[0].facts = {}
    db.session.commit()
    work()
    letter = letters_of(mailing)[0]
    assert letter.state == DocumentState.FAILED
    officer = office.people["officer"]
    mailing = perform(MAILING, mailing.id, "leave_failed", actor=officer)
    assert (mailing.state, counts(mailing)) == ("made", (1, 1, 0, 0))


def test_a_partner_reads_its_own_letter_and_nothing_of_the_others(office, work, reader):
    mailing = office.approved()
    work()
    theirs = db.session.query(Document).filter(Document.partner_city.has(slug="sapporo")).one()
    other = db.session.query(Document).filter(Document.partner_city.has(slug="wuhan")).one()
    liaison = db.session.query(Person).filter_by(email="liaison@sapporo.example").one()
    one = reader(liaison)
    assert one.client.get(f"/documents/{theirs.id}/pdf").status_code == 200
    page = one.open(f"/documents/{theirs.id}")
    assert str(mailing.id) not in page
    assert one.client.get(f"/documents/{other.id}").status_code == 404
    for address in ("", "/progress", "/letters.zip", "/letters.pdf", "/papers"):
        assert one.client.get(f"/mailings/{mailing.id}{address}").status_code == 404


def test_the_page_asks_the_same_number_of_questions_however_many_cities(office, work, reader):
    officer = reader(office.people["officer"])

    def asked(most: int) -> list[int]:
        mailing = office.approved(kind="congratulation", celebrated_on="2027-05-05", most=most)
        db.session.expire_all()
        here = f"/mailings/{mailing.id}"
        officer.open(here)
        return [
            count_queries(lambda: officer.open(here)),
            count_queries(lambda: officer.open(f"{here}/progress")),
            count_queries(lambda: officer.open("/mailings")),
        ]

    assert asked(2) == asked(34)
