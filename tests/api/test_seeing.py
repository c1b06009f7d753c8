"""What a program sees and what it does not: cases, lists, papers, the document itself."""

import json

from exchange.models import (
    Document,
    DocumentKind,
    DocumentState,
    ProjectState,
    Role,
    ShipmentState,
    db,
)
from exchange.policy import holders
from exchange.workflows.registry import WORKFLOWS
from tests.api.asked import DRAFT, refused


def test_another_citys_case_does_not_exist(program, make_person, stranger, make_project):
    project = make_project(ProjectState.INVITED)
    foreign = program(make_person(Role.DIRECTOR, stranger))
    here = f"/projects/{project.id}"
    refused(foreign.get(here), 404, "not_found")
    refused(foreign.get(f"{here}/history"), 404, "not_found")
    refused(foreign.act(f"{here}/cancel", 1, {"reason": "budget"}), 404, "not_found")
    assert foreign.get("/projects").get_json() == []


def test_the_partner_sees_neither_drafts_nor_inner_affairs_nor_papers_too_early(
    program, officer, liaison, make_project, home, partner
):
    draft, shared = make_project(), make_project(ProjectState.INVITED)
    paper = Document(
        kind=DocumentKind.INVITATION,
        number="IR-1",
        check_code="AAAA-BBBB",
        subject_kind="project",
        subject_id=shared.id,
        title="x",
        owner_city_id=home.id,
        partner_city_id=partner.id,
        ordered_by_id=officer.id,
        languages=["en"],
        facts={},
        facts_sha256="0" * 64,
        state=DocumentState.QUEUED,
    )
    db.session.add(paper)
    db.session.commit()
    theirs = program(liaison)
    refused(theirs.get(f"/projects/{draft.id}"), 404, "not_found")
    assert theirs.get(f"/projects/{shared.id}").get_json()["papers"] == []
    assert len(program(officer).get(f"/projects/{shared.id}").get_json()["papers"]) == 1
    refused(theirs.get(f"/documents/{paper.id}"), 404, "not_found")
    refused(program(officer).get(f"/documents/{paper.id}/pdf"), 409, "wrong_state")


def test_who_may_not_act_is_told_so(program, officer, clerk, make_project, make_shipment):
    refused(program(clerk).post("/projects", DRAFT), 403, "not_permitted")
    project = make_project(ProjectState.IN_APPROVAL)
    refused(program(officer).act(f"/projects/{project.id}/approve", 1), 403, "not_permitted")


def test_lists_are_paged_and_filtered(program, officer, make_project, partner, stranger):
    for _ in range(3):
        make_project()
    make_project(ProjectState.AGREED)
    desk = program(officer)
    answer = desk.get("/projects?page=2&page_size=3")
    assert len(answer.get_json()) == 1
    assert json.loads(answer.headers["X-Pagination"]) == {"page": 2, "total_pages": 2, "total": 4}
    assert len(desk.get("/projects?state=agreed").get_json()) == 1
    assert len(desk.get(f"/projects?city={partner.slug}").get_json()) == 4
    assert desk.get(f"/projects?city={stranger.slug}").get_json() == []
    for odd in ("page=0", f"page={10**30}", "page_size=101", "state=none", "city=nowhere"):
        assert desk.get(f"/projects?{odd}").status_code == 422


def test_the_number_of_queries_does_not_grow_with_the_list(program, officer, make_shipment):
    desk = program(officer)
    make_shipment(ShipmentState.DISPATCHED)
    desk.get("/shipments")  # the first request of a minute notes that the token was used
    few = count_queries(lambda: desk.get("/shipments"))
    for _ in range(20):
        make_shipment()
    assert count_queries(lambda: desk.get("/shipments")) == few


def test_what_is_not_there_is_a_problem_too(app):
    refused(app.test_client().get("/api/v1/nothing"), 404, "not_found")
    refused(app.test_client().delete("/api/v1/projects"), 405, "method_not_allowed")
    assert app.test_client().get("/nothing").content_type.startswith("text/html")


def test_problems_are_told_in_the_readers_language(program, officer, make_project):
    answer = program(officer).get(f"/projects/{officer.id}", Accept_Language="ko")
    assert "없습니다" in answer.get_json()["detail"]


def test_cities_and_ties_are_listed(program, officer, tie, partner):
    desk = program(officer)
    assert partner.slug in [one["slug"] for one in desk.get("/cities").get_json()]
    [one] = desk.get("/ties?on=2020-06-01").get_json()
    assert (one["partner"], one["kind"], one["began"]) == (partner.slug, "sister", "2001")
    assert desk.get("/ties?on=1999-01-01").get_json() == []
    assert desk.get("/ties?on=tomorrow").status_code == 422


def test_the_document_offers_exactly_what_the_tables_do(app):
    told = app.test_client().get("/api/v1/openapi.json").get_json()
    assert told["openapi"].startswith("3.1")
    for plural, flow in WORKFLOWS.items():
        offered = {
            path.rsplit("/", 1)[-1]
            for path, item in told["paths"].items()
            if path.startswith(f"/api/v1/{plural}/") and "post" in item
        }
        by_people = {
            row.action
            for row in flow.table
            if any(side not in {"service", "own"} for side, _ in holders(row.permission))
        }
        assert offered == by_people


def test_the_reference_page_is_served_from_here(app):
    page = app.test_client().get("/api/v1/").text
    assert "/api/v1/projects/{subject_id}/approve" in page
    assert "https://" not in page


def count_queries(work) -> int:
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    db.event.listen(db.engine, "before_cursor_execute", note)
    work()
    db.event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)
