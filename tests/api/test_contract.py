"""What programs may rely on: addresses, versions, keys, pages and problems."""

from datetime import timedelta

import pytest

from exchange.clock import now
from exchange.identity import new_token
from exchange.models import (
    ApiToken,
    Event,
    Project,
    ProjectState,
    db,
)
from tests.api.asked import DRAFT, PROBLEM, refused


def test_a_case_is_begun_read_listed_and_moved(program, officer, director, tie):
    desk = program(officer)
    begun = desk.post("/projects", DRAFT)
    assert begun.status_code == 201
    case = begun.get_json()
    assert begun.headers["ETag"] == '"1"'
    assert begun.headers["Location"] == f"/api/v1/projects/{case['id']}"
    assert case["budget"] == [
        {"item": "beds", "item_partner": "", "city": "portland", "amount": "200.5000"}
    ]
    offered = {one["action"]: one["unmet"] for one in case["actions"]}
    assert offered["edit"] == []
    assert {"code": "dates_missing", "message": "Give the first and the last day."} in offered[
        "submit"
    ]
    here = f"/projects/{case['id']}"
    assert desk.get(here).get_json() == case
    assert [one["id"] for one in desk.get("/projects").get_json()] == [case["id"]]
    edited = desk.act(f"{here}/edit", 1, DRAFT | {"title": "Other"})
    assert edited.get_json()["title"] == "Other"
    assert edited.headers["ETag"] == '"2"'
    history = desk.get(f"{here}/history").get_json()
    assert [one["action"] for one in history] == ["edit", "begin"]
    assert history[0]["previous_hash"] == history[1]["hash"]


def test_a_token_is_asked_for_before_anything_else(app, program, officer, make_project):
    here = f"/api/v1/projects/{make_project().id}"
    for path in ("/api/v1/projects", here, "/api/v1/cities", "/api/v1/ties"):
        for header in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}):
            answer = app.test_client().get(path, headers=header)
            refused(answer, 401, "unauthorized")
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert app.test_client().post("/api/v1/projects", data="{").status_code == 401


def test_a_token_that_ended_or_was_revoked_opens_nothing(program, officer):
    one = program(officer)
    kept = db.session.query(ApiToken).one()
    kept.revoked_at = now()
    db.session.commit()
    refused(one.get("/projects"), 401, "unauthorized")
    token, late = new_token(officer, "late", timedelta(seconds=-1))
    db.session.add(late)
    db.session.commit()
    one.token = token
    refused(one.get("/projects"), 401, "unauthorized")


def test_a_session_of_a_browser_does_not_open_the_api(browser, officer):
    assert browser(officer).get("/api/v1/projects").status_code == 401


def test_an_action_needs_the_version_that_was_read(program, director, make_project):
    project = make_project(ProjectState.IN_APPROVAL)
    desk, here = program(director), f"/projects/{project.id}/return"
    words = {"remarks": "Say where they sleep"}
    refused(desk.post(here, words), 428, "version_missing")
    refused(desk.act(here, 7, words), 412, "stale")
    refused(desk.post(here, words, If_Match="nonsense"), 412, "stale")
    assert db.session.query(Event).filter_by(subject_id=project.id).count() == 0
    refused(desk.act(here, 1, words), 422, "not_ready")  # nobody decides unread
    assert desk.get(f"/projects/{project.id}").status_code == 200
    assert desk.act(here, 1, words).status_code == 200
    refused(desk.act(here, 2, words), 403, "not_permitted")  # the step is taken


def test_what_is_unmet_is_listed_and_nothing_is_stored(program, officer, make_project):
    project = make_project(title_partner="")
    answer = program(officer).act(f"/projects/{project.id}/submit", 1)
    told = refused(answer, 422, "not_ready")
    assert [one["code"] for one in told["unmet"]] == ["words_missing"]
    db.session.refresh(project)
    assert project.state == ProjectState.DRAFT


def test_what_does_not_fit_is_said_by_field(program, officer, tie):
    bad = DRAFT | {"type": "magic", "budget": [{"item": "x", "city": "y", "amount": "z"}]}
    told = refused(program(officer).post("/projects", bad), 422, "invalid")
    assert set(told["errors"]) == {"type", "budget"}
    assert db.session.query(Project).count() == 0


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"x"', "application/json", 422),
        (b"partner=harbour", "application/x-www-form-urlencoded", 415),
        (b'{"title": "\\u0000", "partner": "harbour", "type": "youth"}', "application/json", 422),
        (b'{"title": "\\ud800", "partner": "harbour", "type": "youth"}', "application/json", 422),
        (b"x" * (9 * 1024 * 1024), "application/json", 413),
    ],
)
def test_bad_input_is_refused_clearly(app, program, officer, tie, sent, kind, status):
    one = program(officer)
    answer = one.client.post(
        "/api/v1/projects", data=sent, content_type=kind, headers=one.carrying({})
    )
    assert answer.status_code == status
    assert answer.content_type == PROBLEM
    assert db.session.query(Project).count() == 0


def test_a_key_makes_a_request_safe_to_repeat(program, officer, tie):
    desk = program(officer)
    first = desk.post("/projects", DRAFT, Idempotency_Key="k1")
    again = desk.post("/projects", DRAFT, Idempotency_Key="k1")
    assert first.get_json()["id"] == again.get_json()["id"]
    assert db.session.query(Project).count() == 1
    other = desk.post("/projects", DRAFT | {"title": "Other"}, Idempotency_Key="k1")
    refused(other, 422, "key_reused")
    refused(desk.post("/projects", DRAFT, Idempotency_Key="k" * 300), 400, "bad_request")


def test_an_action_repeated_under_its_key_is_taken_once(program, officer, make_project):
    project = make_project(ProjectState.AGREED)
    desk, here = program(officer), f"/projects/{project.id}/start"
    first = desk.act(here, 1, Idempotency_Key="go")
    again = desk.act(here, 1, Idempotency_Key="go")
    assert first.status_code == again.status_code == 200
    assert again.get_json()["version"] == 2
