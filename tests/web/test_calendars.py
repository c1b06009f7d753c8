"""The days of a reader's cases: a calendar file, and an address that opens nothing else."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import update

from exchange import clock
from exchange.identity import tokens
from exchange.models import (
    ApiToken,
    AppealState,
    Person,
    ProjectState,
    Role,
    Scope,
    ShipmentState,
    db,
)
from exchange.queries.days import AHEAD, BACK
from tests.aid import BLANKETS, appeal_line
from tests.making import saved


@pytest.fixture
def today(home):
    return clock.today(home.timezone)


@pytest.fixture
def days(make_project, make_shipment, make_appeal, items, today):
    """One case of each kind that has a day, and some whose day is over or has no meaning."""
    week = timedelta(days=7)
    need = appeal_line(items[BLANKETS], 100, needed_by=today + week)
    return {
        "arrival": make_shipment(ShipmentState.DISPATCHED, eta=today + week),
        "invited": make_project(
            ProjectState.INVITED,
            reply_by=today + week,
            starts_on=today + 2 * week,
            ends_on=today + 3 * week,
        ),
        "need": make_appeal(AppealState.PUBLISHED, lines=[need]),
        "arrived": make_shipment(ShipmentState.RECEIVED, eta=today + week),
        "far": make_shipment(ShipmentState.DISPATCHED, eta=today + AHEAD + week),
        "past": make_shipment(ShipmentState.DISPATCHED, eta=today - BACK - week),
        "draft": make_project(starts_on=today + week, ends_on=today + week),
    }


def read(answer) -> dict[str, dict]:
    """Return the days of a calendar by what they are about, read by another's eyes."""
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/calendar")
    assert max(len(line) for line in answer.data.split(b"\r\n")) <= 75
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    return {str(event["summary"]): event for event in events}


def test_each_day_stands_in_the_file_once(browser, officer, days, today, partner):
    found = read(browser(officer).get("/calendar.ics"))
    assert sorted(found) == [
        "Answer due: Choir exchange",
        f"Arrival: {days['arrival'].title}",
        "Exchange: Choir exchange",
        "Needed by: Help after the flood",
    ]
    visit = found["Exchange: Choir exchange"]
    assert visit.decoded("dtstart") == today + timedelta(days=14)
    assert visit.decoded("dtend") == today + timedelta(days=22)  # the day after the last
    arrival = found[f"Arrival: {days['arrival'].title}"]
    assert str(arrival["location"]) == partner.names["en"]
    assert str(arrival["url"]).endswith(f"/shipments/{days['arrival'].id}")
    assert days["arrival"].number in str(arrival["description"])
    assert arrival["sequence"] == days["arrival"].version


def test_the_other_side_reads_what_is_shared_and_a_stranger_nothing(
    browser, liaison, make_person, stranger, days
):
    assert len(read(browser(liaison).get("/calendar.ics"))) == 4
    assert read(browser(make_person(Role.OFFICER, stranger)).get("/calendar.ics")) == {}


def test_who_decides_reads_by_when(browser, director, officer, make_project):
    make_project(ProjectState.IN_APPROVAL)
    found = read(browser(director).get("/calendar.ics"))
    assert "To decide: Choir exchange" in found
    assert "To decide: Choir exchange" not in read(browser(officer).get("/calendar.ics"))


def test_an_address_serves_the_days_of_its_person_in_their_language(app, officer, days):
    db.session.execute(update(Person).where(Person.id == officer.id).values(language="ko"))
    db.session.commit()
    path = f"/calendar/{tokens.make(officer, 'phone', timedelta(days=7), Scope.CALENDAR)}.ics"
    found = read(app.test_client().get(path))
    assert "도착 예정: " + days["arrival"].title in found
    answer = app.test_client().get(path)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    again = app.test_client().get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    row = db.session.query(ApiToken).one()
    assert row.last_used_at is not None
    tokens.revoke(row)
    assert app.test_client().get(path).status_code == 404


def test_a_key_to_a_calendar_opens_nothing_else_and_no_other_key_opens_one(app, officer, days):
    keys = {}
    for scope in Scope:
        keys[scope], row = tokens.new_token(officer, "the test", timedelta(hours=1), scope)
        saved(row)
    for scope, key in keys.items():
        bearer = {"Authorization": f"Bearer {key}"}
        opens = app.test_client().get("/api/v1/projects", headers=bearer).status_code == 200
        serves = app.test_client().get(f"/calendar/{key}.ics").status_code == 200
        assert (opens, serves) == (scope is not Scope.CALENDAR, scope is Scope.CALENDAR)
    assert app.test_client().get("/calendar/guessed.ics").status_code == 404
