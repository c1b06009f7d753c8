"""The page that says who may do what and why: whom it answers, and about whom."""

import subprocess
import sys

import pytest

from exchange.models import ProjectState, Role, ShipmentState, db
from tests.servers import environment


@pytest.fixture
def auditor(make_person):
    return make_person(Role.AUDITOR)


def test_an_auditor_asks_about_people_of_their_own_city(
    browser, auditor, officer, director, make_project
):
    project, desk = make_project(ProjectState.IN_APPROVAL), browser(auditor)
    page = desk.get(f"/access?person={officer.id}&asked=projects:approve&number={project.number}")
    assert "No, they may not." in page.text
    assert 'data-code="not_their_turn"' in page.text
    assert "director portland" in page.text
    page = desk.get(f"/access?person={director.id}&asked=projects:approve&number={project.id}")
    assert 'data-code="unread"' in page.text
    page = desk.get(f"/access?person={officer.id}&asked=projects:withdraw&number={project.id}")
    assert "Yes, they may." in page.text
    page = desk.get(f"/access?person={officer.id}&asked=shipments:begin")
    assert "Yes, they may." in page.text


def test_people_and_cases_of_other_cities_are_not_there(
    browser, auditor, make_person, stranger, partner, make_project
):
    foreign = make_person(Role.OFFICER, stranger)
    theirs = browser(make_person(Role.ADMINISTRATOR, stranger))
    project, asked = make_project(ProjectState.INVITED), "asked=projects:cancel"
    for path in (
        f"/access?person={foreign.id}",
        f"/access?person={foreign.id}&{asked}",
        "/access?person=nobody",
        f"/access?{asked}&number=EP-1900-0001",
        "/access?asked=projects:nothing",
        "/access?asked=nothing",
    ):
        assert browser(auditor).get(path).status_code == 404
    for number in (project.id, project.number):
        assert theirs.get(f"/access?{asked}&number={number}").status_code == 404
    assert theirs.get(f"/access?person={auditor.id}").status_code == 404


def test_anybody_asks_about_themself_and_the_menu_shows_it_to_those_who_read_people(
    browser, officer, auditor, liaison, make_shipment
):
    shipment = make_shipment(ShipmentState.DRAFT)
    desk = browser(officer)
    assert "Yes, they may." in desk.get(f"/access?asked=shipments:edit&number={shipment.id}").text
    assert desk.get(f"/access?person={auditor.id}").status_code == 404
    assert 'name="person"' not in desk.get("/access").text
    assert 'href="/access"' not in desk.get("/").text
    assert 'href="/access"' in browser(auditor).get("/").text
    assert 'href="/access"' in desk.get("/account").text
    hidden = browser(liaison).get(f"/access?asked=shipments:edit&number={shipment.id}")
    assert hidden.status_code == 404


def test_a_case_leads_to_why_not(browser, officer, make_project):
    project = make_project(ProjectState.IN_APPROVAL)
    page = browser(officer).get(f"/projects/{project.id}").text
    assert f"/access?asked=projects:approve&amp;number={project.id}" in page


def ask(config, *words: str) -> subprocess.CompletedProcess[str]:
    env = environment(
        SECRET_KEY=config.secret_key,
        DATA_DIR=str(config.data_dir),
        DATABASE_URL=config.database_url,
    )
    command = [sys.executable, "-c", "from exchange.cli import main; main()", "may", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_an_operator_is_answered_in_english_and_by_the_exit_code(config, officer, make_project):
    project = make_project()
    db.session.rollback()
    told = ask(config, officer.email, "withdraw", "projects", project.number)
    assert (told.returncode, told.stdout.splitlines()[0]) == (0, "Yes, they may."), told.stderr
    told = ask(config, officer.email, "close", "projects", project.number)
    assert told.returncode == 1
    assert "They do not hold it: for Portland they are Officer. [right]" in told.stdout
    assert "this can be done only at: Reported. [state]" in told.stdout
    assert "nobody has the address" in ask(config, "x", "close", "projects").stderr
    assert "there is no EP-1" in ask(config, officer.email, "close", "projects", "EP-1").stderr
    assert "projects know begin" in ask(config, officer.email, "fly", "projects").stderr
