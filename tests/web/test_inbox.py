"""The inbox: because of which post, since when, what changed; agreed to only what was opened."""

from datetime import timedelta

import pytest

from exchange import clock
from exchange.identity import new_token
from exchange.models import ApprovalStep, Outcome, Part, Project, ProjectState, db
from exchange.queries import inbox
from tests.office import away, read
from tests.workflows.journeys import begun_project, walk

BACK = {"remarks": "Mend two.", "points": [{"field": "title", "remark": "Longer, please"}]}


@pytest.fixture
def today(home):
    return clock.today(home.timezone)


@pytest.fixture
def seated(reader, fresh):
    """Return a callable that seats somebody who gave a second factor just now."""

    def seat(person):
        one = reader(person)
        one.client = fresh(person)
        return one

    return seat


def chosen(*projects) -> dict[str, list[str]]:
    return {"run": [str(project.approval.id) for project in projects]}


def test_it_says_what_waits_because_of_which_post_and_since_when(
    reader, director, officer, make_project
):
    make_project(ProjectState.IN_APPROVAL, title="The choir")
    page = reader(director).open("/inbox")
    assert "1 to decide" in page
    for words in ("The choir", "Decision · Director", officer.name, "EUR 200.00", "In "):
        assert words in page
    assert "Nothing to decide" in reader(officer).open("/inbox")
    assert "The choir" in reader(officer).open("/inbox?show=others")
    assert director.name in reader(officer).open("/inbox?show=others")
    assert "Nothing to read" in reader(director).open("/inbox?show=know")


def test_only_what_was_opened_is_agreed_to_and_each_by_itself(seated, director, make_project):
    first, second = (make_project(ProjectState.IN_APPROVAL, title=t) for t in ("First", "Second"))
    one = seated(director)
    assert one.open("/inbox").count("disabled") == 2
    one.open(f"/projects/{first.id}")
    answer = one.send("/inbox", **chosen(first, second))
    assert answer.status_code == 422
    assert "1 of 2 decided" in answer.text
    assert "Open the case and read it first." in answer.text
    states = {p.title: p.state for p in db.session.query(Project)}
    assert states == {"First": ProjectState.APPROVED, "Second": ProjectState.IN_APPROVAL}
    done = one.open("/inbox?show=done")
    assert "First" in done
    assert "Second" not in done


def test_without_a_second_factor_nothing_is_agreed_to(reader, director, make_project):
    case = make_project(ProjectState.IN_APPROVAL)
    one = reader(director)
    one.open(f"/projects/{case.id}")
    answer = one.send("/inbox", **chosen(case))
    assert "Confirm with your second factor" in answer.text
    assert db.session.query(Project).one().state == ProjectState.IN_APPROVAL


