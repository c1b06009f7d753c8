"""A resident asks for help on one form, in eight languages; what is wrong is said beside it."""

import re
from datetime import timedelta

import pytest

from exchange import clock
from exchange.identity import limiter
from exchange.models import (
    CENTRE_LANGUAGES,
    Centre,
    Event,
    Person,
    PersonalRecord,
    Role,
    ServiceCase,
    Why,
    db,
)
from exchange.models.opening import begin_writing
from exchange.vault import keeping
from exchange.web.asking_words import called
from exchange.workflows.service_records import request_of
from tests.centres import make_centre
from tests.web.residents import ANSWERS, SHOWN, WORDS, resident

__all__ = ["make_centre", "resident"]


def stored() -> tuple[int, ...]:
    nouns = (ServiceCase, PersonalRecord, Event)
    guests = db.session.query(Person).filter(Person.confined_to.is_not(None)).count()
    return guests, *(db.session.query(one).count() for one in nouns)


@pytest.mark.parametrize("language", CENTRE_LANGUAGES)
def test_a_request_is_taken_in_and_answered_with_reference_and_code(resident, language):
    resident.language = language
    resident.ask()
    case = resident.case
    assert (case.language, case.topic, case.meeting, case.channel) == (
        language,
        "labour",
        "visit",
        "online",
    )
    assert (case.wished, case.needs_interpreter, case.state) == ("evening", True, "requested")
    assert re.fullmatch(r"\d{8}", resident.code)
    told = keeping.look(request_of(case).id, ("words", "telephone"), person=None, why=Why.OWN)
    assert told == {"words": WORDS, "telephone": ANSWERS["telephone"]}


def test_the_page_says_by_which_day_they_are_called_and_where_to_call(resident, home):
    begin_writing(db.session)
    db.session.query(Centre).one().counselling_telephone = "+49 30 5550"
    db.session.commit()
    resident.language = "en"
    answer = resident.send()
    by = db.session.query(ServiceCase).one().contact_by
    assert by.strftime("%A") in answer.text
    assert 'href="tel:+49 30 5550"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "?l=" not in answer.text.split("<main")[0], "another language would lose the code"


def test_who_asked_is_a_guest_without_a_name_for_this_one_request(resident):
    case = resident.ask().case
    guest = db.session.query(Person).filter_by(confined_to=case.id).one()
    assert (guest.name, guest.title["en"], guest.parts) == ("", "The resident", {Role.RESIDENT})
    assert (guest.active, guest.city_id, guest.language) == (False, case.owner_city_id, "vi")
    events = db.session.query(Event).filter_by(subject_id=case.id).all()
    assert [(one.action, one.actor_id, one.position) for one in events] == [("begin", guest.id, 1)]
    assert (case.version, case.head) == (1, events[0].hash)
    own = db.session.query(Event).filter_by(subject_id=guest.id).one()
    assert (own.action, guest.version, guest.head) == ("begin", 1, own.hash)


def test_only_a_keyed_digest_of_the_code_is_kept(resident, app):
    case = resident.ask().case
    assert re.fullmatch(r"[0-9a-f]{64}", case.code)
    one, other = case.code, resident.elsewhere().ask().case.code
    assert one != other


@pytest.mark.parametrize(
    ("field", "typed", "said", "korean"),
    [
        ("topic", None, "Hãy chọn về việc gì.", "무슨 일인지 골라 주세요."),
        ("topic", "magic", "Hãy chọn về việc gì.", "무슨 일인지 골라 주세요."),
        ("words", "ab", "Hãy viết chuyện gì đã xảy ra", "3자 이상"),
        ("words", "x" * 4001, "Hãy viết chuyện gì đã xảy ra", "3자 이상"),
        ("words", "nul \x00 nul", "Hãy viết chuyện gì đã xảy ra", "3자 이상"),
        ("telephone", "010-0000-00", "Hãy ghi đủ số", "번호를 모두 적어 주세요."),
        ("telephone", "12345678", "Hãy ghi đủ số", "번호를 모두 적어 주세요."),
        ("telephone", "call me", "Hãy ghi đủ số", "번호를 모두 적어 주세요."),
        ("meeting", None, "Hãy chọn cách gặp.", "어떻게 만날지 골라 주세요."),
        ("wished", "never", "Hãy chọn trong danh sách.", "목록에서 골라 주세요."),
        ("consent", None, "Nếu bạn không đồng ý", "동의하지 않으면"),
    ],
)
def test_what_is_wrong_is_said_in_both_languages_and_nothing_is_stored(
    resident, field, typed, said, korean
):
    before = stored()
    answer = resident.send(**{field: typed})
    assert answer.status_code == 422
    place = answer.text.split(f'id="{field}-wrong"')[1].split("</p>")[0]
    assert said in place
    assert korean in place
    assert f'href="#{field}"' in answer.text
    assert stored() == before
    for name in {"words", "telephone"} - {field}:
        assert ANSWERS[name] in answer.text, "what was typed stays"
    if field != "topic":
        assert re.search(r'value="labour" required checked', answer.text)


