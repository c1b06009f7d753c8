"""The way in: what is needed, what is refused, and what a refusal gives away."""

from datetime import timedelta

import pytest

from exchange import clock
from exchange.identity import lockout
from exchange.models import Credential, PersonState, Role, WebSession, db
from tests.identity.conftest import KEY, WORDS, code
from tests.postgres import ON_BOTH

WRONG = "wrong words"


@pytest.fixture(autouse=True)
def unshifted():
    yield
    clock.shift(timedelta(0))


def test_address_and_password_let_somebody_in(visit, known):
    one = visit()
    answer = one.sign_in(known())
    assert (answer.status_code, answer.location) == (302, "/")
    assert one.is_in()


def test_an_address_is_the_same_in_capitals(visit, known):
    one, person = visit(), known()
    one.send("/sign-in", email=f" {person.email.upper()} ", password=WORDS)
    assert one.is_in()


def test_a_refusal_is_the_same_for_a_wrong_password_and_for_nobody(visit, known, make_person):
    suspended = known(name="suspended")
    suspended.state = PersonState.SUSPENDED
    db.session.commit()
    nobodys = make_person(Role.OFFICER, name="without password")
    told = set()
    for address, password in (
        (known().email, "wrong"),
        ("nobody@example.org", WORDS),
        (suspended.email, WORDS),
        (nobodys.email, ""),
    ):
        answer = visit().send("/sign-in", email=address, password=password)
        words = answer.text.replace(address, "")
        told.add((answer.status_code, words[words.index("<main") : words.index('name="csrf')]))
    assert len(told) == 1


def test_the_way_on_is_a_page_of_ours_only(visit, known):
    person = known()
    for wanted, got in (
        ("/projects", "/projects"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
    ):
        answer = visit().send(f"/sign-in?next={wanted}", email=person.email, password=WORDS)
        assert answer.location == got


def test_who_has_a_second_factor_gives_it_before_anything_is_shown(visit, known):
    one, person = visit(), known(app_codes=True)
    assert one.sign_in(person).location.startswith("/sign-in/second-factor")
    assert not one.is_in()
    assert one.send("/sign-in/second-factor", one_time_code="000000").status_code == 422
    assert one.send("/sign-in/second-factor?next=/projects", one_time_code=code()).location == (
        "/projects"
    )
    assert one.is_in()
    assert db.session.query(WebSession).one().confirmed_at is not None


@ON_BOTH
def test_a_code_is_good_once(visit, known):
    person, used = known(app_codes=True), code()
    first, second = visit(), visit()
    first.sign_in(person)
    second.sign_in(person)
    assert first.send("/sign-in/second-factor", one_time_code=used).status_code == 302
    assert second.send("/sign-in/second-factor", one_time_code=used).status_code == 422
    assert not second.is_in()


@ON_BOTH
def test_a_recovery_code_is_good_once(visit, known, paper_codes):
    person = known(app_codes=True)
    used = paper_codes(person)[3]
    for expected in (302, 422):
        one = visit()
        one.sign_in(person)
        answer = one.send("/sign-in/second-factor", one_time_code=used.upper().replace("-", " "))
        assert answer.status_code == expected


def test_half_way_in_leads_nowhere_for_long(visit, known):
    one, person = visit(), known(app_codes=True)
    one.sign_in(person)
    clock.shift(timedelta(minutes=11))
    answer = one.send("/sign-in/second-factor", one_time_code=code())
    assert answer.location == "/sign-in"
    assert visit().get("/sign-in/second-factor").location == "/sign-in"


@pytest.mark.parametrize("exists", [True, False])
def test_pauses_grow_and_say_nothing_of_whether_somebody_is_there(visit, known, exists):
    address = known().email if exists else "nobody@example.org"
    for _ in range(lockout.FREE_TRIES):
        assert visit().send("/sign-in", email=address, password=WRONG).status_code == 422
    answer = visit().send("/sign-in", email=address, password=WORDS)
    assert answer.status_code == 429
    assert "Try again in 1 minutes" in answer.text
    clock.shift(timedelta(minutes=1, seconds=1))
    assert visit().send("/sign-in", email=address, password=WRONG).status_code == 422
    assert "in 2 minutes" in visit().send("/sign-in", email=address, password=WORDS).text


def test_a_pause_is_over_once_it_is_over(visit, known):
    person = known()
    for _ in range(lockout.FREE_TRIES):
        visit().sign_in(person, "wrong")
    clock.shift(timedelta(minutes=2))
    one = visit()
    assert one.sign_in(person).status_code == 302
    for _ in range(lockout.FREE_TRIES):
        assert visit().sign_in(person, "wrong").status_code == 422


def test_codes_are_guessed_no_faster_than_passwords(visit, known):
    one, person = visit(), known(app_codes=True)
    one.sign_in(person)
    for _ in range(lockout.FREE_TRIES):
        assert one.send("/sign-in/second-factor", one_time_code="123456").status_code == 422
    assert one.send("/sign-in/second-factor", one_time_code=code()).status_code == 429


def test_whoever_decides_gets_nowhere_without_a_second_factor(visit, known):
    one = visit()
    assert one.sign_in(known(Role.DIRECTOR)).location == "/account/second-factor"
    for path in ("/", "/projects", "/account", "/people"):
        assert one.get(path).location == "/account/second-factor"
    assert one.get("/account/second-factor").status_code == 200


def test_a_secret_at_rest_is_not_the_secret(known):
    known(app_codes=True)
    assert KEY not in (
        db.session.query(Credential).filter(Credential.totp_secret.is_not(None)).one().totp_secret
    )


def test_signing_out_ends_the_session_wherever_its_cookie_was_copied_to(visit, known):
    one, copy = visit(), visit()
    one.sign_in(known())
    cookie = one.client.get_cookie("session")
    copy.client.set_cookie("session", cookie.value)
    assert copy.is_in()
    assert one.send("/sign-out").location == "/sign-in"
    assert not copy.is_in()


def test_a_session_ends_when_it_is_idle_and_when_it_is_old(visit, known):
    one = visit()
    one.sign_in(known())
    clock.shift(timedelta(hours=1, minutes=50))
    assert one.is_in()
    clock.shift(timedelta(hours=3, minutes=40))
    assert one.is_in()
    clock.shift(timedelta(hours=5, minutes=50))
    assert not one.is_in()
    again = visit()
    again.sign_in(
        db.session.get(type(known(name="x")), db.session.query(WebSession).first().person_id)
    )
    assert again.is_in()


def test_the_last_visit_is_written_at_most_once_a_minute(visit, known):
    one = visit()
    one.sign_in(known())
    seen = db.session.query(WebSession).one().seen_at
    one.get("/projects")
    db.session.expire_all()
    assert db.session.query(WebSession).one().seen_at == seen
    clock.shift(timedelta(minutes=2))
    one.get("/projects")
    db.session.expire_all()
    assert db.session.query(WebSession).one().seen_at > seen
