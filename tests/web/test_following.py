"""With reference and code a resident follows their request; everything else opens nothing."""

from datetime import timedelta

import pytest

from exchange import clock
from exchange.auditing import verify
from exchange.identity import limiter
from exchange.models import (
    Event,
    PersonalReading,
    Role,
    Why,
    db,
)
from exchange.vault import keeping
from exchange.workflows.perform import begin
from exchange.workflows.service_case import SERVICE_CASE
from exchange.workflows.service_records import request_of
from tests.centres import make_centre
from tests.web.residents import ANSWERS, ASKED_AGAIN, TOKEN, VERSION, WORDS, resident

__all__ = ["make_centre", "resident"]

TRIAGE = {"topic": "labour", "urgency": "soon", "note": "She has a contract."}


@pytest.fixture
def staff(make_person):
    return make_person(Role.CENTRE_STAFF)


@pytest.fixture(autouse=True)
def the_present():
    yield
    clock.shift(timedelta(0))


def actions(resident) -> list[str]:
    rows = db.session.query(Event).filter_by(subject_id=resident.case.id)
    return [one.action for one in rows.order_by(Event.position)]


def test_reference_and_code_open_the_request_on_another_device(resident):
    other = resident.ask().elsewhere()
    assert "Đã nhận" not in other.open("follow")
    assert other.enter().status_code == 303
    page = other.open("follow")
    assert "Yêu cầu đã đến và chưa ai đọc" in page
    assert resident.reference in page
    assert resident.code not in page
    assert ANSWERS["telephone"] not in page


def test_reference_and_code_may_be_written_as_people_write_them(resident):
    other = resident.ask().elsewhere()
    code = f" {resident.code[:4]}-{resident.code[4:]} "
    assert other.enter(resident.reference.lower().replace("-", " "), code).status_code == 303


