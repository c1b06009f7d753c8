"""Who may see which page, and what a stranger is told."""

import pytest

from exchange.models import Document, DocumentKind, ProjectState, Role, ShipmentState, db

PAGES = ("", "/edit", "/papers")


def test_nobody_reads_anything_before_signing_in(app, make_project):
    here = f"/projects/{make_project().id}"
    for path in ("/", "/projects", "/cities", here, f"{here}/edit", f"{here}/papers"):
        answer = app.test_client().get(path)
        assert answer.status_code == 302
        assert answer.location.startswith("/sign-in")


def test_another_citys_case_does_not_exist(browser, make_person, stranger, make_project):
    foreign = browser(make_person(Role.OFFICER, stranger))
    project = make_project(ProjectState.INVITED)
    for path in PAGES:
        assert foreign.get(f"/projects/{project.id}{path}").status_code == 404
    answer = foreign.post(f"/projects/{project.id}/cancel", data={"version": "1"})
    assert answer.status_code in {400, 404}


def test_the_partner_learns_of_a_case_only_when_it_is_shared(browser, liaison, make_project):
    theirs = browser(liaison)
    assert theirs.get(f"/projects/{make_project().id}").status_code == 404
    assert theirs.get(f"/projects/{make_project(ProjectState.INVITED).id}").status_code == 200


def test_the_partner_reads_no_paper_before_it_is_issued(
    browser, liaison, officer, make_shipment, home, partner
):
    shipment = make_shipment(ShipmentState.DISPATCHED)
    paper = Document(
        kind=DocumentKind.MANIFEST,
        number="AS-2026-0001",
        check_code="AAAA-BBBB",
        subject_kind="shipment",
        subject_id=shipment.id,
        title="Blankets",
        owner_city_id=home.id,
        partner_city_id=partner.id,
        ordered_by_id=officer.id,
        languages=["en"],
        facts={},
        facts_sha256="0" * 64,
    )
    db.session.add(paper)
    db.session.commit()
    assert "AS-2026-0001" in browser(officer).get(f"/shipments/{shipment.id}").text
    assert "Shipment manifest" not in browser(liaison).get(f"/shipments/{shipment.id}").text
    assert browser(liaison).get(f"/documents/{paper.id}").status_code == 404
    assert browser(officer).get(f"/documents/{paper.id}/pdf").status_code == 409


def test_the_owners_own_affairs_are_not_told_to_the_partner(browser, liaison, make_project):
    page = browser(liaison).get(f"/projects/{make_project(ProjectState.INVITED).id}").text
    assert "Accept" in page
    assert "Cancel the exchange" in page, "it may happen, so they may know"
    page = browser(liaison).get(f"/projects/{make_project(ProjectState.AGREED).id}").text
    assert "Postpone" in page
    assert "director of the sending city" in page


@pytest.mark.parametrize("path", ["/", "/projects", "/sign-in", "/check", "/nothing"])
def test_every_answer_says_what_a_browser_may_do(app, path):
    answer = app.test_client().get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_nonce_is_never_used_twice(app):
    client = app.test_client()
    first, second = (client.get("/sign-in") for _ in range(2))
    assert first.headers["Content-Security-Policy"] != second.headers["Content-Security-Policy"]
    nonce = first.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'nonce="{nonce}"' in first.text


def test_a_form_of_another_site_is_refused(app, browser, officer, make_project):
    project = make_project()
    answer = browser(officer).post(f"/projects/{project.id}/submit", data={"version": "1"})
    assert answer.status_code == 400
    assert db.session.get(type(project), project.id).state == ProjectState.DRAFT
