"""Who asked the centre for help: its staff see it by pressing a button, and each look is noted."""

import pytest

from exchange.models import PersonalReading, Role, ServiceState, Why, db
from exchange.vault.records import erase
from exchange.workflows.perform import begin
from exchange.workflows.service_case import SERVICE_CASE
from exchange.workflows.service_records import request_of
from tests.centre import ASKED
from tests.workflows.journeys import walk


@pytest.fixture
def staff(make_person):
    return make_person(Role.CENTRE_STAFF)


def test_the_list_and_the_case_say_what_and_never_who(make_service_case, staff, reader):
    case = make_service_case()
    desk = reader(staff)
    for page in (desk.open("/service_cases"), desk.open(f"/service_cases/{case.id}")):
        assert "Labour" in page
        assert case.number in page
        assert "Nguyen" not in page
        assert "0000-0000" not in page
    assert db.session.query(PersonalReading).count() == 0


def test_a_press_shows_who_asked_and_is_noted(make_service_case, staff, reader):
    case = make_service_case(ServiceState.SCHEDULED)
    walk("service_cases", case, (staff, "attend", {"note": "She showed her contract."}))
    desk = reader(staff)
    shown = desk.send(f"/service_cases/{case.id}/personal")
    assert shown.status_code == 200
    assert "Nguyen Thi Mai" in shown.text
    assert 'href="tel:010-0000-0000"' in shown.text
    assert "She showed her contract." in shown.text
    assert staff.title["en"] in shown.text
    readings = db.session.query(PersonalReading).all()
    assert {(one.person_id, one.why) for one in readings} == {(staff.id, Why.HANDLE)}
    assert len(readings) == 2


def test_coming_without_a_press_leads_to_the_case_and_reads_nothing(
    make_service_case, staff, reader
):
    case = make_service_case()
    led = reader(staff).client.get(f"/service_cases/{case.id}/personal")
    assert (led.status_code, led.location) == (303, f"/service_cases/{case.id}")
    assert db.session.query(PersonalReading).count() == 0


def test_what_was_erased_is_said_to_be_gone(make_service_case, staff, reader):
    case = make_service_case()
    erase(request_of(case), person=staff)
    db.session.commit()
    shown = reader(staff).send(f"/service_cases/{case.id}/personal")
    assert "It was destroyed on its day, or as the resident asked." in shown.text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR, Role.DIRECTOR])
def test_for_everybody_else_there_is_no_request(make_person, staff, reader, role):
    case = begin(SERVICE_CASE, actor=staff, payload=ASKED)
    assert f"/service_cases/{case.id}" in reader(staff).open(f"/search?q={case.number}")
    one = reader(make_person(role, name="somebody"))
    assert case.number not in one.open("/service_cases")
    assert one.client.get(f"/service_cases/{case.id}").status_code == 404
    assert one.send(f"/service_cases/{case.id}/personal").status_code == 404
    assert str(case.id) not in one.open(f"/search?q={case.number}")
    assert db.session.query(PersonalReading).count() == 0


def test_a_request_by_telephone_is_taken_in_from_the_same_form(staff, reader, home):
    desk = reader(staff)
    asked = {
        "topic": "stay",
        "words": "My visa ends.",
        "telephone": "010-1234",
        "meeting": "call",
        "channel": "telephone",
        "language": "mn",
        "consent": "true",
    }
    wrong = desk.send("/service_cases/new", **asked)
    assert wrong.status_code == 422
    assert "Write the whole number" in wrong.text
    assert "My visa ends." in wrong.text
    done = desk.send("/service_cases/new", **asked | {"telephone": "010-1234-5678"})
    assert done.status_code == 303
    assert "My visa ends." not in desk.open(done.location)
