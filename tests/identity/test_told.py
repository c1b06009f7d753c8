"""Whoever's proofs change is told by mail at once, in their language, whatever they chose."""

import re

import pytest

from exchange.identity import passkeys, passwords, recovery, totp
from exchange.models import Delivery, MailState, Notice, NoticeKind, Passkey, Person, Role, db
from exchange.notices.writing import ALWAYS_AT_ONCE
from exchange.workflows.perform import begin
from exchange.workflows.person import PERSON
from tests.identity.conftest import WORDS
from tests.identity.test_account import CODES, enrolled
from tests.notices.conftest import mail_server, mailing, run_jobs, wishes
from tests.workflows.accounts import INVITATION, act

__all__ = ["mail_server", "mailing", "run_jobs", "wishes"]

K = NoticeKind
NEW = {"password": "violet harbour and stone", "again": "violet harbour and stone"}
SPELLED = re.compile(r"[A-Z2-7]{32}")


@pytest.fixture
def subjects(mailing, mail_server, run_jobs):
    """Return a callable that sends what is owed and gives the subjects of the new mails."""
    seen = [0]

    def send() -> list[str]:
        run_jobs()
        new = mail_server.subjects[seen[0] :]
        seen[0] += len(new)
        return new

    return send


@pytest.fixture
def in_digest(known, wishes):
    """Return a callable that makes somebody who wants a morning mail, or none."""

    def make(delivery=Delivery.DIGEST, **more) -> Person:
        person = known(**more)
        wishes(person, delivery)
        return person

    return make


@pytest.mark.parametrize("delivery", [Delivery.DIGEST, Delivery.NONE])
def test_every_change_of_the_app_and_its_codes_is_mailed_at_once(
    visit, in_digest, subjects, mail_server, delivery
):
    person, one = in_digest(delivery), visit()
    one.sign_in(person)
    shown = enrolled(one)
    assert subjects() == ["A second factor was set up for your account"]
    again = one.send("/account/recovery-codes").text
    assert subjects() == ["New recovery codes were made for your account"]
    one.send("/account/second-factor/off")
    assert subjects() == ["A second factor of your account was removed"]
    secrets = [*CODES.findall(shown), *CODES.findall(again)]
    for to, message in mail_server.received:
        assert to == person.email
        words = "".join(part.get_content() for part in message.iter_parts())
        assert not SPELLED.search(words)
        assert not any(secret in words for secret in secrets)
        assert "tell your administrator at once" in words
        assert "sent whatever you chose" in words


def test_a_password_changed_or_set_anew_is_mailed_without_it(
    visit, in_digest, subjects, mail_server
):
    person, one = in_digest(), visit()
    assert subjects() == [], "the first is not a change"
    one.sign_in(person)
    one.send("/account/password", present=WORDS, **NEW)
    assert subjects() == ["The password of your account was changed"]
    assert NEW["password"] not in str(mail_server.received[-1][1])
    passwords.change(person, WORDS)
    assert subjects() == ["The password of your account was changed"]


def test_a_token_made_is_mailed_without_its_secret(fresh, visit, in_digest, subjects, mail_server):
    one = visit()
    one.client = fresh(in_digest(app_codes=True))
    page = one.send("/account/tokens", label="report", scope="read", days="7").text
    secret = re.search(r'<code class="hash">([\w-]{43})</code>', page)[1]
    assert subjects() == ["An API token was made for your account"]
    assert secret not in str(mail_server.received[-1][1])


def test_a_passkey_added_or_removed_is_mailed_once(
    app, fresh, visit, in_digest, subjects, monkeypatch
):
    class Made:
        credential_id, credential_public_key, sign_count = b"id", b"key", 0

    monkeypatch.setattr(passkeys, "_asked", lambda _purpose: b"challenge")
    monkeypatch.setattr(
        passkeys.webauthn, "verify_registration_response", lambda **_answer: Made()
    )
    person, one = in_digest(app_codes=True), visit()
    assert passkeys.register(person, {}, "laptop")
    assert subjects() == ["A passkey was added to your account"]
    one.client = fresh(person)
    forget = f"/account/passkeys/{db.session.query(Passkey).one().id}/forget"
    for _ in range(2):  # the second finds nothing to remove
        one.send(forget)
    assert subjects() == ["A passkey was removed from your account"]


def test_a_reset_by_an_administrator_is_mailed_and_says_whose_post_it_was(
    in_digest, make_person, subjects, mail_server
):
    person, keeper = in_digest(app_codes=True), make_person(Role.ADMINISTRATOR, name="keeper")
    act(person, "reset_second_factor", keeper)
    told = subjects()
    assert "The proofs of your account were reset" in told
    message = mail_server.received[told.index("The proofs of your account were reset")][1]
    assert "keeper reset your password" in message.get_body(("plain",)).get_content()


def test_they_are_told_in_their_language_and_led_to_their_account(
    visit, in_digest, subjects, mail_server
):
    person, one = in_digest(), visit()
    person.language = "ko"
    db.session.commit()
    one.sign_in(person)
    one.send("/account/password", present=WORDS, **NEW)
    assert subjects() == ["계정의 비밀번호가 변경되었습니다"]
    assert "언제나 보냅니다" in mail_server.received[-1][1].get_body(("plain",)).get_content()
    notice = db.session.query(Notice).one()
    assert one.get(f"/notices/{notice.id}").location == "/account"
    page = one.get("/notices").text
    assert "계정의 비밀번호가 변경되었습니다" in page
    assert not any(f'value="{kind.value}"' in page for kind in ALWAYS_AT_ONCE), "no choice"


def test_what_fails_tells_nobody_and_first_codes_come_without_a_mail(
    visit, in_digest, subjects, make_person, tie
):
    person, one = in_digest(), visit()
    one.sign_in(person)
    one.get("/account/second-factor")
    assert one.send("/account/second-factor", one_time_code="000000").status_code == 422
    assert one.send("/account/password", present="wrong", **NEW).status_code == 422
    recovery.renew(person)
    invited = begin(PERSON, actor=make_person(Role.ADMINISTRATOR), payload=INVITATION)
    passwords.change(invited, WORDS)
    assert len(subjects()) == 1, "the invitation alone"
    assert db.session.query(Notice).count() == 0


def test_the_mail_waits_for_a_server_that_is_away(
    visit, in_digest, run_jobs, mailing, mail_server
):
    mail_server.stop()
    totp.forget(in_digest(app_codes=True))
    run_jobs()
    notice = db.session.query(Notice).one()
    assert (notice.mail_state, notice.tries) == (MailState.OWED, 1)
    assert notice.kind == K.SECOND_FACTOR_REMOVED