def test_an_unknown_reference_and_a_wrong_code_are_answered_alike(resident):
    resident.ask()
    wrong = "00000000" if resident.code != "00000000" else "11111111"
    one = resident.elsewhere().enter(code=wrong)
    other = resident.elsewhere().enter(reference="AAAA-BBBB")
    assert one.status_code == other.status_code == 403
    pages = [
        TOKEN.sub("", got.text).replace(asked, "")
        for got, asked in ((one, resident.reference), (other, "AAAA-BBBB"))
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("known", [True, False])
def test_a_guessed_code_is_soon_not_even_looked_at(resident, known):
    other = resident.ask().elsewhere()
    reference = resident.reference if known else "AAAA-BBBB"
    wrong = "00000000" if resident.code != "00000000" else "11111111"
    said = [other.enter(reference, wrong).status_code for _ in range(6)]
    assert said == [403] * 5 + [429]
    answer = other.enter(reference)
    assert answer.status_code == 429
    assert "Hãy thử lại sau 1 phút." in answer.text
    clock.shift(timedelta(minutes=2))
    assert other.enter(reference).status_code == (303 if known else 403)


def test_many_tries_from_one_place_are_slowed_down_in_their_language(resident):
    other = resident.ask().elsewhere()
    limiter.enabled = True
    limiter.reset()
    try:
        said = [other.enter(reference=f"AAAA-{n:04}") for n in range(31)]
    finally:
        limiter.reset()
        limiter.enabled = False
    assert {one.status_code for one in said[:-1]} == {403}
    assert said[-1].status_code == 429
    assert "Có quá nhiều yêu cầu từ đây" in said[-1].text


@pytest.mark.parametrize("place", ["follow", "follow/withdraw", "follow/erase", "follow/leave"])
def test_what_another_site_sends_does_nothing(resident, place):
    resident.ask()
    answer = resident.client.post(resident.at(place), data={"csrf_token": "made up"})
    assert "told=form_old" in answer.location
    assert "Trang này đã mở quá lâu" in resident.client.get(answer.location).text
    assert actions(resident) == ["begin"]


def test_a_request_staff_wrote_down_has_no_code_and_opens_with_none(resident, staff):
    told = ANSWERS | {"language": "vi", "channel": "telephone"}
    case = begin(SERVICE_CASE, actor=staff, payload=told)
    for code in ("", "-", "00000000", "None"):
        other = resident.elsewhere()
        other.reference, other.code = case.reference, code
        assert other.post("follow", reference=other.reference, code=code).status_code == 403


def test_a_request_is_not_there_at_the_centre_of_another_city(resident, partner, make_centre):
    make_centre(partner)
    resident.ask()
    there = resident.elsewhere("harbour")
    assert there.enter().status_code == 403
    resident.slug = "harbour"
    assert "Đã nhận" not in resident.open("follow")
    for place in ("change", "withdraw", "erase"):
        assert resident.client.get(resident.at(f"follow/{place}")).status_code == 404
        assert resident.post(f"follow/{place}").status_code == 404
    assert resident.post("follow/kept").status_code == 404


def test_a_visit_is_of_one_request_and_another_takes_its_place(resident):
    one, two = resident.ask(), resident.elsewhere().ask()
    assert one.enter(two.reference, two.code).status_code == 303
    page = one.open("follow")
    assert two.reference in page
    assert one.reference not in page


@pytest.mark.parametrize("place", ["change", "withdraw", "erase", "kept"])
def test_a_visit_ends_after_half_an_hour_and_when_they_say_so(resident, place):
    resident.ask()
    token = TOKEN.search(resident.open("follow"))[1]
    clock.shift(timedelta(minutes=31))
    answer = resident.client.post(resident.at(f"follow/{place}"), data={"csrf_token": token})
    assert answer.status_code == 303
    assert "Đã hết thời gian" in resident.client.get(answer.location).text
    assert actions(resident) == ["begin"]
    clock.shift(timedelta(0))
    resident.enter()
    assert resident.post("follow/leave").status_code == 303
    assert resident.reference not in resident.open("follow")


def test_before_anybody_read_it_the_words_can_be_changed(resident):
    page = resident.ask().open("follow/change")
    assert WORDS in page
    assert f'value="{ANSWERS["telephone"]}"' in page
    version = VERSION.search(page)[1]
    told = ASKED_AGAIN | {
        "words": "It was paid in part.",
        "wished": "saturday",
        "version": version,
    }
    del told["needs_interpreter"]
    answer = resident.post("follow/change", **told)
    assert "Đã lưu thay đổi của bạn." in resident.client.get(answer.location).text
    case = resident.case
    assert (case.wished, case.needs_interpreter, case.version) == ("saturday", False, 2)
    known = keeping.look(request_of(case).id, ("words",), person=None, why=Why.OWN)
    assert known == {"words": "It was paid in part."}
    readings = db.session.query(PersonalReading).order_by(PersonalReading.at).first()
    assert (readings.by, readings.why, readings.person_id) == ("resident", "own", None)


def test_a_change_that_is_wrong_stays_typed_and_changes_nothing(resident):
    version = VERSION.search(resident.ask().open("follow/change"))[1]
    told = ASKED_AGAIN | {"telephone": "1", "version": version}
    answer = resident.post("follow/change", **told)
    assert answer.status_code == 422
    assert "Hãy ghi đủ số" in answer.text
    assert WORDS in answer.text
    old = resident.client.post(resident.at("follow/change"), data=told)
    assert old.status_code == 400
    assert WORDS in old.text
    assert actions(resident) == ["begin"]


def test_what_was_read_withdrawn_or_changed_meanwhile_cannot_be_changed(resident, staff):
    resident.ask()
    for version in ("7", "", "x"):
        answer = resident.post("follow/change", **ASKED_AGAIN, version=version)
        assert "told=moved" in answer.location
    resident.staff_does(staff, "triage", **TRIAGE)
    for answer in (
        resident.post("follow/change", **ASKED_AGAIN, version="2"),
        resident.client.get(resident.at("follow/change")),
    ):
        assert "told=too_late" in answer.location
    resident.post("follow/withdraw")
    assert "told=too_late" in resident.post("follow/change", **ASKED_AGAIN, version="3").location
    assert actions(resident) == ["begin", "triage", "withdraw"]
    assert "Chúng tôi đã đọc" in resident.client.get(answer.location).text


def test_withdrawing_asks_first_and_is_done_once(resident):
    resident.ask()
    assert "Có, rút yêu cầu" in resident.open("follow/withdraw")
    assert resident.case.state == "requested"
    answer = resident.post("follow/withdraw")
    page = resident.client.get(answer.location).text
    assert "Bạn đã rút yêu cầu." in page
    assert "follow/change" not in page
    assert "told=moved" in resident.post("follow/withdraw").location
    assert actions(resident) == ["begin", "withdraw"]
    assert verify().fault is None