@pytest.mark.parametrize("run", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_what_is_not_there_is_not_agreed_to(seated, director, run):
    answer = seated(director).send("/inbox", run=run)
    assert answer.status_code in {404, 422}


def test_a_case_that_moved_on_is_left_alone(seated, director, officer, tie):
    case = walk("projects", begun_project(officer), (officer, "submit"))
    read(case, director)
    sent = chosen(case)
    walk("projects", case, (officer, "recall"), (officer, "submit"))
    answer = seated(director).send("/inbox", **sent)
    assert answer.status_code == 422
    assert "Someone else acted first." in answer.text


def test_what_the_deputy_decided_is_told_to_whom_they_stood_for(
    seated, reader, director, clerk, make_project, today
):
    case = make_project(ProjectState.IN_APPROVAL, title="While away")
    away(director, clerk, today, today)
    page = seated(clerk).open("/inbox")
    assert f"for {director.name}" in page
    assert "While away" not in reader(director).open("/inbox")
    walk("projects", case, (clerk, "approve"))
    assert f"your deputy: {clerk.name}" in reader(director).open("/inbox?show=done")
    page = reader(director).open(f"/projects/{case.id}")
    assert f"{clerk.name}, on behalf of {director.name} approved it." in page
    assert "as deputy" in page


def test_what_only_has_to_be_read_is_read_by_opening_it(
    reader, officer, director, clerk, make_line, make_post, tie
):
    post = make_post("chief", director)
    make_line("project", (Part.DECIDE, post), (Part.INFORM, make_post("archive", clerk)))
    case = walk("projects", begun_project(officer), (officer, "submit"), (director, "approve"))
    assert case.title in reader(clerk).open("/inbox?show=know")
    reader(clerk).open(f"/projects/{case.id}")
    assert "Nothing to read" in reader(clerk).open("/inbox?show=know")
    seen = db.session.query(ApprovalStep).filter_by(part=Part.INFORM).one()
    assert (seen.outcome, seen.taken_by_id) == (Outcome.SEEN, clerk.id)


def test_a_resubmitted_case_shows_what_changed_beside_what_was_remarked(
    reader, seated, officer, director, tie
):
    case = walk(
        "projects", begun_project(officer), (officer, "submit"), (director, "return", BACK)
    )
    desk = reader(officer)
    assert "Longer, please" in desk.open(f"/projects/{case.id}/edit")
    assert "Longer, please" in desk.open(f"/projects/{case.id}")
    changed = {"title": "A much longer title", "budget_total": "310.50"}
    changed |= {"budget": [{"item": "all", "city": "portland", "amount": "310.50"}]}
    db.session.refresh(case)
    again = drafted(case, changed)
    case = walk("projects", case, (officer, "edit", again), (officer, "submit"))
    page = seated(director).open(f"/projects/{case.id}/approve")
    assert "What changed since it was returned" in page
    assert "<del>Choir exchange</del>" in page
    assert "<ins>A much longer title</ins>" in page
    assert "beds · Portland · 200.25" in page
    assert "all · Portland · 310.5" in page
    assert "Round 2" in reader(director).open("/inbox")


def drafted(case, changed):
    kept = {
        "partner": "harbour",
        "type": "youth",
        "title_partner": case.title_partner,
        "purpose": case.purpose,
        "purpose_partner": case.purpose_partner,
        "starts_on": str(case.starts_on),
        "ends_on": str(case.ends_on),
        "reply_by": str(case.reply_by),
        "participant_count": case.participant_count,
        "budget_currency": "EUR",
    }
    return kept | changed


def test_what_is_late_is_marked_and_comes_first(reader, director, make_project, today):
    make_project(ProjectState.IN_APPROVAL, title="In time")
    late = make_project(ProjectState.IN_APPROVAL, title="Too late")
    late.approval.steps[0].due_on = today - timedelta(days=1)
    db.session.commit()
    page = reader(director).open("/inbox")
    assert "1 overdue" in page
    assert page.index("Too late") < page.index("In time")


def test_it_is_paged(reader, director, make_project, today):
    for n in range(inbox.PAGE + 2):
        make_project(ProjectState.IN_APPROVAL, title=f"Case {n:02}")
    one = reader(director)
    assert f"{inbox.PAGE + 2} to decide" in one.open("/inbox")
    assert one.open("/inbox?page=2").count('name="run"') == 2
    assert one.open("/inbox?page=x").count('name="run"') == inbox.PAGE


def test_the_partner_reads_nothing_of_the_line(
    reader, program_of, liaison, director, make_project
):
    case = make_project(ProjectState.IN_APPROVAL)
    case.shared_at = clock.now()
    db.session.commit()
    page = reader(liaison).open(f"/projects/{case.id}")
    assert "Fixed at submission" not in page
    assert director.name not in page
    assert program_of(liaison, f"/projects/{case.id}")["approval"] is None
    assert program_of(director, f"/projects/{case.id}")["approval"]["round"] == 1


@pytest.fixture
def program_of(app):
    """Return a callable that reads an address of the API as somebody's program."""

    def ask(person, path):
        token, kept = new_token(person, "the test", timedelta(hours=1))
        db.session.add(kept)
        db.session.commit()
        headers = {"Authorization": f"Bearer {token}"}
        return app.test_client().get(f"/api/v1{path}", headers=headers).get_json()

    return ask
