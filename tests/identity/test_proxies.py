"""Behind proxies a visitor is who the last trusted one says; without them nobody is believed."""

from dataclasses import replace

import pytest
from flask import Flask

from exchange import identity
from exchange.config import Config
from exchange.models import WebSession, db
from tests.identity.conftest import WORDS

LIMIT = 60  # of the check page, a minute
SECRET = {"SECRET_KEY": "x" * 40}


@pytest.fixture
def proxies() -> int:
    return 0


@pytest.fixture
def config(config, proxies) -> Config:
    return replace(config, trusted_proxies=proxies)


@pytest.fixture
def app(app) -> Flask:
    """The limits are on, as in service."""
    identity.limiter.enabled = True
    app.config["RATELIMIT_ENABLED"] = True
    identity.limiter.init_app(app)
    identity.limiter.reset()
    yield app
    identity.limiter.enabled = False


def statuses(app, forwarded: list[str]) -> set[int]:
    client = app.test_client()
    return {
        client.get("/check", headers={"X-Forwarded-For": one}).status_code for one in forwarded
    }


@pytest.mark.parametrize("proxies", [0])
def test_without_a_proxy_nobody_chooses_their_own_address(app):
    assert statuses(app, [f"198.51.100.{n}" for n in range(LIMIT)]) == {200}
    assert statuses(app, ["203.0.113.9"]) == {429}


@pytest.mark.parametrize("proxies", [1])
def test_behind_a_proxy_each_visitor_has_their_own_limit(app):
    assert statuses(app, ["198.51.100.1"] * LIMIT) == {200}
    assert statuses(app, ["198.51.100.1"]) == {429}
    assert statuses(app, ["198.51.100.2"]) == {200}
    invented = [f"192.0.2.{n}, 198.51.100.1" for n in range(3)]
    assert statuses(app, invented) == {429}, "what a visitor puts before it counts for nothing"


@pytest.mark.parametrize("proxies", [2])
def test_behind_two_the_one_before_the_last_is_believed(app):
    assert statuses(app, ["198.51.100.1, 10.0.0.1"] * LIMIT) == {200}
    assert statuses(app, ["192.0.2.1, 198.51.100.1, 10.0.0.1"]) == {429}
    assert statuses(app, ["198.51.100.2, 10.0.0.1"]) == {200}


@pytest.mark.parametrize("proxies", [1])
def test_only_the_address_is_taken_from_a_proxy(app):
    words = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    with app.test_request_context("/"):
        environ = app.test_client().get("/check", headers=words).request.environ
    assert environ["HTTP_HOST"] == "localhost"
    assert environ["wsgi.url_scheme"] == "http"


@pytest.mark.parametrize("proxies", [1])
def test_a_session_is_listed_by_its_visitors_address(app, visit, known):
    person = known()
    one = visit()
    token = {"email": person.email, "password": WORDS}
    forwarded = {"HTTP_X_FORWARDED_FOR": "198.51.100.77"}
    one.client.environ_base.update(forwarded)
    assert one.send("/sign-in", **token).status_code == 302
    assert db.session.query(WebSession).one().address.startswith("198.51.100.")


@pytest.mark.parametrize(("written", "read"), [("", 0), ("0", 0), ("1", 1), (" 2 ", 2)])
def test_the_number_of_proxies_is_a_setting(written, read):
    env = SECRET | {"EXCHANGE_TRUSTED_PROXIES": written}
    assert Config.from_env(env).trusted_proxies == read
    assert Config.from_env(SECRET).trusted_proxies == 0


@pytest.mark.parametrize("written", ["-1", "1.5", "yes", "10", "٣"])
def test_what_is_no_such_number_is_refused_at_the_start(written):
    with pytest.raises(RuntimeError, match="EXCHANGE_TRUSTED_PROXIES must be a whole number"):
        Config.from_env(SECRET | {"EXCHANGE_TRUSTED_PROXIES": written})
