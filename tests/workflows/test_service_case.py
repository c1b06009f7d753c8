"""A request from the first word to its end: what it asks, who is told, and what nobody may see."""

from datetime import time, timedelta

import pytest
from marshmallow import ValidationError
from sqlalchemy import inspect, select, text

from exchange import working_days
from exchange.clock import now, today
from exchange.errors import NotFound, NotReady, WrongState
from exchange.identity import new_person
from exchange.models import (
    Channel,
    Event,
    Notice,
    PersonalRecord,
    Role,
    ServiceCase,
    ServiceOutcome,
    ServiceState,
    Why,
    db,
)
from exchange.vault.records import erase, read
from exchange.workflows.perform import begin, perform
from exchange.workflows.service_case import SERVICE_CASE
from exchange.workflows.service_records import notes_of, request_of
from exchange.workflows.service_rules import KEPT_FOR
from tests.centre import ASKED, MEETING
from tests.centres import make_centre
from tests.making import saved
from tests.workflows.centre_steps import CHANGED
from tests.workflows.journeys import walk

__all__ = ["make_centre"]
TRIAGE = {"topic": "stay", "urgency": "soon", "needs_interpreter": False, "note": "Her visa ends."}
SECRETS = ("Nguyen", "0000-0000", "not paid", "visa ends", "bruise")


@pytest.fixture
def staff(make_person):
    return make_person(Role.CENTRE_STAFF)


@pytest.fixture
def asked(staff) -> ServiceCase:
    return begin(SERVICE_CASE, actor=staff, payload=ASKED)


@pytest.fixture
def resident(home):
    """Return a nameless guest who may make one request."""
    guest = new_person(
        None,
        (Role.RESIDENT,),
        name="",
        title={"en": "The resident", "ko": "주민"},
        email="someone@guest.invalid",
        city=home,
        active=False,
    )
    guest.confined_to = guest.id
    return saved(guest)


def everything() -> str:
    """Return every value of every table as the database keeps it."""
    tables = inspect(db.engine).get_table_names()
    rows = [db.session.execute(select(text("*")).select_from(text(one))).all() for one in tables]
    return repr(rows)


def test_it_goes_from_the_first_word_to_its_end(asked, staff):
    assert asked.state is ServiceState.REQUESTED
    assert asked.channel is Channel.TELEPHONE
    assert asked.number.startswith("SC-")
    assert asked.contact_by > today(asked.owner_city.timezone)
    walk("service_cases", asked, (staff, "triage", TRIAGE), (staff, "schedule", MEETING))
    assert (asked.topic, asked.urgency, asked.officer) == ("stay", "soon", staff)
    assert not asked.needs_interpreter
    assert asked.place == "Room 1"
    walk(
        "service_cases",
        asked,
        (staff, "attend", {"note": "A bruise on her arm."}),
        (staff, "refer", {"referred_to": "The labour office", "consent": True}),
        (staff, "note_acceptance"),
        (staff, "resolve", {"outcome": "referred"}),
        (staff, "close"),
    )
    assert asked.outcome is ServiceOutcome.REFERRED
    assert asked.referred_to == "The labour office"
    walk("service_cases", asked, (staff, "reopen", {"note": "She came back."}))
    assert (asked.state, asked.outcome) == (ServiceState.REOPENED, None)
    said = [read(one, ["note"], person=staff, why=Why.HANDLE)["note"] for one in notes_of(asked)]
    assert said == ["Her visa ends.", "A bruise on her arm.", "She came back."]


def test_the_centre_calls_on_the_second_day_it_opens(staff, home, make_centre):
    later = [today(home.timezone) + timedelta(days=n) for n in (3, 5)]
    make_centre(home, week={}, days=[(day, time(9), time(18)) for day in later])
    assert begin(SERVICE_CASE, actor=staff, payload=ASKED).contact_by == later[1]


def test_a_centre_that_opens_no_more_calls_within_working_days(staff, home, make_centre):
    make_centre(home, week={})
    by = working_days.after(today(home.timezone), 2, home.country.code)
    assert begin(SERVICE_CASE, actor=staff, payload=ASKED).contact_by == by


def test_nothing_of_who_asked_stands_in_clear_anywhere(asked, staff):
    walk(
        "service_cases",
        asked,
        (staff, "triage", TRIAGE),
        (staff, "note", {"note": "A bruise on her arm."}),
    )
    kept = everything()
    assert asked.number in kept
    assert [word for word in SECRETS if word in kept] == []
    facts = [one.inputs.get("facts") for one in db.session.query(Event).filter_by(action="note")]
    assert facts == [{"written_down": True}]


