"""Records an office orders of its books: of a city or a year, through the door like a case."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from marshmallow import ValidationError

from exchange import clock
from exchange.errors import KeyReused, NotFound, NotPermitted, NotReady, WrongState
from exchange.facts.city_record import cities_on_record
from exchange.models import (
    Document,
    DocumentKind,
    Event,
    Notice,
    NumberSeries,
    OutboxMessage,
    PartialDate,
    PastAid,
    PastExchange,
    ProjectState,
    Role,
    Tie,
    TieKind,
    db,
)
from exchange.workflows.document import DOCUMENT
from exchange.workflows.perform import Once, begin, perform
from tests.making import saved
from tests.postgres import ON_BOTH
from tests.workflows.journeys import ISSUED, walk

RECORD = {"record": "city_record", "partner": "harbour"}
THIS_YEAR = clock.today("Europe/Berlin").year


def yearly(year: object) -> dict:
    return {"record": "yearly", "year": year}


def nothing_is_stored() -> bool:
    db.session.rollback()
    events = db.session.query(Event).filter_by(subject_kind="document").count()
    nouns = (Document, OutboxMessage, NumberSeries)
    return not events and not any(db.session.query(noun).count() for noun in nouns)


@ON_BOTH
def test_an_officer_orders_the_record_of_a_city(officer, tie, partner, home):
    paper = begin(DOCUMENT, actor=officer, payload=RECORD)
    assert (paper.kind, paper.state, paper.number[:2]) == (
        DocumentKind.CITY_RECORD,
        "queued",
        "CR",
    )
    assert (paper.owner_city, paper.partner_city) == (home, partner)
    assert (paper.subject_kind, paper.subject_id) == ("city", partner.id)
    assert [row["kind"] for row in paper.facts["ties"]] == ["sister"]
    event = db.session.query(Event).filter_by(subject_id=paper.id).one()
    assert (event.action, event.position, event.target) == ("begin", 1, "queued")
    assert event.inputs == RECORD | {"year": None, "facts_sha256": paper.facts_sha256}
    job = db.session.query(OutboxMessage).one()
    assert job.args == {"document_id": str(paper.id)}


def test_only_officers_and_directors_of_an_office_order(make_person, make_city, director, tie):
    assert begin(DOCUMENT, actor=director, payload=RECORD).number.endswith("0001")
    bare = make_city("bare", office=False)
    others = [make_person(role) for role in Role if role not in {Role.SYSTEM, Role.DIRECTOR}]
    others = [one for one in others if Role.OFFICER not in one.parts]
    for nobody in (*others, make_person(Role.OFFICER, bare)):
        with pytest.raises(NotPermitted):
            begin(DOCUMENT, actor=nobody, payload=RECORD)
    assert db.session.query(Document).count() == 1


@pytest.mark.parametrize("slug", ["nowhere", "elsewhere", "portland"])
def test_a_city_with_which_there_never_was_anything_is_not_found(officer, tie, stranger, slug):
    with pytest.raises(NotFound):
        begin(DOCUMENT, actor=officer, payload=RECORD | {"partner": slug})
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"record": "city_record"}, "partner"),
        ({"record": "yearly", "partner": "harbour"}, "year"),
        ({}, "record"),
        ({"record": "manifest"}, "record"),
        (yearly("soon"), "year"),
        (yearly(1800), "year"),
        (yearly(10000), "year"),
    ],
)
def test_what_is_missing_or_odd_is_said_at_its_field(officer, tie, sent, field):
    with pytest.raises(ValidationError) as refusal:
        begin(DOCUMENT, actor=officer, payload=sent)
    assert list(refusal.value.messages) == [field]
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("year", "code"), [(THIS_YEAR + 1, "year_ahead"), (THIS_YEAR - 3, "year_empty")]
)
def test_a_year_ahead_or_empty_is_refused_and_takes_no_number(officer, tie, year, code):
    with pytest.raises(NotReady) as refusal:
        begin(DOCUMENT, actor=officer, payload=yearly(year))
    assert [one.code for one in refusal.value.unmet] == [code]
    assert refusal.value.unmet[0].params == {"year": str(year)}
    assert nothing_is_stored()


@ON_BOTH
def test_a_year_is_counted_by_its_own_days(officer, make_project, make_shipment, home, system):
    make_project(
        ProjectState.CLOSED,
        starts_on=date(2024, 12, 31),
        people_took_part=7,
        final_cost=Decimal("12.50"),
    )
    make_project(ProjectState.CLOSED, starts_on=date(2025, 1, 1))
    make_project(ProjectState.CANCELLED, starts_on=date(2024, 6, 1))
    make_project(ProjectState.CLOSED, starts_on=None)
    # In Berlin the new year began an hour before UTC.
    make_shipment("closed", dispatched_at=datetime(2024, 12, 31, 23, 30, tzinfo=UTC))
    make_shipment("closed", dispatched_at=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))
    paper = begin(DOCUMENT, actor=officer, payload=yearly("2024"))
    [row] = paper.facts["partners"]
    assert (row["projects"], row["people"], row["cost"]) == (1, 7, {"EUR": "12.5"})
    assert row["shipments"] == 1
    assert [one["month"] for one in paper.facts["months"]] == [1, 12]
    assert (paper.kind, paper.title, paper.number[:2]) == (DocumentKind.YEARLY, "2024", "YR")
    assert paper.partner_city == home


def test_a_report_of_one_city_stays_there_and_is_acknowledged_by_nobody(
    officer, director, make_person, make_project, system
):
    make_project(ProjectState.CLOSED, starts_on=date(2024, 5, 1))
    mine = make_person(Role.LIAISON)
    paper = begin(DOCUMENT, actor=officer, payload=yearly(2024))
    walk("documents", paper, (system, "issue", ISSUED))
    with pytest.raises(NotReady) as refusal:
        perform(DOCUMENT, paper.id, "send", actor=system)
    assert [one.code for one in refusal.value.unmet] == ["own_paper"]
    with pytest.raises(WrongState):
        perform(DOCUMENT, paper.id, "acknowledge", actor=mine)
    walk("documents", paper, (director, "void", {"reason": "A city was missing."}))
    told = {(one.person_id, one.kind) for one in db.session.query(Notice)}
    assert told == {(officer.id, "paper_issued"), (officer.id, "moved")}


def test_the_record_tells_what_either_keeps_of_the_other(officer, home, partner, stranger):
    common = {"owner_city_id": partner.id, "partner_city_id": home.id, "source": "theirs"}
    theirs = saved(Tie(kind=TieKind.FRIENDSHIP, began=PartialDate(1999), **common))
    saved(
        PastExchange(
            title="Visit", type="youth", took_place=PartialDate(2001), description="", **common
        )
    )
    saved(
        PastAid(
            consignor_id=partner.id,
            consignee_id=home.id,
            took_place=PartialDate(2002),
            item="rice",
            quantity=3,
            unit="KGM",
            source="theirs",
        )
    )
    assert cities_on_record(home) == {partner.id}
    assert cities_on_record(partner) == {home.id}
    assert cities_on_record(stranger) == set()
    facts = begin(DOCUMENT, actor=officer, payload=RECORD).facts
    assert [row["kind"] for row in facts["ties"]] == ["friendship"]
    assert [row["title"] for row in facts["exchanges"]] == [{"en": "Visit"}]
    assert (len(facts["received"]), facts["sent"]) == (1, [])
    both = {"owner_city_id": home.id, "partner_city_id": partner.id, "source": "ours"}
    saved(Tie(kind=theirs.kind, began=theirs.began, **both))
    facts = begin(DOCUMENT, actor=officer, payload=RECORD).facts
    assert [row["source"] for row in facts["ties"]] == ["ours"], "one tie, though both keep it"


def test_what_the_other_city_does_not_know_of_yet_is_on_no_record(
    officer, make_project, home, partner
):
    db.session.query(Tie).delete()
    project = make_project(ProjectState.APPROVED)
    db.session.query(Tie).delete()
    db.session.commit()
    assert cities_on_record(home) == set()
    project.shared_at = clock.now()
    db.session.commit()
    assert cities_on_record(home) == {partner.id}


def test_the_partner_gets_the_record_once_it_is_made(officer, tie, liaison, system):
    paper = begin(DOCUMENT, actor=officer, payload=RECORD)
    with pytest.raises(NotFound):
        perform(DOCUMENT, paper.id, "acknowledge", actor=liaison)
    walk("documents", paper, (system, "issue", ISSUED), (system, "send"))
    told = {(one.person_id, one.kind) for one in db.session.query(Notice)}
    assert told == {(officer.id, "paper_issued"), (liaison.id, "paper_issued")}
    assert walk("documents", paper, (liaison, "acknowledge")).state == "acknowledged"


def test_who_ordered_a_record_is_told_that_it_failed(officer, tie, system):
    paper = begin(DOCUMENT, actor=officer, payload=RECORD)
    failure = {"code": "renderer_failed", "message": "It broke."}
    walk("documents", paper, (system, "fail", failure))
    assert [(one.person_id, one.kind) for one in db.session.query(Notice)] == [
        (officer.id, "paper_failed")
    ]
    assert walk("documents", paper, (officer, "retry")).state == "queued"


@pytest.mark.parametrize("basis", ["anew", "as_issued"])
def test_a_record_is_replaced_by_what_the_books_say_now(
    officer, director, system, make_project, basis
):
    make_project(ProjectState.CLOSED, starts_on=date(2024, 5, 1))
    for payload, counted in ((RECORD, "exchanges"), (yearly(2024), "partners")):
        old = begin(DOCUMENT, actor=officer, payload=payload)
        old = walk("documents", old, (system, "issue", ISSUED))
        before = len(old.facts[counted])
        make_project(ProjectState.CLOSED, starts_on=date(2024, 6, 1))
        reason = {"reason": "One was missing.", "basis": basis}
        old = walk("documents", old, (director, "replace", reason))
        new = db.session.query(Document).filter_by(replaces_id=old.id).one()
        assert (new.kind, new.edition, new.title) == (old.kind, 2, old.title)
        assert (new.subject_kind, new.subject_id) == ("city", old.subject_id)
        assert (new.owner_city, new.partner_city) == (old.owner_city, old.partner_city)
        if counted == "partners":
            grown = new.facts["partners"][0]["projects"] - old.facts["partners"][0]["projects"]
        else:
            grown = len(new.facts[counted]) - before
        assert grown == (basis == "anew")


def test_the_same_order_sent_twice_is_one_paper(officer, tie):
    once = Once("form a", "0" * 64)
    first = begin(DOCUMENT, actor=officer, payload=RECORD, once=once)
    assert begin(DOCUMENT, actor=officer, payload=RECORD, once=once) == first
    with pytest.raises(KeyReused):
        begin(DOCUMENT, actor=officer, payload=RECORD, once=Once("form a", "1" * 64))
    assert db.session.query(Document).count() == 1
