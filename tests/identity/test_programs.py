"""Programs: how far a token goes, and how a program confirms that its person is there."""

from datetime import timedelta

import httpx
import pytest

from exchange import clock, identity
from exchange.demo_desk import Desk
from exchange.models import ApiToken, Role, Scope, db
from tests.identity.conftest import KEY, code
from tests.making import saved


@pytest.fixture
def desk(app):
    """Return a callable that gives a person's program a token and the way to use it."""

    def seat(person, scope=Scope.DECIDE):
        token, row = identity.new_token(person, "the test", timedelta(hours=1), scope)
        saved(row)
        bearer = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}

        def ask(method, path, body=None, **headers):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            client = app.test_client()
            send = {"get": client.get, "post": client.post}[method]
            more = {"json": body} if method == "post" else {}
            return send(f"/api/v1{path}", headers=bearer | named, **more)

        return ask

    return seat


def test_a_token_that_reads_does_not_act_and_one_that_acts_does_not_decide(
    desk, officer, director, make_project, tie
):
    project = make_project()
    reads, acts = desk(officer, Scope.READ), desk(officer, Scope.ACT)
    assert reads("get", f"/projects/{project.id}").status_code == 200
    for path in ("/projects", f"/projects/{project.id}/submit"):
        assert reads("post", path, {}, If_Match='"1"').get_json()["code"] == "not_permitted"
    assert acts("post", f"/projects/{project.id}/submit", {}, If_Match='"1"').status_code == 200
    approve = f"/projects/{project.id}/approve"
    told = desk(director, Scope.ACT)("post", approve, {}, If_Match='"2"').get_json()
    assert told["detail"] == "This token goes only as far as: act."
    decides = desk(director)
    assert decides("get", f"/projects/{project.id}").status_code == 200
    assert decides("post", approve, {}, If_Match='"2"').get_json()["code"] == "step_up"
    row = db.session.query(ApiToken).order_by(ApiToken.created_at.desc()).first()
    row.confirmed_at = clock.now()
    db.session.commit()
    assert decides("post", approve, {}, If_Match='"2"').status_code == 200


def test_use_is_noted_and_an_ended_token_is_worth_nothing(desk, officer):
    ask = desk(officer)
    ask("get", "/projects")
    row = db.session.query(ApiToken).one()
    assert row.last_used_at is not None
    row.expires_at = clock.now()
    db.session.commit()
    assert ask("get", "/projects").status_code == 401


def test_a_program_confirms_once_for_a_while(desk, known):
    administrator, who = known(Role.ADMINISTRATOR, app_codes=True, name="admin"), known()
    ask, here = desk(administrator), f"/people/{who.id}/change_roles"
    body = {"roles": ["clerk"]}
    assert ask("post", here, body, If_Match='"1"').get_json()["code"] == "step_up"
    wrong = ask("post", here, body, If_Match='"1"', X_One_Time_Code="000000")
    assert (wrong.status_code, wrong.get_json()["code"]) == (403, "step_up")
    right = ask("post", here, body, If_Match='"1"', X_One_Time_Code=code())
    assert right.status_code == 200
    assert right.get_json()["roles"] == ["clerk"]
    again = ask("post", here, {"roles": ["officer"]}, If_Match=right.headers["ETag"])
    assert again.status_code == 200, "the token is confirmed for a while"
    other = desk(administrator)
    replayed = other("post", here, body, If_Match=again.headers["ETag"], X_One_Time_Code=code())
    assert replayed.status_code == 403, "a code is good once, for whichever token"


def test_people_are_shown_to_who_may_and_without_secrets(desk, known, officer):
    administrator, who = known(Role.ADMINISTRATOR, name="admin"), known(app_codes=True, name="w")
    ask = desk(administrator)
    told = ask("get", f"/people/{who.id}").get_json()
    assert told["email"] == who.email
    assert not {"password", "credential", "totp_secret", "fs_uniquifier"} & set(told)
    assert len(ask("get", "/people").get_json()) == 4
    nobody = desk(officer)
    assert nobody("get", "/people").get_json() == []
    for path in (f"/people/{who.id}", f"/people/{who.id}/history"):
        assert nobody("get", path).status_code == 404
    assert nobody("post", "/people", {}).status_code == 403


def test_the_document_tells_of_the_code_where_it_is_asked(app):
    paths = app.test_client().get("/api/v1/openapi.json").get_json()["paths"]
    asks = {
        path.rsplit("/", 1)[-1]
        for path, item in paths.items()
        for one in item.get("post", {}).get("parameters", [])
        if isinstance(one, dict) and one.get("name") == "X-One-Time-Code"
    }
    assert asks >= {"change_roles", "reset_second_factor"}
    assert "suspend" not in asks


def test_a_desk_of_the_demonstration_sends_a_code_where_one_is_asked(app, known, desk):
    administrator, who = known(Role.ADMINISTRATOR, app_codes=True, name="admin"), known()
    token, row = identity.new_token(administrator, "demo", timedelta(hours=1))
    saved(row)
    transport = httpx.WSGITransport(app=app)
    with httpx.Client(base_url="http://127.0.0.1/api/v1", transport=transport) as http:
        seat = Desk(http, token, KEY)
        path = f"/people/{who.id}/change_roles"
        told = seat.post(path, {"roles": ["clerk"]}, **{"If-Match": '"1"'})
    assert told["roles"] == ["clerk"]
