"""Limits by address, switched on here as they are in service: every way in has one."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from exchange import identity
from exchange.models import Role, db
from tests.identity.conftest import TOKEN, WORDS
from tests.making import saved

ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}
WAIT = ("Wait a minute, then try again.", "1분 뒤에 다시 해 보세요.", '"too_many_requests"')
Send = Callable[..., TestResponse]


@pytest.fixture
def limits() -> Iterator[None]:
    """Limits are on before the app is made, or it would never ask for them."""
    identity.limiter.enabled = True
    yield
    identity.limiter.enabled = False


@pytest.fixture
def app(limits, app) -> Flask:
    identity.limiter.enabled = True
    identity.limiter.reset()
    return app


@pytest.fixture
def sender(visit, known, fresh) -> Callable[[str], Send]:
    """Return a callable that gives whoever sends to the routes of strangers or of the known."""

    def make(who: str) -> Send:
        one = visit()
        person = known(Role.OFFICER, app_codes=True)
        if who == "inside":
            one.client = fresh(person)
        token = TOKEN.search(one.get("/sign-in").text)[1]
        if who == "half":
            data = {"csrf_token": token, "email": person.email, "password": WORDS}
            one.client.post("/sign-in", data=data)

        def send(path: str, *, language: str = "en", **more) -> TestResponse:
            data = {"csrf_token": token, "email": "nobody@x.example", "one_time_code": "x"}
            person.language = language
            db.session.commit()
            headers = {"Accept-Language": language, "X-CSRFToken": token}
            return one.client.post(path, data=data, headers=headers, **more)

        return send

    return make


def tries(send: Callable[[], TestResponse], most: int) -> TestResponse:
    """Send as often as is allowed, none being refused for its number, then once more."""
    answers = [send().status_code for _ in range(most)]
    assert all(status < 500 for status in answers)
    return send()


def is_limit(answer: TestResponse) -> bool:
    """Say whether this is the address's limit, and not the pause of an account."""
    says_so = any(words in answer.get_data(as_text=True) for words in WAIT)
    return says_so and answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= 61


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("stranger", "/sign-in", 20),
        ("half", "/sign-in/second-factor", 20),
        ("stranger", "/forgotten", 6),
        ("stranger", "/password", 20),
        ("stranger", "/passkey/use/options", 20),
        ("stranger", "/passkey/use", 20),
        ("inside", "/confirm", 20),
        ("inside", "/account/second-factor", 20),
        ("inside", "/account/second-factor/off", 20),
        ("inside", "/account/recovery-codes", 20),
        ("inside", "/account/password", 20),
        ("inside", "/account/tokens", 20),
        ("inside", "/passkey/register/options", 20),
        ("inside", "/passkey/register", 20),
    ],
)
def test_a_proof_is_tried_so_often_a_minute_from_one_address_and_no_more(sender, who, path, most):
    send = sender(who)
    last = tries(lambda: send(path), most)
    assert is_limit(last)
    assert "Too many tries" in last.text
    korean = send(path, language="ko")
    assert is_limit(korean)
    assert "시도가 너무 많습니다" in korean.text
    assert not is_limit(send(path, environ_overrides=ELSEWHERE)), "others are let through"


@pytest.mark.parametrize("path", ["/check", "/check/AAAA-BBBB"])
def test_the_public_check_page_cannot_be_used_to_guess_codes(app, path):
    client = app.test_client()
    last = tries(lambda: client.get(path, headers={"Accept-Language": "ko"}), 60)
    assert is_limit(last)
    assert "시도가 너무 많습니다" in last.text


def test_links_are_not_guessed(app):
    client = app.test_client()
    assert is_limit(tries(lambda: client.get("/link/reset/guessed"), 20))


def test_a_program_that_shows_wrong_tokens_is_told_so_as_a_problem(app, known):
    client, wrong = app.test_client(), {"Authorization": "Bearer wrong", "Accept-Language": "ko"}
    paths = ("/api/v1/projects", "/api/v1/notices", "/api/v1/cities")
    sent = iter(range(1000))
    last = tries(lambda: client.get(paths[next(sent) % 3], headers=wrong), 20)
    assert is_limit(last), "counted over all addresses together"
    assert last.content_type == "application/problem+json"
    told = last.get_json()
    assert (told["status"], told["code"]) == (429, "too_many_requests")
    assert told["detail"] == "1분 뒤에 다시 해 보세요."
    secret, row = identity.new_token(known(), "the test", timedelta(hours=1))
    saved(row)
    right = {"Authorization": f"Bearer {secret}"}
    elsewhere = client.get(paths[0], headers=right, environ_overrides=ELSEWHERE)
    assert elsewhere.status_code == 200


def test_a_program_with_a_good_token_is_not_counted_but_its_wrong_codes_are(app, known, tie):
    secret, row = identity.new_token(known(app_codes=True), "the test", timedelta(hours=1))
    saved(row)
    right = {"Authorization": f"Bearer {secret}"}
    client = app.test_client()
    for _ in range(30):
        assert client.get("/api/v1/projects", headers=right).status_code == 200
    body, path = {"reason": "x"}, f"/api/v1/people/{row.person_id}/suspend"
    guessing = right | {"X-One-Time-Code": "000000", "If-Match": '"1"'}
    answers = [client.post(path, json=body, headers=guessing) for _ in range(21)]
    assert is_limit(answers[-1]) or answers[-1].get_json()["code"] == "locked"
