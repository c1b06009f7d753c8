"""One decision, many letters: whom it goes to, in whose words, and what is frozen at once."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from exchange import clock
from exchange.errors import NotFound, NotReady, StaleVersion
from exchange.facts.mailings import left_out
from exchange.facts.words import letter_language
from exchange.interchange import world
from exchange.models import (
    City,
    Document,
    Event,
    Mailing,
    MailingKind,
    OutboxMessage,
    PartialDate,
    Person,
    Role,
    Tie,
    TieKind,
    db,
)
from exchange.queries import cases
from exchange.queries.ties import tally
from exchange.schemas.mailings import FIELDS, MailingDraft
from exchange.workflows.mailing import MAILING
from exchange.workflows.mailing_rules import NEEDED
from exchange.workflows.perform import perform
from tests.making import saved
from tests.postgres import ON_BOTH
from tests.workflows.journeys import begun_mailing, mailing_draft, walk

FIXTURES = Path(__file__).parents[2] / "fixtures"
FULL = {
    "sympathy": {},
    "congratulation": {"celebrated_on": "2030-05-05"},
    "regret": {"reason": "disease_control"},
    "approval_notice": {"decided_on": "2027-01-05"},
}


def refused(mailing, officer) -> list[str]:
    with pytest.raises(NotReady) as why:
        perform(MAILING, mailing.id, "submit", actor=officer, payload={})
    return [one.code for one in why.value.unmet]


def approved(mailing, officer, *deciders) -> Mailing:
    first, *rest = deciders
    steps = [(one, "review") for one in deciders[:-1]] if rest else []
    return walk(
        "mailings", mailing, (officer, "submit"), *steps, (deciders[-1] or first, "approve")
    )


@pytest.fixture
def neighbour(make_city, home) -> City:
    """A second partner, whose tie began in a year nobody knows, and who writes French."""
    city = make_city("neighbour", "fr")
    saved(
        Tie(
            owner_city_id=home.id,
            partner_city_id=city.id,
            kind=TieKind.FRIENDSHIP,
            attested_on=PartialDate(2010),
            source="the test",
        )
    )
    return city


@pytest.mark.parametrize("kind", FULL)
def test_every_kind_is_decided_on_once_and_written_to_each(
    kind, officer, director, tie, neighbour
):
    draft = begun_mailing(officer, "neighbour", "harbour", kind=kind, **FULL[kind])
    mailing = approved(draft, officer, director)
    papers = db.session.scalars(select(Document).order_by(Document.number)).all()
    cities = ["harbour"] if kind == "congratulation" else ["harbour", "neighbour"]
    assert mailing.state == "approved"
    assert [paper.partner_city.slug for paper in papers] == cities
    assert {(paper.kind, paper.subject_kind, paper.subject_id) for paper in papers} == {
        (kind, "mailing", mailing.id)
    }
    assert [paper.facts["partner"]["slug"] for paper in papers] == cities
    assert papers[0].facts["reference"] == [{"kind": "letter", "number": mailing.number}]
    assert papers[0].facts["approval"], "the line it was decided on along"


def test_each_kind_has_its_form_and_can_give_what_it_lacks():
    assert set(FIELDS) == set(NEEDED) == set(MailingKind)
    for kind, needed in NEEDED.items():
        assert set(needed) <= set(MailingDraft.fitted(None, {"kind": kind.value}).fields)
    assert list(MailingDraft.fitted(None, {}).fields) == ["kind"]


def test_a_city_reads_its_own_language_and_else_english(officer, director, tie, neighbour):
    texts = [
        {"in_language": "en", "title_partner": "the flood", "message_partner": "We help."},
        {
            "in_language": "fr",
            "title_partner": "les inondations",
            "message_partner": "Nous aidons.",
        },
        {"in_language": "de"},  # offered by the form, and left empty
    ]
    more = {"title": "홍수", "message": "돕겠습니다.", "texts": texts}
    officer.city.letter_language = "ko"
    db.session.commit()
    draft = begun_mailing(officer, "neighbour", "harbour", **more)
    assert [one.in_language for one in draft.texts] == ["en", "fr"]
    approved(draft, officer, director)
    harbour, other = db.session.scalars(select(Document).order_by(Document.number)).all()
    assert harbour.facts["event"] == {"ko": "홍수", "en": "the flood"}
    assert other.facts["event"] == {"ko": "홍수", "en": "the flood", "fr": "les inondations"}
    assert other.facts["message"]["fr"] == "Nous aidons."


def test_who_has_no_anniversary_is_named_and_left_out(officer, tie, neighbour):
    draft = begun_mailing(
        officer, "neighbour", "harbour", kind="congratulation", celebrated_on="2031-01-01"
    )
    assert [city.slug for city in left_out(draft)] == ["neighbour"]
    early = begun_mailing(officer, kind="congratulation", celebrated_on="2001-09-09")
    assert [city.slug for city in left_out(early)] == ["harbour"], "the year it began"
    assert refused(early, officer) == ["nobody_to_write_to"]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"texts": []}, ["mailing_words_missing"]),
        ({"message": "Our own words."}, ["mailing_words_missing"]),
        ({"kind": "regret"}, ["letter_facts_missing"]),
    ],
)
def test_a_mailing_says_what_is_missing(officer, director, tie, more, codes):
    assert refused(begun_mailing(officer, **more), officer) == codes


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"recipients": ["harbour", "atlantis"]}, "no_such_city"),
        ({"recipients": ["portland"]}, "no_such_city"),
        ({"starts_on": "2027-05-09", "ends_on": "2027-05-01"}, "dates_reversed"),
        (
            {"texts": [{"in_language": "en", "title_partner": one} for one in "ab"]},
            "language_twice",
        ),
    ],
)
def test_what_cannot_be_is_refused(officer, tie, more, code):
    with pytest.raises(NotReady) as why:
        begun_mailing(officer, **{"kind": "regret", **more})
    assert [one.code for one in why.value.unmet] == [code]


@ON_BOTH
def test_an_edit_replaces_cities_and_languages_and_is_one_event(officer, tie, neighbour):
    draft = begun_mailing(officer, "neighbour", "harbour", kind="regret", reason="other")
    payload = mailing_draft("neighbour", title="the storm")
    mailing = perform(MAILING, draft.id, "edit", actor=officer, payload=payload)
    assert (mailing.version, mailing.reason, mailing.title) == (2, None, "the storm")
    db.session.expire_all()
    assert [city.slug for city in mailing.cities] == ["neighbour"]
    assert len(mailing.texts) == 1


def test_what_was_changed_after_a_return_is_named(officer, director, tie, neighbour):
    draft = begun_mailing(officer)
    payload = mailing_draft("harbour", "neighbour")
    mailing = walk(
        "mailings",
        draft,
        (officer, "submit"),
        (director, "return", {"remarks": "To the neighbour as well."}),
        (officer, "edit", payload),
        (officer, "submit"),
    )
    (changed,) = mailing.approval.changes
    assert (changed["field"], changed["after"]) == ("recipients", ["harbour", "neighbour"])


def test_no_other_city_ever_sees_it(officer, director, liaison, tie, make_person, stranger):
    mailing = approved(begun_mailing(officer), officer, director)
    for reader in (liaison, make_person(Role.OFFICER, stranger)):
        with pytest.raises(NotFound):
            cases.find(MAILING, mailing.id, reader)
        with pytest.raises(NotFound):
            perform(MAILING, mailing.id, "cancel", actor=reader, payload={"reason": "because"})
        assert cases.page_of(MAILING, reader).rows == []
    assert mailing.shared_at is None


@ON_BOTH
def test_thirty_four_letters_get_thirty_four_numbers_at_once_or_none(app):
    world.load(FIXTURES / "world")
    world.load_demo(FIXTURES / "demo", "open sesame 2020", check_url="http://127.0.0.1")
    who = {
        one.email.split("@")[0]: one
        for one in db.session.scalars(select(Person).where(Person.city.has(slug="daejeon")))
    }
    cities = tally(who["officer"].city, date(2020, 6, 1)).partners
    assert len(cities) == 34
    draft = begun_mailing(who["officer"], *[city.slug for city in cities], title="태풍")
    mailing = walk("mailings", draft, (who["officer"], "submit"), (who["head"], "review"))
    taken = saved(in_the_way(mailing, f"IR-{clock.today('Asia/Seoul').year}-0020"))
    with pytest.raises(StaleVersion):
        walk("mailings", mailing, (who["director"], "approve"))
    db.session.delete(taken)
    db.session.commit()
    assert db.session.query(Document).count() == 0
    mailing = walk("mailings", mailing, (who["director"], "approve"))
    papers = db.session.scalars(select(Document).order_by(Document.number)).all()
    assert [int(paper.number[-4:]) for paper in papers] == list(range(1, 35))
    assert [paper.partner_city.slug for paper in papers] == sorted(city.slug for city in cities)
    wanted = {city.slug: letter_language(city.letter_language) for city in cities}
    assert all(paper.languages == ["ko", wanted[paper.partner_city.slug]] for paper in papers)
    jobs = db.session.scalars(select(OutboxMessage).where(OutboxMessage.job.contains("documents")))
    assert {job.args["document_id"] for job in jobs} == {str(paper.id) for paper in papers}
    ordered = select(Event).where(Event.subject_kind == "document", Event.action == "order")
    assert len(db.session.scalars(ordered).all()) == 34


def in_the_way(mailing, number: str) -> Document:
    """Return a paper that has the number one of the letters will want."""
    return Document(
        kind="sympathy",
        number=number,
        check_code="XXXX-0020",
        subject_kind="letter",
        subject_id=uuid4(),
        title="",
        owner_city_id=mailing.owner_city_id,
        partner_city_id=mailing.cities[0].id,
        ordered_by_id=mailing.officer_id,
        languages=["en"],
        facts={},
        facts_sha256="0" * 64,
    )
