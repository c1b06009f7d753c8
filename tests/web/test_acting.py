"""Forms: what they ask comes from the schemas, and nothing typed is ever lost."""

import re

from exchange.models import Project, ProjectState, Shipment, ShipmentState, db

DRAFT = {
    "partner": "harbour",
    "type": "youth",
    "title": "Choir exchange",
    "budget-0-item": "beds",
    "budget-0-city": "portland",
    "budget-0-amount": "200",
    "budget-2-item": "flights",
    "budget-2-city": "harbour",
    "budget-2-amount": "100.50",
}


def test_a_case_is_begun_from_its_form_and_rows_left_blank_are_dropped(reader, officer, tie):
    answer = reader(officer).send("/projects/new", **DRAFT, **{"budget-1-item": "  "})
    assert answer.status_code == 303
    project = db.session.query(Project).one()
    assert [(line.item, str(line.amount)) for line in project.budget] == [
        ("beds", "200.0000"),
        ("flights", "100.5000"),
    ]


def test_the_same_form_sent_twice_begins_one_case(reader, officer, tie):
    one = reader(officer)
    first = one.send("/projects/new", **DRAFT, once="a1")
    again = one.send("/projects/new", **DRAFT, once="a1")
    assert first.location == again.location
    assert db.session.query(Project).count() == 1


def test_what_was_typed_stays_and_the_fault_stands_at_its_field(reader, officer, tie):
    answer = reader(officer).send("/projects/new", **DRAFT | {"budget-0-amount": "a lot"})
    assert answer.status_code == 422
    assert 'value="a lot"' in answer.text
    assert re.search(r'id="f-budget-0-amount-e"[^>]*>.*?Write a number\.', answer.text, re.DOTALL)
    assert 'value="flights"' in answer.text
    assert db.session.query(Project).count() == 0


def test_more_rows_are_given_without_script_and_nothing_is_stored(reader, officer, tie):
    answer = reader(officer).send("/projects/new", **DRAFT, _more="budget")
    assert answer.status_code == 200
    assert 'name="budget-4-item"' in answer.text
    assert db.session.query(Project).count() == 0


def test_a_condition_unmet_is_said_on_the_page_and_refused_at_the_door(
    reader, officer, make_project
):
    project = make_project(title_partner="")
    one = reader(officer)
    assert "Give title and purpose in both languages." in one.open(f"/projects/{project.id}")
    answer = one.send(f"/projects/{project.id}/submit", version="1")
    assert answer.status_code == 422
    assert "Give title and purpose in both languages." in answer.text


def test_an_old_page_is_told_so_and_keeps_what_was_typed(reader, director, make_project):
    project = make_project(ProjectState.IN_APPROVAL)
    answer = reader(director).send(
        f"/projects/{project.id}/return", version="9", remarks="Say where they sleep"
    )
    assert answer.status_code == 412
    assert "Someone else acted first." in answer.text
    assert "Say where they sleep" in answer.text
    assert 'name="version" value="1"' in answer.text


def test_an_action_without_a_version_is_refused(reader, director, make_project):
    project = make_project(ProjectState.IN_APPROVAL)
    answer = reader(director).send(f"/projects/{project.id}/approve")
    assert answer.status_code == 428


def test_looking_at_an_action_changes_nothing(reader, director, make_project):
    project = make_project(ProjectState.IN_APPROVAL)
    assert "exactly as it stands now" in reader(director).open(f"/projects/{project.id}/approve")
    db.session.expire_all()
    assert project.state == ProjectState.IN_APPROVAL
    assert project.version == 1


def test_an_action_that_is_not_the_readers_is_not_shown(reader, officer, make_project):
    project = make_project(ProjectState.IN_APPROVAL)
    assert "Nothing here" in reader(officer).open(f"/projects/{project.id}/approve")
    answer = reader(officer).send(f"/projects/{project.id}/approve", version="1")
    assert answer.status_code == 403


def test_a_draft_is_edited_and_copied_from_what_is_written(reader, officer, make_project):
    project = make_project()
    one = reader(officer)
    for path in (f"/projects/{project.id}/edit", f"/projects/new?from={project.id}"):
        page = one.open(path)
        assert 'value="Choir exchange"' in page
        assert 'value="200.0000"' in page
        assert 'value="harbour" selected' in page


def test_cartons_are_packed_counted_and_signed_for_from_forms(
    reader, clerk, liaison, make_shipment
):
    shipment = make_shipment(ShipmentState.APPROVED)
    here = f"/shipments/{shipment.id}"
    desk, phone = reader(clerk), reader(liaison)
    packing = {
        "packages-0-cartons": "4",
        "packages-0-contents-0-line": "1",
        "packages-0-contents-0-quantity": "25",
    } | {
        f"packages-0-{n}": "300"
        for n in ("length_mm", "width_mm", "height_mm", "net_g", "gross_g")
    }
    assert desk.send(f"{here}/pack", version="1", **packing).status_code == 303
    left = {"mode": "air", "carrier": "Post", "waybill": "WB-12345"}
    assert desk.send(f"{here}/dispatch", version="2", **left).status_code == 303
    assert (
        phone.send(f"{here}/arrive", version="3", arrived_at="2026-11-20T08:30").status_code == 303
    )
    assert phone.send(f"{here}/start_receiving", version="4").status_code == 303
    counted = {
        "counted_on": "2026-11-21",
        "place": "Harbour",
        "rest_as_sent": "true",
        "counts-0-carton": "2",
        "counts-0-line": "1",
        "counts-0-good": "20",
        "counts-0-damaged": "5",
        "counts-0-reason": "wet",
    }
    assert phone.send(f"{here}/record_receipt", version="5", **counted).status_code == 303
    page = phone.open(here)
    assert "with differences" in page
    assert "wet" in page
    signed = phone.send(f"{here}/sign_with_reservations", version="6", remarks="5 are wet")
    assert signed.status_code == 303
    where = phone.open(here).split('class="journey"')[1].split("</ol>")[0]
    assert "Arrived" in where
    assert "In transit" not in where, "a station that was skipped is not shown as passed"
    db.session.expire_all()
    stored = db.session.get(Shipment, shipment.id)
    assert stored.state == ShipmentState.DISPUTED
    assert stored.arrived_at.isoformat() == "2026-11-20T07:30:00+00:00"