def test_sending_twice_stores_one_and_says_the_same(resident):
    carried = resident.blank()
    one, two = (resident.send(carried) for _ in range(2))
    assert SHOWN.findall(one.text) == SHOWN.findall(two.text) != []
    assert db.session.query(ServiceCase).count() == db.session.query(PersonalRecord).count() == 1


def test_a_form_of_long_ago_sent_again_stores_nothing_and_shows_no_code(resident):
    carried = resident.blank()
    resident.send(carried)
    before = stored()
    clock.shift(timedelta(minutes=31))
    answer = resident.send(carried)
    clock.shift(timedelta(0))
    assert answer.status_code == 303
    assert answer.location.startswith("/centre/portland/follow")
    assert stored() == before


def test_other_words_on_the_same_form_are_another_request(resident):
    carried = resident.blank()
    one, two = resident.send(carried), resident.send(carried, words="something else")
    assert SHOWN.findall(one.text) != SHOWN.findall(two.text)
    assert db.session.query(ServiceCase).count() == 2


@pytest.mark.parametrize("missing", ["csrf_token", "sending"])
def test_a_form_that_is_not_ours_is_shown_again_as_it_was_typed(resident, missing):
    carried = resident.blank() | {missing: "made up"}
    before = stored()
    answer = resident.send(carried)
    assert answer.status_code == 400
    assert "Trang này đã mở quá lâu" in answer.text
    assert WORDS in answer.text
    assert stored() == before


def test_without_a_key_nothing_is_taken_in_and_what_was_typed_stays(resident, config):
    before = stored()
    config.personal_keys.unlink()
    answer = resident.send()
    assert answer.status_code == 503
    assert "Hiện chưa nhận được yêu cầu" in answer.text
    assert WORDS in answer.text
    assert stored() == before


def test_many_forms_from_one_place_are_slowed_down_and_lose_nothing(resident):
    limiter.enabled = True
    limiter.reset()
    try:
        carried = resident.blank()
        said = [resident.send(carried, telephone="1") for _ in range(31)]
    finally:
        limiter.reset()
        limiter.enabled = False
    assert [one.status_code for one in said] == [422] * 30 + [429]
    assert "Có quá nhiều yêu cầu từ đây" in said[-1].text
    assert WORDS in said[-1].text


def test_a_city_that_is_not_there_or_keeps_no_office_has_no_centre(
    app, resident, make_city, make_centre
):
    make_centre(make_city("afar", office=False))
    make_city("without")  # an office, and no centre
    for slug in ("nowhere", "afar", "without"):
        for place in ("ask", "follow", "follow/change", "follow/erase"):
            assert app.test_client().get(f"/centre/{slug}/{place}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("vi-VN,vi;q=0.9", "vi"),
        ("zh-CN,zh;q=0.9,en;q=0.1", "zh-Hans"),
        ("tl,en;q=0.2", "fil"),
        ("de,en;q=0.3", "en"),
        ("de", "ko"),
    ],
)
def test_the_browser_says_in_which_language_it_is_asked(resident, app, home, asked, language):
    page = app.test_client().get("/centre/portland/ask", headers={"Accept-Language": asked}).text
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("language", CENTRE_LANGUAGES)
def test_a_page_nobody_has_read_says_so_and_every_language_is_one_step_away(resident, language):
    resident.language = language
    page = resident.open("ask")
    assert ('class="machine"' in page) == (language not in {"ko", "en"})
    assert all(called(one) in page for one in CENTRE_LANGUAGES)
    assert ('<small lang="ko">무슨 일인가요</small>' in page) == (language != "ko")
    assert "<script" not in page
