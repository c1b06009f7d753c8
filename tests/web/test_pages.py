"""Pages that read: lists, home, cities, papers, the public check page."""

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from exchange import clock
from exchange.models import (
    CaseKind,
    Document,
    DocumentKind,
    DocumentState,
    Part,
    ProjectState,
    Role,
    db,
)
from exchange.queries import inbox
from exchange.queries.waiting import waiting_for
from tests.workflows.journeys import walk

ENGLISH = {"Accept-Language": "en"}
METRIC = "exchange_papers_damaged_total"


def issued(app, officer, home, partner, subject, **more):
    digest = app.extensions["store"].put(b"%PDF-1.7 a paper")
    facts = {
        "kind": DocumentKind.INVITATION,
        "number": "IR-2026-0001",
        "check_code": "7K4Q-9M2T",
        "subject_kind": "project",
        "subject_id": subject.id,
        "title": "Choir exchange",
        "owner_city_id": home.id,
        "partner_city_id": partner.id,
        "ordered_by_id": officer.id,
        "languages": ["en"],
        "facts": {},
        "facts_sha256": "0" * 64,
        "state": DocumentState.ISSUED,
        "sha256": digest,
        "size": 16,
        "pages": 2,
        "issued_at": officer.created_at,
        "shared_at": officer.created_at,
    }
    paper = Document(**facts | more)
    db.session.add(paper)
    db.session.commit()
    return paper


def test_lists_are_paged_and_filtered(reader, officer, make_project):
    for n in range(30):
        make_project(title=f"Project {n:02}")
    make_project(ProjectState.AGREED, title="The agreed one")
    one = reader(officer)
    assert one.open("/projects").count('class="row row-a"') == 25
    assert one.open("/projects?page=2").count('class="row row-a"') == 6
    page = one.open("/projects?state=agreed")
    assert "The agreed one" in page
    assert "Project 01" not in page
    assert "Nothing matches" in one.open("/projects?state=closed")
    for odd in ("page=x", "page=-1", "page=99999999999", "state=none", "city=zz", "page=²"):
        assert one.client.get(f"/projects?{odd}").status_code == 200


def test_a_city_filter_shows_that_citys_cases_only(reader, officer, make_project, partner):
    make_project(title="With the harbour")
    page = reader(officer).open(f"/projects?city={partner.id}")
    assert "With the harbour" in page


def test_home_shows_each_what_waits_for_them(
    reader, officer, director, liaison, make_project, make_person
):
    draft = make_project(title="A draft")
    waits = make_project(ProjectState.IN_APPROVAL, title="To decide")
    make_project(ProjectState.INVITED, title="To answer")
    (to_decide,) = inbox.to_decide(director, clock.today("Europe/Berlin")).items
    assert to_decide.run.subject_id == waits.id
    assert "Choir" not in reader(director).open("/inbox")
    assert "To decide" in reader(director).open("/inbox")
    assert [one.case.id for one in waiting_for(officer)] == [draft.id]
    assert [one.actions for one in waiting_for(liaison)] == [("accept",)]
    assert "To answer" in reader(liaison).open("/")
    assert waits.number not in reader(liaison).open("/")


def test_the_number_of_queries_does_not_grow_with_the_list(app, reader, officer, make_project):
    one = reader(officer)
    make_project()
    few = count_queries(lambda: one.open("/projects"))
    for _ in range(20):
        make_project()
    assert count_queries(lambda: one.open("/projects")) == few


@pytest.mark.parametrize("tab", ["decide", "others", "know", "done"])
def test_the_number_of_queries_does_not_grow_with_the_inbox(
    tab, reader, officer, director, make_project, make_line, make_post
):
    line = (Part.DECIDE, make_post("above", director)), (Part.INFORM, make_post("desk", officer))
    make_line(CaseKind.PROJECT, *line)
    one, other = reader(officer), reader(director)

    def asked() -> list[int]:
        return [count_queries(lambda r=r: r.open(f"/inbox?show={tab}")) for r in (one, other)]

    def decide(count: int) -> None:
        for _ in range(count):
            decided = make_project(ProjectState.IN_APPROVAL)
            walk("projects", decided, (director, "approve"))
            make_project(ProjectState.IN_APPROVAL)

    decide(2)
    few = asked()
    decide(12)
    assert asked() == few
    assert "<b>14</b>" in one.open("/inbox?show=others")
    assert "<b>14</b>" in other.open("/inbox")


