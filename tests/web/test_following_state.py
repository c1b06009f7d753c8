"""A resident sees what is kept of them, has it destroyed, and reads where their request stands."""

from datetime import timedelta

import pytest

from exchange import clock
from exchange.models import PersonalReading, PersonalRecord, Role, ServiceState, Why, db
from tests.centres import make_centre
from tests.web.residents import ANSWERS, WORDS, resident

__all__ = ["make_centre", "resident"]

MEETING = {"starts_at": "2026-12-02T09:00:00Z", "ends_at": "2026-12-02T10:00:00Z", "place": "2F"}
TRIAGE = {"topic": "labour", "urgency": "soon", "note": "She has a contract."}


@pytest.fixture
def staff(make_person):
    return make_person(Role.CENTRE_STAFF)


@pytest.fixture(autouse=True)
def the_present():
    yield
    clock.shift(timedelta(0))


def test_a_request_is_shown_in_its_own_language_unless_another_is_chosen(resident):
    resident.ask()
    for chosen, language in (("", "vi"), ("?l=th", "th"), ("?l=tlh", "vi")):
        page = resident.client.get(f"/centre/portland/follow{chosen}").text
        assert f'<html lang="{language}">' in page


def test_what_is_kept_is_handed_out_whole_and_the_reading_is_noted(resident, staff):
    resident.ask().staff_does(staff, "triage", **TRIAGE)
    answer = resident.post("follow/kept")
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="{resident.reference}.json"'
    )
    told = answer.json
    assert told["said"] == {"name": "", "telephone": ANSWERS["telephone"], "words": WORDS}
    assert [one["note"] for one in told["notes"]] == [TRIAGE["note"]]
    assert (told["request"]["state"], told["request"]["language"]) == ("triaged", "vi")
    assert {(one["by"], one["why"]) for one in told["read"]} == {("resident", "export")}
    assert len(told["read"]) == 2
    assert str(staff.id) not in answer.text


@pytest.mark.parametrize("ended", [False, True])
def test_erasing_destroys_it_all_with_proof_and_withdraws_what_was_open(resident, staff, ended):
    resident.ask().staff_does(staff, "triage", **TRIAGE)
    if ended:
        resident.staff_does(staff, "resolve", outcome="advised")
    assert ("còn đang xử lý" in resident.open("follow/erase")) == (not ended)
    assert db.session.query(PersonalRecord).filter_by(purged_at=None).count() == 2
    answer = resident.post("follow/erase")
    page = resident.client.get(answer.location).text
    assert "đã bị hủy" in page
    assert "follow/kept" not in page
    records = db.session.query(PersonalRecord).all()
    assert all(one.sealed == b"" and one.proof for one in records)
    assert resident.case.state == ("resolved" if ended else "withdrawn")
    assert "told=erased" in resident.post("follow/kept").location
    assert resident.post("follow/erase").status_code == 303
    assert db.session.query(PersonalReading).filter_by(why=Why.ERASED).count() == 2


@pytest.mark.parametrize("language", ["ko", "vi"])
def test_each_state_has_its_sentence_and_a_set_time_is_that_of_the_city(resident, staff, language):
    resident.language = language
    resident.ask().staff_does(staff, "triage", **TRIAGE)
    seen = {resident.open("follow").split("<h1>")[1].split("</h1>")[0]}
    for action, told in (
        ("wait", {}),
        ("schedule", MEETING),
        ("miss", {}),
        ("schedule", MEETING),
        ("attend", {}),
        ("refer", {"referred_to": "Labour office", "consent": True}),
        ("note_acceptance", {}),
        ("resolve", {"outcome": "referred"}),
        ("reopen", {}),
        ("triage", TRIAGE),
        ("resolve", {"outcome": "advised"}),
        ("close", {}),
    ):
        if action in {"attend", "miss"}:
            clock.shift(timedelta(days=30))
            resident.enter()
        resident.staff_does(staff, action, **told)
        page = resident.open("follow")
        seen.add(page.split("<h1>")[1].split("</h1>")[0])
        if action == "schedule":
            assert "10:00" in page, "in Berlin it is an hour later than in UTC"
            assert "2F" in page
    assert len(seen) == len(ServiceState) - 3
    assert resident.case.version == 14
