"""One's own account: second factors, password, sessions and tokens; and who reaches into it."""

import re
from datetime import timedelta

from exchange import clock, identity
from exchange.identity import totp
from exchange.models import ApiToken, Credential, RecoveryCode, Role, Scope, WebSession, db
from tests.identity.conftest import KEY, WORDS, code
from tests.making import saved

SHOWN = re.compile(r'<code class="hash spelled">([A-Z2-7 -]+)</code>')
CODES = re.compile(r"<code>([a-z0-9-]{19})</code>")


def enrolled(one) -> str:
    """Turn the app's codes on as the page says, and return the page that follows."""
    found = SHOWN.search(one.get("/account/second-factor").text)
    key = re.sub(r"[ -]", "", found[1])
    return one.send("/account/second-factor", one_time_code=totp.code_now(key)).text


def test_an_authenticator_app_is_set_up_by_square_or_key_and_codes_are_shown_once(visit, known):
    one = visit()
    one.sign_in(known(Role.DIRECTOR))
    page = one.get("/account/second-factor").text
    assert "<svg" in page
    assert one.send("/account/second-factor", one_time_code="000000").status_code == 422
    shown = enrolled(one)
    codes = CODES.findall(shown)
    assert len(set(codes)) == 10
    assert one.is_in(), "no longer confined"
    assert all(len(row.sha256) == 64 for row in db.session.query(RecoveryCode))
    assert "10 recovery codes left" in one.get("/account").text
    assert codes[0] not in one.get("/account").text


def test_it_is_turned_off_only_after_a_fresh_second_factor(visit, known):
    one, person = visit(), known(app_codes=True)
    one.sign_in(person)
    used = code()
    one.send("/sign-in/second-factor", one_time_code=used)
    db.session.query(WebSession).update({"confirmed_at": clock.now() - timedelta(hours=1)})
    db.session.commit()
    assert one.send("/account/second-factor/off").location.startswith("/confirm")
    assert one.send("/account/recovery-codes").location.startswith("/confirm")
    assert one.send("/account/second-factor", one_time_code="1").location.startswith("/confirm")
    assert "Set up" not in one.get("/account/second-factor").text
    assert one.send("/confirm", one_time_code=used, next="/account").status_code == 422
    forget_counter()
    assert one.send("/confirm", one_time_code=used, next="/account").location == "/account"
    assert "What you have" in one.get("/account/second-factor").text
    assert len(CODES.findall(one.send("/account/recovery-codes").text)) == 10
    assert one.send("/account/second-factor/off").location == "/account"
    assert db.session.query(Credential).filter(Credential.totp_secret.is_not(None)).count() == 0


def test_whoever_must_have_one_keeps_one(fresh, visit, known):
    person = known(Role.DIRECTOR, app_codes=True)
    one = visit()
    one.client = fresh(person)
    assert one.send("/account/second-factor/off").status_code == 422
    assert "set up another" in one.send("/account/second-factor/off").text


def test_confirming_is_locked_after_many_tries_and_leads_to_no_foreign_page(browser, visit, known):
    one = visit()
    one.client = browser(known(app_codes=True))
    answer = one.send("/confirm", one_time_code=code(), next="https://evil.example")
    assert answer.location == "/"
    for _ in range(5):
        assert one.send("/confirm", one_time_code="12").status_code == 422
    assert one.send("/confirm", one_time_code="12").status_code == 429


def test_who_has_no_second_factor_is_led_to_setting_one_up(browser, visit, known):
    one = visit()
    one.client = browser(known())
    assert "you have none yet" in one.get("/confirm").text
    assert one.send("/account/tokens").location == "/account/second-factor"


def test_the_password_is_changed_and_other_browsers_are_signed_out(visit, known):
    person, one, other = known(), visit(), visit()
    one.sign_in(person)
    other.sign_in(person)
    new = {"password": "violet harbour and stone", "again": "violet harbour and stone"}
    assert one.send("/account/password", present="wrong", **new).status_code == 422
    assert (
        one.send("/account/password", present=WORDS, **new | {"password": "x"}).status_code == 422
    )
    unequal = new | {"again": "something else here"}
    assert one.send("/account/password", present=WORDS, **unequal).status_code == 422
    assert one.send("/account/password", present=WORDS, **new).status_code == 303
    assert one.is_in()
    assert not other.is_in()


def test_a_password_is_not_changed_without_the_second_factor(browser, visit, known):
    one = visit()
    one.client = browser(known(app_codes=True))
    assert one.send("/account/password", present=WORDS).location.startswith("/confirm")


def test_a_session_is_ended_from_another_browser(visit, known):
    person, one, other = known(), visit(), visit()
    one.sign_in(person)
    other.sign_in(person)
    assert "This browser" in one.get("/account").text
    newest = db.session.query(WebSession).order_by(WebSession.created_at.desc()).first()
    assert newest.address == "127.0.0.x"
    end = f"/account/sessions/{newest.id}/end"
    assert one.send(end).status_code == 303
    assert not other.is_in()
    assert one.send(end).status_code == 404