def test_a_paper_is_served_as_it_was_issued(
    app, reader, officer, liaison, home, partner, make_project
):
    paper = issued(app, officer, home, partner, make_project(ProjectState.INVITED))
    for person in (officer, liaison):
        answer = reader(person).client.get(f"/documents/{paper.id}/pdf")
        assert answer.data == b"%PDF-1.7 a paper"
        assert answer.content_type == "application/pdf"
        assert "immutable" in answer.headers["Cache-Control"]
    again = reader(officer).client.get(
        f"/documents/{paper.id}/pdf", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_papers_are_watched_while_they_are_made(app, reader, officer, home, partner, make_project):
    project = make_project(ProjectState.APPROVED)
    paper = issued(
        app, officer, home, partner, project, state=DocumentState.RENDERING, progress=40
    )
    one = reader(officer)
    fragment = one.client.get(f"/projects/{project.id}/papers?version=1")
    assert "every 1s" in fragment.text
    assert 'value="40"' in fragment.text
    assert "HX-Refresh" not in fragment.headers
    moved_on = one.client.get(f"/projects/{project.id}/papers?version=0")
    assert moved_on.headers["HX-Refresh"] == "true"
    assert one.client.get(f"/documents/{paper.id}/pdf").status_code == 409


def test_anybody_may_check_a_paper_and_learns_nothing_personal(
    app, officer, home, partner, make_project
):
    paper = issued(app, officer, home, partner, make_project(ProjectState.INVITED))
    client = app.test_client()
    for code in ("7K4Q-9M2T", "7k4q9m2t", " 7K4Q 9M2T "):
        page = client.get(f"/check?code={code}", follow_redirects=True, headers=ENGLISH).text
        assert "Genuine and in force" in page
        assert paper.number in page
        assert officer.email not in page
        assert "Choir exchange" not in page
    paper.shared_at = None
    db.session.commit()
    assert "it never went out" in client.get("/check/7K4Q-9M2T", headers=ENGLISH).text


@pytest.mark.parametrize("code", ["0000-0000", "-", "%00", "가나다라-마바사아", "x" * 300])
def test_a_code_of_no_paper_is_told_so(app, code):
    answer = app.test_client().get(f"/check/{code}", headers=ENGLISH)
    assert answer.status_code == 404
    assert "No such paper" in answer.text


def test_cities_show_their_ties(reader, officer, make_person, stranger, tie):
    one = reader(officer)
    assert "Harbour" in one.open("/cities")
    assert "since 2001" in one.open("/cities/harbour").replace("\n", " ")
    assert one.client.get("/cities/elsewhere").status_code == 404
    assert one.client.get("/cities/no-such").status_code == 404
    other = reader(make_person(Role.OFFICER, stranger))
    assert "No ties are recorded yet" in other.open("/cities")


def test_the_language_is_chosen_kept_and_leads_back_to_the_same_page(reader, officer):
    one = reader(officer)
    answer = one.send("/language", language="ko", next="/projects?page=1")
    assert answer.location == "/projects?page=1"
    assert 'lang="ko"' in one.open("/")
    for odd in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        assert one.send("/language", language="en", next=odd).location == "/"
    assert one.send("/language", language="xx").status_code == 400


def count_queries(work) -> int:
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    db.event.listen(db.engine, "before_cursor_execute", note)
    work()
    db.event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_a_damaged_file_is_told_alerted_and_never_handed_out(
    app, reader, officer, home, partner, make_project, damage
):
    paper = issued(app, officer, home, partner, make_project(ProjectState.INVITED))
    (kept,) = (app.extensions["config"].data_dir / "papers").rglob("*.pdf")
    if damage == "altered":
        kept.write_bytes(b"%PDF-1.7 another paper")
    else:
        kept.unlink()
    before = REGISTRY.get_sample_value(METRIC, {"how": damage}) or 0
    with capture_logs() as logs:
        answer = reader(officer).client.get(f"/documents/{paper.id}/pdf")
    assert answer.status_code == 500
    assert b"%PDF" not in answer.data
    assert paper.sha256 in answer.text
    assert REGISTRY.get_sample_value(METRIC, {"how": damage}) == before + 1
    alerts = [one for one in logs if one["log_level"] == "error"]
    assert alerts[0] == {
        "event": "paper damaged",
        "log_level": "error",
        "how": damage,
        "sha256": paper.sha256,
    }


def test_a_void_paper_is_still_handed_out_as_it_was_issued(
    app, reader, officer, liaison, home, partner, make_project
):
    paper = issued(app, officer, home, partner, make_project(ProjectState.INVITED))
    paper.state, paper.void_reason = DocumentState.VOID, "wrong"
    db.session.commit()
    for person in (officer, liaison):
        answer = reader(person).client.get(f"/documents/{paper.id}/pdf")
        assert (answer.status_code, answer.data) == (200, b"%PDF-1.7 a paper")
