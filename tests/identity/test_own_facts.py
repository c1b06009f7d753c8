"""What people say of themselves: their name, their language, and whose clock they live by."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from exchange import clock
from exchange.auditing import verify
from exchange.errors import NotFound, NotPermitted, WrongState
from exchange.models import Delivery, Event, NoticeKind, Person, PersonState, Role, db
from exchange.notices import tell
from exchange.notices.mornings import post_digests
from exchange.notices.wording import mail_of
from exchange.workflows.perform import perform
from exchange.workflows.person import PERSON
from tests.notices.conftest import wishes

__all__ = ["wishes"]

OWN = {"full_name": "Kim Min-ji", "language": "ko", "timezone": "Asia/Seoul"}


@pytest.fixture(autouse=True)
def the_right_time():
    yield
    clock.shift(timedelta(0))


@pytest.fixture
def reader(known, browser, visit):
    """Return somebody at their browser, and who they are."""
    one, person = visit(), known(Role.OFFICER)
    one.client = browser(person)
    return one, person


def kept(person) -> tuple[str, str, str | None]:
    db.session.refresh(person)
    return person.name, person.language, person.timezone


def test_they_change_name_language_and_zone_and_are_spoken_to_so_from_then_on(reader):
    one, person = reader
    page = one.get("/account").text
    assert f'value="{person.name}"' in page
    assert '<option value="Europe/Berlin" selected>' in page, "that of their city"
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    one.send("/language", language="en")
    assert one.send("/account/facts", **OWN, version=version).location == "/account"
    assert kept(person) == ("Kim Min-ji", "ko", "Asia/Seoul")
    page = one.get("/account").text
    assert '<html lang="ko"' in page
    assert "내 정보" in page
    assert "시간대" in page
    event = db.session.query(Event).filter_by(action="edit_own").one()
    assert event.actor_id == event.subject_id == person.id
    assert event.inputs == OWN
    assert verify().fault is None or "person" in verify().fault.case


@pytest.mark.parametrize("zone", ["", "Europe/Berlin"])
def test_the_zone_of_ones_city_is_not_kept_as_ones_own(reader, zone):
    one, person = reader
    one.send("/account/facts", **OWN)
    one.send("/account/facts", **OWN | {"timezone": zone})
    assert kept(person)[2] is None
    assert person.zone == "Europe/Berlin"


@pytest.mark.parametrize(
    "wrong",
    [
        {"timezone": "Mars/Olympus"},
        {"timezone": "Etc/GMT+9"},
        {"language": "tlh"},
        {"full_name": ""},
    ],
)
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", r"Choose one of the list\.|Fill this in\."), ("ko", r"목록|입력|적어|써|채워")],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_kept(
    reader, wrong, language, words
):
    one, person = reader
    person.language = language
    db.session.commit()
    before = kept(person)
    answer = one.send("/account/facts", **OWN | wrong)
    assert answer.status_code == 422
    [said] = re.findall(r'<p class="err".*?</p>', answer.text, re.DOTALL)
    assert re.search(words, said), said
    typed = (OWN | wrong)["full_name"]
    assert f'value="{typed}"' in answer.text, "nothing typed is lost"
    assert kept(person) == before


def test_of_two_windows_the_second_is_told_to_read_again(reader):
    one, person = reader
    one.send("/account/facts", **OWN, version=str(person.version))
    assert one.send("/account/facts", **OWN, version="1").status_code == 412


def test_nobody_says_it_of_somebody_else_nor_before_they_are_in(
    known, make_person, officer, administrator
):
    for actor, refusal in ((administrator, NotPermitted), (known(name="other"), NotFound)):
        with pytest.raises(refusal):
            perform(PERSON, officer.id, "edit_own", actor=actor, payload=OWN)
    invited = known(name="invited")
    db.session.get(Person, invited.id).state = PersonState.INVITED
    db.session.commit()
    with pytest.raises(WrongState):
        perform(PERSON, invited.id, "edit_own", actor=invited, payload=OWN)


def test_roles_titles_and_address_cannot_be_slipped_in(reader):
    one, person = reader
    before = (person.email, dict(person.title), person.parts)
    more = {"email": "a@b.example", "roles": "administrator", "titles-0-words": "Mayor"}
    one.send("/account/facts", **OWN, **more)
    db.session.refresh(person)
    assert (person.email, dict(person.title), person.parts) == before


def test_an_administrator_finds_their_own_facts_in_the_form_of_their_page(
    administrator, fresh, visit
):
    one = visit()
    one.client = fresh(administrator)
    page = one.get(f"/people/{administrator.id}/edit_own").text
    assert f'value="{administrator.name}"' in page
    assert '<option value="Europe/Berlin" selected>' in page


def test_moments_mails_and_mornings_follow_their_own_clock(reader, wishes):
    one, person = reader
    clock.shift(datetime(2026, 6, 2, 21, 30, tzinfo=UTC) - datetime.now(UTC))
    wishes(person, Delivery.DIGEST, digest_hour=7)
    tell(person, NoticeKind.MOVED)
    db.session.commit()
    clock.shift(datetime(2026, 6, 2, 22, 30, tzinfo=UTC) - datetime.now(UTC))
    assert post_digests() == 0, "it is half past midnight in Berlin"
    one.send("/account/facts", **OWN | {"language": "en"})
    assert kept(person)[2] == "Asia/Seoul"
    notice = tell(person, NoticeKind.RETURNED)
    db.session.commit()
    assert "3 Jun 2026, 07:30" in mail_of(notice).text
    assert "3 Jun 2026, 06:30" in one.get("/notices").text
    assert post_digests() == 1, "it is half past seven in Seoul"
