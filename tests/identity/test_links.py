"""Invitations and ways back in: sent by mail, good once, for a while."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from exchange import clock, mail
from exchange.identity.links import invitation_link, person_of_link, reset_link
from exchange.letters import Purpose
from exchange.mail import MailFailed
from exchange.models import OutboxMessage, Person, PersonState, Role, db
from exchange.outbox import Job
from exchange.workflows.perform import begin, perform
from exchange.workflows.person import PERSON
from tests.identity.conftest import WORDS
from tests.servers import free_port
from workers import context, letters

LINK = re.compile(r"http://127\.0\.0\.1:8000(/link/\S+)")
INVITATION = {
    "full_name": "A B",
    "titles": [{"in_language": "en", "words": "Officer"}],
    "email": "new@portland.example",
    "roles": ["officer"],
    "language": "ko",
}


@pytest.fixture(autouse=True)
def unshifted():
    yield
    clock.shift(timedelta(0))


@pytest.fixture
def worker(app, monkeypatch):
    """Do what the outbox owes, as a worker does."""
    monkeypatch.setattr(context, "app", lambda: app)

    def work() -> None:
        for message in db.session.query(OutboxMessage).filter_by(job=Job.SEND_LINK).all():
            args = dict(message.args)
            db.session.delete(message)
            db.session.commit()
            letters.send_link(**args)

    return work


@pytest.fixture
def letter(config, worker):
    """Return a callable that gives the one letter sent since the last."""
    seen: set[str] = set()

    def read():
        worker()
        new = [one for one in (config.data_dir / "mail").glob("*.eml") if one.name not in seen]
        seen.update(one.name for one in new)
        [place] = new
        return message_from_bytes(place.read_bytes(), policy=default)

    return read


@pytest.fixture
def invited(make_person) -> Person:
    return begin(PERSON, actor=make_person(Role.ADMINISTRATOR), payload=INVITATION)


def path_in(message) -> str:
    found = LINK.search(message.get_content())
    assert found
    return found[1]


def test_an_invitation_leads_to_a_password_and_into_the_account(visit, invited, letter):
    message, one = letter(), visit()
    assert message["To"] == "new@portland.example"
    assert message["Subject"] == "도시 교류 서비스에 초대합니다"
    assert one.client.get(path_in(message)).location == "/password"
    assert "new@portland.example" in one.get("/password").text
    answer = one.send("/password", password=WORDS, again=WORDS)
    assert answer.location == "/account/second-factor"
    assert one.is_in()
    db.session.refresh(invited)
    assert invited.state == PersonState.ACTIVE
    assert visit().sign_in(invited).status_code == 302


def test_a_link_dies_on_use_and_with_its_time(visit, invited, letter):
    path = path_in(letter())
    late = visit()
    clock.shift(timedelta(days=7, minutes=1))
    late.get(path)
    assert late.get("/password").status_code == 410
    clock.shift(timedelta(0))
    for expected in (302, 410):
        one = visit()
        one.get(path)
        assert one.send("/password", password=WORDS, again=WORDS).status_code == expected


def test_a_link_of_somebody_suspended_or_forged_is_dead(visit, known, app):
    person = known()
    path = reset_link(person).removeprefix("http://127.0.0.1:8000")
    token = path.rsplit("/", 1)[1]
    assert person_of_link(Purpose.RESET, token) is person
    assert person_of_link(Purpose.INVITATION, token) is None, "a purpose is no other"
    assert person_of_link(Purpose.RESET, token[:-2] + "xx") is None
    assert person_of_link(Purpose.RESET, "x" * 500) is None
    person.state = PersonState.SUSPENDED
    db.session.commit()
    assert person_of_link(Purpose.RESET, token) is None
    assert visit().get("/password").status_code == 410


def test_a_forgotten_password_is_replaced_and_every_session_ends(visit, known, letter):
    person, elsewhere, one = known(), visit(), visit()
    elsewhere.sign_in(person)
    assert elsewhere.is_in()
    told = one.send("/forgotten", email=person.email.upper()).text
    one.get(path_in(letter()))
    other = "another four plain words"
    assert one.send("/password", password=other, again=other).location == "/sign-in"
    assert not elsewhere.is_in()
    assert not one.is_in()
    assert visit().sign_in(person, other).status_code == 302
    nobody = visit().send("/forgotten", email="nobody@example.org").text
    main = slice(told.index("<main"), None)
    assert told[main].split("nonce")[0] == nobody[nobody.index("<main") :].split("nonce")[0]
    assert db.session.query(OutboxMessage).filter_by(job=Job.SEND_LINK).count() == 0


def test_a_mailbox_is_not_flooded(visit, known):
    person = known()
    for _ in range(9):
        assert "on its way" in visit().send("/forgotten", email=person.email).text
    assert db.session.query(OutboxMessage).count() == 5


@pytest.mark.parametrize(
    "chosen", ["short", "aaaaaaaaaaaaaaaa", "abcabcabcabcabc", "x" * 129, "new@portland.example"]
)
def test_a_weak_password_is_refused(visit, invited, chosen):
    one = visit()
    one.get(invitation_link(invited).removeprefix("http://127.0.0.1:8000"))
    assert one.send("/password", password=chosen, again=chosen).status_code == 422
    assert one.send("/password", password=WORDS, again="other").status_code == 422
    assert db.session.get(Person, invited.id).state == PersonState.INVITED


def test_a_reset_by_an_administrator_begins_anew(visit, known, make_person, letter):
    person, administrator = known(app_codes=True), make_person(Role.ADMINISTRATOR)
    perform(
        PERSON,
        person.id,
        "reset_second_factor",
        actor=administrator,
        confirmed_at=clock.now(),
    )
    assert visit().sign_in(person).status_code == 422, "the password is gone too"
    one = visit()
    one.get(path_in(letter()))
    assert one.send("/password", password=WORDS, again=WORDS).location == "/account/second-factor"


def test_no_letter_goes_to_an_account_that_is_closed(invited, worker, config):
    db.session.get(Person, invited.id).state = PersonState.LEFT
    db.session.commit()
    worker()
    assert not (config.data_dir / "mail").exists()
    letters.give_up(str(invited.id), "invitation")


class Box(Message):
    def __init__(self) -> None:
        super().__init__()
        self.got = []

    def handle_message(self, message) -> None:
        self.got.append(message)


def test_a_mail_goes_through_a_real_server(config):
    box = Box()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        through = mailing(config, f"smtp://127.0.0.1:{port}")
        mail.send(through, "a@b.example", "제목", "본문", html="<p>본문</p>")
    finally:
        server.stop()
    [message] = box.got
    assert message["X-RcptTo"] == "a@b.example"
    plain, html = message.get_payload()
    assert plain.get_payload(decode=True).decode().strip() == "본문"
    assert html.get_content_type() == "text/html"


@pytest.mark.parametrize("options", ["", "?starttls=1"])
def test_a_mail_that_cannot_go_says_so(config, options):
    through = mailing(config, f"smtp://u:p@127.0.0.1:{free_port()}{options}")
    with pytest.raises(MailFailed):
        mail.send(through, "a@b.example", "x", "y")
    with pytest.raises(MailFailed):
        mail.send(config, "a@b.example\nBcc: c@d.example", "x", "y")


def mailing(config, url: str):
    return type(config)(**{**vars(config), "mail_url": url})