def test_what_nobody_wrote_down_is_no_record(asked, staff):
    walk("service_cases", asked, (staff, "triage", TRIAGE | {"note": ""}))
    assert notes_of(asked) == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("telephone", "010-0000"),
        ("telephone", "call me"),
        ("telephone", "+82 10 0000 0000 0000 0"),
        ("consent", False),
        ("language", "tlh"),
        ("topic", "love"),
        ("words", "?"),
    ],
)
def test_what_cannot_be_helped_with_is_refused_and_nothing_is_kept(staff, field, wrong):
    with pytest.raises(ValidationError) as refused:
        begin(SERVICE_CASE, actor=staff, payload=ASKED | {field: wrong})
    assert list(refused.value.messages) == [field]
    assert db.session.query(ServiceCase).count() == 0
    assert db.session.query(PersonalRecord).count() == 0


@pytest.mark.parametrize("number", ["010-0000-0000", "+82 10 0000 0000", "042 223 0789"])
def test_numbers_as_people_write_them_are_taken(staff, number):
    assert begin(SERVICE_CASE, actor=staff, payload=ASKED | {"telephone": number})


def test_a_resident_makes_one_request_changes_it_until_it_is_read_and_withdraws(resident, staff):
    case = begin(SERVICE_CASE, actor=resident, payload=ASKED)
    assert (case.id, case.channel, case.officer_id) == (
        resident.confined_to,
        Channel.ONLINE,
        None,
    )
    told = db.session.query(Notice).filter_by(person_id=staff.id).one()
    assert told.subject_id == case.id
    walk("service_cases", case, (resident, "change", CHANGED | {"words": "It was two months."}))
    asked = read(request_of(case), ["words", "name"], person=None, why=Why.OWN)
    assert asked == {"words": "It was two months.", "name": ""}
    walk("service_cases", case, (staff, "triage", TRIAGE))
    with pytest.raises(WrongState):
        perform(SERVICE_CASE, case.id, "change", actor=resident, payload=CHANGED)
    walk("service_cases", case, (resident, "withdraw"))
    assert case.state is ServiceState.WITHDRAWN


def test_a_resident_sees_no_request_but_their_own(resident, make_service_case):
    other = make_service_case()
    for action, said in (("withdraw", {}), ("change", CHANGED)):
        with pytest.raises(NotFound):
            perform(SERVICE_CASE, other.id, action, actor=resident, payload=said)


def test_nobody_but_the_centre_knows_of_it(asked, officer, director, liaison):
    for person in (officer, director, liaison):
        with pytest.raises(NotFound):
            perform(SERVICE_CASE, asked.id, "triage", actor=person, payload=TRIAGE)


def test_what_is_still_to_come_is_not_over(asked, staff):
    tomorrow = now() + timedelta(days=1)
    later = MEETING | {
        "starts_at": tomorrow.isoformat(),
        "ends_at": (tomorrow + timedelta(minutes=30)).isoformat(),
    }
    walk("service_cases", asked, (staff, "triage", TRIAGE), (staff, "schedule", later))
    for action in ("attend", "miss"):
        with pytest.raises(NotReady) as refused:
            perform(SERVICE_CASE, asked.id, action, actor=staff)
        assert [one.code for one in refused.value.unmet] == ["not_begun"]
    walk("service_cases", asked, (staff, "reschedule", MEETING), (staff, "miss"))
    walk("service_cases", asked, (staff, "wait"))
    assert (asked.starts_at, asked.ends_at, asked.place) == (None, None, "")


@pytest.mark.parametrize("ends_at", ["2020-02-05T18:00:00+01:00", "2020-02-05T23:00:00+01:00"])
def test_an_appointment_ends_soon_after_it_begins(asked, staff, ends_at):
    walk("service_cases", asked, (staff, "triage", TRIAGE))
    with pytest.raises(ValidationError) as refused:
        perform(
            SERVICE_CASE,
            asked.id,
            "schedule",
            actor=staff,
            payload=MEETING | {"ends_at": ends_at},
        )
    assert list(refused.value.messages) == ["ends_at"]


def test_without_consent_nothing_is_handed_on(make_service_case, staff):
    case = make_service_case(ServiceState.ATTENDED)
    for said in ({"referred_to": "x"}, {"referred_to": "x", "consent": False}):
        with pytest.raises(ValidationError):
            perform(SERVICE_CASE, case.id, "refer", actor=staff, payload=said)


def test_what_is_personal_lives_on_from_the_last_step(make_service_case, staff):
    case = make_service_case(ServiceState.RESOLVED)
    walk("service_cases", case, (staff, "close"))
    db.session.expire_all()
    assert request_of(case).purge_on == today(case.owner_city.timezone) + KEPT_FOR


def test_what_was_erased_stays_erased_and_the_case_goes_on(asked, staff):
    erase(request_of(asked), person=None)
    db.session.commit()
    before = request_of(asked).purge_on
    walk("service_cases", asked, (staff, "triage", TRIAGE))
    db.session.expire_all()
    assert request_of(asked).purge_on == before
    assert asked.state is ServiceState.TRIAGED


def test_a_request_without_its_record_is_not_found(asked):
    db.session.query(PersonalRecord).delete()
    with pytest.raises(NotFound):
        request_of(asked)