def test_an_administrator_ends_sessions_and_tokens_of_their_people_only(
    visit, known, fresh, make_person, partner, browser
):
    person, administrator, foreign = visit(), visit(), visit()
    who = known()
    person.sign_in(who)
    administrator.client = fresh(make_person(Role.ADMINISTRATOR))
    foreign.client = fresh(make_person(Role.ADMINISTRATOR, partner))
    secret, token = identity.new_token(who, "x", timedelta(days=1))
    saved(token)
    session = db.session.query(WebSession).filter_by(person_id=who.id).one()
    for path in (f"/account/sessions/{session.id}/end", f"/account/tokens/{token.id}/revoke"):
        assert foreign.send(path).status_code == 404
        assert administrator.send(path).location == f"/people/{who.id}"
    assert not person.is_in()
    assert identity.person_of_token(secret) is None
    assert administrator.send(f"/account/tokens/{who.id}/revoke").status_code == 404


def test_a_token_is_made_after_a_second_factor_and_shown_once(fresh, visit, known):
    one = visit()
    one.client = fresh(known(app_codes=True))
    told = one.send("/account/tokens", label="report", scope="read", days="7").text
    secret = re.search(r'<code class="hash">([\w-]{43})</code>', told)[1]
    assert secret not in one.get("/account").text
    row = db.session.query(ApiToken).one()
    assert (row.scope, row.label, row.last_used_at) == (Scope.READ, "report", None)
    assert one.send("/account/tokens", label="x", scope="all", days="7").status_code == 403
    told = one.send("/account/tokens", label="phone", scope="calendar", days="7").text
    assert re.search(r'<code class="hash">http://[^<]+/calendar/[\w-]{43}\.ics</code>', told)
    assert one.send(f"/account/tokens/{row.id}/revoke").location == "/account"
    assert identity.person_of_token(secret) is None


def test_the_page_of_a_person_shows_all_but_secrets(fresh, visit, known, make_person):
    who = known(app_codes=True)
    for role, ends in ((Role.ADMINISTRATOR, True), (Role.AUDITOR, False)):
        one = visit()
        one.client = fresh(make_person(role))
        browser = one.get(f"/people/{who.id}").text
        assert who.email in browser
        assert KEY not in browser
        assert ("Suspend" in browser and "/suspend" in browser) == ends
        assert "People" in one.get("/").text
        assert who.email in one.get("/people?state=active").text
    officer = visit()
    officer.client = fresh(who)
    assert officer.get(f"/people/{who.id}").status_code == 404
    assert who.email not in officer.get("/people").text
    assert 'href="/people"' not in officer.get("/").text


def test_a_weighty_step_asks_for_a_code_in_its_own_form(browser, visit, known):
    who, one = known(), visit()
    one.client = browser(known(Role.ADMINISTRATOR, app_codes=True, name="admin"))
    here = f"/people/{who.id}/change_roles"
    asked = one.get(here).text
    assert 'name="one_time_code"' in asked
    typed = {"version": "1", "roles-1-": "clerk"}
    answer = one.send(here, **typed)
    assert answer.status_code == 403
    assert re.search(r'value="clerk" checked', answer.text), "nothing typed is lost"
    assert one.send(here, one_time_code="000000", **typed).status_code == 403
    assert one.send(here, one_time_code=code(), **typed).status_code == 303
    db.session.refresh(who)
    assert who.parts == {Role.CLERK}
    assert 'name="one_time_code"' not in one.get(here).text, "fresh for a while"


def test_who_has_none_is_told_so_in_the_form(browser, visit, known):
    who, one = known(), visit()
    one.client = browser(known(Role.ADMINISTRATOR, name="admin"))
    assert "you have none yet" in one.get(f"/people/{who.id}/reset_second_factor").text


def test_somebody_is_invited_from_the_form(fresh, visit, known, tie):
    one = visit()
    one.client = fresh(known(Role.ADMINISTRATOR))
    page = one.get("/people/new").text
    assert 'name="roles-0-"' in page
    typed = {
        "full_name": "A B",
        "email": "ab@portland.example",
        "titles-0-in_language": "en",
        "titles-0-words": "Officer",
        "roles-0-": "officer",
        "language": "en",
        "acts_for": "portland",
    }
    answer = one.send("/people/new", **typed | {"email": "no address"})
    assert answer.status_code == 422
    assert "Write an e-mail address" in answer.text
    answer = one.send("/people/new", **typed)
    assert answer.status_code == 303
    assert "opened the account" in one.get(answer.location).text
    assert one.get(f"{answer.location}/edit").status_code == 200
    assert one.get(f"{answer.location}/leave").status_code == 200


def forget_counter() -> None:
    db.session.query(Credential).update({"totp_counter": None})
    db.session.commit()
