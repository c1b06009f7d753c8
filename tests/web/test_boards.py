"""Boards: columns in the order of the journey, filters, views one keeps, and what stays hidden."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from exchange.models import ProjectState, ProjectType, Role, SavedView, ShipmentState, db
from exchange.queries import cases, reach
from exchange.queries.boards import SHOWN, Wanted, columns_of
from exchange.web.boards import MOST_VIEWS
from exchange.workflows.registry import CASES, WORKFLOWS
from tests.making import saved
from tests.postgres import ON_BOTH
from tests.web.test_pages import count_queries

DAY = date(2027, 1, 1)
PROJECTS, SHIPMENTS = WORKFLOWS["projects"], WORKFLOWS["shipments"]


def board(flow, reader, **wanted) -> dict[str, list[str]]:
    found = columns_of(flow, reader, Wanted(**wanted), DAY)
    return {one.state.value: [case.number for case in one.cases] for one in found if one.cases}


@ON_BOTH
def test_columns_follow_the_journey_and_side_states_come_last(officer, make_shipment):
    closed = make_shipment(ShipmentState.CLOSED)
    lost = make_shipment(ShipmentState.LOST)
    newest = [make_shipment(ShipmentState.DRAFT).number for _ in range(SHOWN + 1)][::-1][:SHOWN]
    found = columns_of(SHIPMENTS, officer, Wanted(), DAY)
    assert [one.state for one in found] == [*SHIPMENTS.journey, ShipmentState.LOST]
    assert [one.aside for one in found] == [False] * len(SHIPMENTS.journey) + [True]
    assert [one.number for one in found[0].cases] == newest
    assert [one.more for one in found if one.cases] == [True, False, False]
    assert (found[-2].cases, found[-1].cases) == ([closed], [lost])


def test_a_board_is_narrowed_by_city_kind_year_person_and_lateness(
    officer, make_project, make_person, partner, stranger
):
    youth = make_project(type=ProjectType.YOUTH)
    sport = make_project(type=ProjectType.SPORT)
    late = make_project(ProjectState.INVITED, type=ProjectType.SPORT, reply_by=date(2026, 5, 1))
    over = make_project(
        ProjectState.UNDER_WAY, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1)
    )
    other = make_person(Role.OFFICER, name="second")
    youth.created_at = datetime(2019, 12, 31, 23, 30, tzinfo=UTC)  # 2020 in the city itself
    over.officer_id = other.id
    sport.partner_city = stranger
    db.session.commit()
    assert board(PROJECTS, officer, kind="sport") == {
        "draft": [sport.number],
        "invited": [late.number],
    }
    assert board(PROJECTS, officer, city_id=stranger.id) == {"draft": [sport.number]}
    assert board(PROJECTS, officer, year=2020) == {"draft": [youth.number]}
    assert board(PROJECTS, officer, year=2019) == {}
    assert set(board(PROJECTS, officer, year=9999)) == set()
    assert board(PROJECTS, officer, person_id=other.id) == {"under_way": [over.number]}
    assert board(PROJECTS, officer, late=True) == {
        "invited": [late.number],
        "under_way": [over.number],
    }


def test_a_shipment_is_overdue_whose_day_of_arrival_has_passed(officer, make_shipment):
    day = date(2026, 5, 1)
    late = make_shipment(ShipmentState.DISPATCHED, eta=day)
    make_shipment(ShipmentState.RECEIVED, eta=day)
    make_shipment(ShipmentState.DISPATCHED, eta=DAY)
    assert board(SHIPMENTS, officer, late=True) == {"dispatched": [late.number]}


def test_a_partner_sees_what_is_shared_and_no_more(
    liaison, officer, make_shipment, make_person, stranger
):
    make_shipment(ShipmentState.DRAFT)
    shared = make_shipment(ShipmentState.IN_TRANSIT, shared_at=datetime.now(UTC))
    assert board(SHIPMENTS, liaison) == {"in_transit": [shared.number]}
    assert board(SHIPMENTS, make_person(Role.LIAISON, stranger)) == {}


@pytest.mark.parametrize("plural", CASES)
def test_every_kind_of_case_has_its_board_and_odd_filters_ask_for_all(reader, officer, plural):
    page = reader(officer).open(f"/{plural}/board?city=x&kind=nothing&year=-4&person=y&late=")
    assert '<div class="board"' in page
    assert " style=" not in page


def test_what_is_no_case_has_no_board(reader, officer):
    assert reader(officer).client.get("/people/board").status_code == 404


def test_a_board_takes_a_fixed_number_of_queries(reader, officer, make_shipment):
    one = reader(officer)
    make_shipment()
    few = count_queries(lambda: one.open("/shipments/board"))
    for _ in range(6):
        make_shipment()
    assert count_queries(lambda: one.open("/shipments/board")) == few


def test_a_view_is_kept_renamed_and_removed_by_its_owner_alone(
    reader, officer, liaison, make_project
):
    make_project()
    one, other = reader(officer), reader(liaison)
    kept = one.send("/projects/board/views", name=" Sport  late ", kind="sport", late="1", odd="x")
    assert kept.location.endswith("/projects/board?kind=sport&late=1")
    view = db.session.scalars(select(SavedView)).one()
    assert (view.name, view.query) == ("Sport late", "kind=sport&late=1")
    assert ">Sport late</a>" in one.open("/projects/board?kind=sport&late=1")
    assert "Sport late" not in other.open("/projects/board")
    assert "Sport late" not in one.open("/shipments/board")
    here = f"/projects/board/views/{view.id}"
    for path in (here, f"/shipments/board/views/{view.id}"):
        assert other.send(path, remove="1").status_code == 404
        assert other.send(path, name="Mine").status_code == 404
    assert one.send(here, name="Sport").status_code == 303
    assert db.session.scalars(select(SavedView.name)).one() == "Sport"
    assert one.send(here, remove="1").status_code == 303
    assert db.session.scalars(select(SavedView)).all() == []


@pytest.mark.parametrize(
    ("name", "told"),
    [("", "a name"), ("x" * 61, "a name"), ("a\x07", "a name"), ("Taken", "another")],
)
def test_a_view_without_a_proper_name_is_not_kept(reader, officer, name, told):
    one = reader(officer)
    one.send("/projects/board/views", name="Taken")
    one.send("/projects/board/views", name="Other")
    view = db.session.scalars(select(SavedView).where(SavedView.name == "Other")).one()
    for path in ("/projects/board/views", f"/projects/board/views/{view.id}"):
        answer = one.send(path, name=name)
        assert answer.status_code == 422
        assert told in answer.text
    assert set(db.session.scalars(select(SavedView.name))) == {"Taken", "Other"}


def test_views_are_not_kept_without_end(reader, officer):
    for n in range(MOST_VIEWS):
        saved(SavedView(person_id=officer.id, plural="projects", name=str(n), query=""))
    answer = reader(officer).send("/projects/board/views", name="one more")
    assert answer.status_code == 422
    assert "Remove one first" in answer.text


@ON_BOTH
def test_long_lists_are_counted_and_turned_so_far_and_no_further(
    monkeypatch, reader, officer, make_shipment
):
    monkeypatch.setattr(reach, "COUNTED", 3)
    monkeypatch.setattr(cases, "DEEPEST", 4)
    monkeypatch.setattr("exchange.web.frame.COUNTED", 3)
    numbers = [make_shipment().number for _ in range(5)][::-1]
    first = cases.page_of(SHIPMENTS, officer, size=2)
    assert (first.total, first.pages, [one.number for one in first.rows]) == (4, 2, numbers[:2])
    assert [one.number for one in cases.page_of(SHIPMENTS, officer, size=2, number=2).rows] == (
        numbers[2:4]
    )
    assert cases.page_of(SHIPMENTS, officer, size=2, number=3).rows == []
    assert cases.counts_by_state(SHIPMENTS, officer) == {ShipmentState.DRAFT: 4}
    page = re.sub(r"<[^>]+>", "", reader(officer).open("/shipments"))
    assert "3+ in all" in page
    assert "Draft (3+)" in page


def test_a_moment_of_the_same_second_keeps_its_order(officer, make_shipment):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for n in range(4):
        make_shipment().created_at = at - timedelta(days=n % 2)
        db.session.commit()
    once = [one.id for one in cases.page_of(SHIPMENTS, officer).rows]
    assert once == [one.id for one in cases.page_of(SHIPMENTS, officer).rows]
    assert len(set(once)) == 4


@pytest.mark.parametrize("plural", ["appeals", "pledges", "claims", "shipments"])
def test_a_list_asks_as_often_for_one_case_as_for_many(request, reader, officer, plural):
    make, one = request.getfixturevalue(f"make_{plural[:-1]}"), reader(officer)
    make()
    one.open(f"/{plural}")
    few = count_queries(lambda: one.open(f"/{plural}"))
    for _ in range(3):
        make()
    assert count_queries(lambda: one.open(f"/{plural}")) == few
