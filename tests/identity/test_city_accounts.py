"""A city's own accounts, against a real OpenID provider on loopback."""

from dataclasses import replace

import pytest
import requests
from joserfc.jwk import RSAKey

from exchange.app import create_app
from exchange.models import ForeignAccount, PersonState, Role, WebSession, db
from tests.identity.conftest import Visitor
from tests.identity.oidc_provider import CLIENT, SECRET, OidcProvider
from tests.servers import free_port


@pytest.fixture
def provider():
    service = OidcProvider()
    service.start(free_port())
    yield service
    service.stop()


@pytest.fixture
def config(config, provider, tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET)
    place = tmp_path / "oidc.toml"
    place.write_text(
        f'[[provider]]\ncity = "portland"\nname = "Portland account"\n'
        f'issuer = "{provider.address}/"\n'
        f'client_id = "{CLIENT}"\nclient_secret_file = "secret.txt"\nsecond_factor = ["mfa"]\n'
    )
    return replace(config, oidc_file=place)


@pytest.fixture
def round_trip(visit, provider):
    """Return a callable that signs in at the provider as somebody and comes back."""

    def go(one: Visitor | None = None, **claims):
        one = one or visit()
        provider.user = claims
        out = one.get("/sign-in/city/portland?next=/projects")
        there = requests.get(out.location, allow_redirects=False, timeout=10)
        assert there.status_code == 302, there.text
        path = there.headers["Location"].removeprefix("http://127.0.0.1:8000")
        return one, one.get(path), path

    return go


def claims_of(person, **more) -> dict:
    return {"sub": "s-1", "email": person.email, "email_verified": True} | more


def test_the_way_out_carries_state_nonce_and_a_challenge(visit, provider, round_trip, officer):
    assert "Portland account" in visit().get("/sign-in").text
    round_trip(**claims_of(officer))
    [asked] = provider.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["state"]
    assert asked["nonce"]


def test_an_address_finds_the_person_first_and_the_subject_ever_after(round_trip, officer):
    one, answer, _ = round_trip(**claims_of(officer))
    assert answer.location == "/projects"
    assert one.is_in()
    assert db.session.query(ForeignAccount).one().subject == "s-1"
    two, _, _ = round_trip(sub="s-1", email="changed@elsewhere.example", email_verified=False)
    assert two.is_in()
    three, answer, _ = round_trip(**claims_of(officer, sub="s-2"))
    assert answer.status_code == 403, "another subject does not take the account over"
    assert not three.is_in()


def test_somebody_invited_is_in_by_their_citys_word(round_trip, officer):
    officer.state = PersonState.INVITED
    db.session.commit()
    one, _, _ = round_trip(**claims_of(officer))
    assert one.is_in()
    db.session.refresh(officer)
    assert officer.state == PersonState.ACTIVE


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_nobody_verified_finds_nobody(round_trip, officer, verified):
    one, answer, _ = round_trip(**claims_of(officer, email_verified=verified))
    assert answer.status_code == 403
    assert not one.is_in()


def test_nobody_is_made_and_nobody_of_another_city_or_closed_is_let_in(
    round_trip, officer, liaison
):
    assert (
        round_trip(sub="n", email="n@portland.example", email_verified=True)[1].status_code == 403
    )
    assert round_trip(**claims_of(liaison))[1].status_code == 403
    officer.state = PersonState.SUSPENDED
    db.session.commit()
    assert round_trip(**claims_of(officer))[1].status_code == 403
    assert db.session.query(ForeignAccount).count() == 0


def test_its_word_counts_as_a_second_factor_only_where_the_file_says_so(
    round_trip, make_person, app
):
    director = make_person(Role.DIRECTOR)
    _, answer, _ = round_trip(**claims_of(director))
    assert answer.location == "/account/second-factor"
    _, answer, _ = round_trip(**claims_of(director, amr=["pwd", "mfa"]))
    assert answer.location == "/projects"
    assert db.session.query(WebSession).filter(WebSession.confirmed_at.is_not(None)).count() == 1


def test_an_answer_is_taken_once_by_the_browser_that_asked(round_trip, visit, officer):
    one, _, path = round_trip(**claims_of(officer))
    one.send("/sign-out")
    assert one.get(path).status_code == 403, "the state was used"
    assert visit().get(path).status_code == 403, "another browser"
    assert visit().get("/sign-in/city/portland/back?error=access_denied").status_code == 403


def test_a_word_signed_with_another_key_is_refused(round_trip, provider, officer):
    provider.shown_key = RSAKey.generate_key(2048, {"kid": "k"})
    one, answer, _ = round_trip(**claims_of(officer))
    assert answer.status_code == 403
    assert not one.is_in()


def test_a_service_that_is_away_or_not_there_is_said_so(visit, provider, config, app):
    assert visit().get("/sign-in/city/nowhere").status_code == 404
    provider.server.shutdown()
    provider.server.server_close()
    assert visit().get("/sign-in/city/portland").status_code == 403
    provider.start(free_port())


def test_a_file_that_cannot_be_used_stops_the_start(config, tmp_path):
    (tmp_path / "bad.toml").write_text("[[provider]]\ncity = 'x'\n")
    for name in ("bad.toml", "absent.toml"):
        with pytest.raises(RuntimeError, match="OIDC_FILE"):
            create_app(replace(config, oidc_file=tmp_path / name))
