"""The page of a centre: open to everybody, in the reader's language, saying what it rests on."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from exchange import clock
from exchange.interchange import world
from exchange.models import CENTRE_LANGUAGES, CentreText, Role, TextPart, TextState, db
from exchange.queries.centre import changes, of_city
from exchange.wording.centre_page import words
from tests.centres import make_centre, write_text
from tests.postgres import ON_BOTH
from tests.web.test_pages import count_queries

__all__ = ["make_centre", "write_text"]

WORLD = Path(__file__).parents[2] / "fixtures" / "world"
TITLE = ("centre", TextPart.TITLE)


@pytest.fixture
def centre(make_centre, make_city, write_text):
    city = make_city("hanbat", "ko", country="KR", timezone="Asia/Seoul")
    made = make_centre(city, days=[(date(2026, 12, 3), time(9), time(11))])
    for language, said in (("ko", "한밭 센터"), ("en", "Centre of Hanbat")):
        write_text(made, language, said, TITLE)
    write_text(made, "ko", "상담", ("line:advice", TextPart.TITLE))
    return made


@pytest.fixture
def on(monkeypatch):
    """Set the clock to an hour of Seoul's day; it is nine hours earlier in UTC."""

    def set_(month: int, day: int, hour: int, year: int = 2026) -> None:
        at = datetime(year, month, day, hour - 9, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: at)

    return set_


def read(app, path: str, **headers: str) -> str:
    got = app.test_client().get(path, headers=headers)
    assert got.status_code == 200
    return got.text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("vi", "vi"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("tl-PH,tl;q=0.9", "fil"),
        ("fil", "fil"),
        ("th-TH", "th"),
        ("uz", "en"),
        ("", "en"),
    ],
)
def test_the_page_speaks_the_language_of_the_browser(app, centre, asked, told):
    page = read(app, "/centre/hanbat", **{"Accept-Language": asked})
    assert f'<html lang="{told}">' in page
    assert words(told)["hours"] in page


@pytest.mark.parametrize("language", CENTRE_LANGUAGES)
def test_a_language_chosen_counts_before_the_browsers(app, centre, language):
    page = read(app, f"/centre/hanbat?l={language}", **{"Accept-Language": "ru"})
    assert f'<html lang="{language}">' in page
    for other in CENTRE_LANGUAGES:
        assert (f'href="?l={other}" lang="{other}"' in page) == (other != language)
    assert "<script" not in page


def test_what_is_asked_in_no_language_of_ours_is_answered_all_the_same(app, centre):
    assert '<html lang="en">' in read(app, "/centre/hanbat?l=tlh")


def test_open_now_and_until_when(app, centre, on):
    on(12, 2, 20)
    page = read(app, "/centre/hanbat?l=en")
    assert 'data-open="yes"' in page
    assert "until 21:00" in page
    assert re.search(r'class="today" aria-current="date"><th scope="row">Wednesday', page)
    on(12, 3, 15)
    page = read(app, "/centre/hanbat?l=en")
    assert 'data-open="no"' in page
    assert "Other hours today." in page
    assert "Opens: Friday, 4 December, 09:00" in page
    assert "a reason" in page, "days near by that are unlike their weekday are told"


def test_a_holiday_is_told_the_day_it_is_and_before(app, centre, on):
    on(12, 25, 10)
    page = read(app, "/centre/hanbat?l=en")
    assert "Today is a public holiday." in page
    assert "Opens: Saturday, 26 December, 09:00" in page
    on(12, 8, 10)
    assert "Friday, 25 December" in read(app, "/centre/hanbat?l=en")
    on(12, 1, 9)
    assert "Friday, 25 December" not in read(app, "/centre/hanbat?l=en")


def test_before_it_opens_today_says_so_and_who_never_opens_says_that(
    app, centre, on, make_centre, make_city
):
    centre.other_days[0].opens = time(10)
    db.session.commit()
    on(12, 3, 9)
    assert "Opens today at 10:00" in read(app, "/centre/hanbat?l=en")
    make_centre(make_city("shut"), week={}, hours_attested_on=None)
    assert words("en")["no_opening"] in read(app, "/centre/shut?l=en")


def test_a_closed_day_says_it_is_closed(app, centre, on):
    centre.other_days[0].opens = centre.other_days[0].closes = None
    db.session.commit()
    on(12, 3, 10)
    assert "Closed today." in read(app, "/centre/hanbat?l=en")


def test_each_text_says_how_far_it_can_be_relied_on(app, centre, write_text):
    place = ("line:advice", TextPart.WHAT)
    write_text(centre, "ko", "새 글", place, revision=2)
    write_text(centre, "en", "The old words", place)
    page = read(app, "/centre/hanbat?l=en")
    assert "The old words" in page
    lags = re.findall(r'<small class="lag" data-state="(\w+)">', page)
    assert sorted(lags) == ["missing", "missing", "missing", "outdated"]
    assert '<span lang="ko">새 글</span>' in page
    for state in ("machine", "outdated", "missing"):
        assert words("en")[f"page_{state}"] in page
    page = read(app, "/centre/hanbat?l=ko")
    assert "data-state" not in page, "the source rests on nothing else"


def test_what_was_read_by_a_person_is_said_to_be(app, centre, write_text):
    for place in (("line:advice", TextPart.WHAT), ("line:advice", TextPart.BRING)):
        write_text(centre, "ko", "글", place)
        write_text(centre, "ru", "Текст", place, status=TextState.REVIEWED)
    page = read(app, "/centre/hanbat?l=ru")
    assert words("ru")["reviewed"] in page
    assert words("ru")["bring"] in page


def test_a_query_is_not_asked_for_each_line(app, centre, make_city):
    world.load(WORLD)
    app.test_client().get("/centre/daejeon?l=vi")
    few = count_queries(lambda: read(app, "/centre/hanbat?l=vi"))
    many = count_queries(lambda: read(app, "/centre/daejeon?l=vi"))
    assert many == few <= 8


def test_one_centre_is_shown_at_once_several_are_named_none_is_not_there(
    app, make_centre, home, partner
):
    assert words("en")["centres"] in read(app, "/centre")
    assert app.test_client().get("/centre/portland").status_code == 404
    make_centre(home)
    assert words("en")["hours"] in read(app, "/centre")
    make_centre(partner)
    page = read(app, "/centre?l=vi")
    assert words("vi")["hours"] not in page
    assert 'href="/centre/portland?l=vi"' in page
    assert 'href="/centre/harbour?l=vi"' in page


def test_only_those_who_keep_the_texts_are_led_to_them(
    app, browser, make_centre, home, make_person
):
    make_centre(home)
    here = "/centre/portland?l=en"
    assert "/texts" not in read(app, here)
    assert "/texts" not in browser(make_person(Role.OFFICER)).get(here).text
    assert "/texts" in browser(make_person(Role.CENTRE_STAFF)).get(here).text


def typed(language: str, said: str, version: int, revision: int) -> dict[str, str]:
    told = {"about": "centre", "part": "title", "language": language, "words": said}
    return told | {"version": str(version), "revision": str(revision)}


@ON_BOTH
def test_a_text_is_written_on_its_page_and_its_history_shown(reader, centre, make_person):
    keeper = reader(make_person(Role.CENTRE_STAFF, centre.city))
    here = "/centre/hanbat/texts"
    page = keeper.open(here)
    assert page.count("<details") == page.count("<textarea") > 5
    got = keeper.send(here, **typed("ko", "한밭 외국인 센터", 1, 1))
    assert got.status_code == 303
    assert got.location.endswith("language=ko&kept=1#centre-title")
    page = keeper.open(got.location)
    assert "<del" in page
    assert "한밭 외국인 센터" in page
    assert 'class="state stop"' in keeper.open(f"{here}?language=en")
    got = keeper.send(here, **typed("en", "Centre of Hanbat", 1, 2), reviewed="true")
    assert got.status_code == 303
    assert changes(of_city("hanbat"), "en")[0].status_before is TextState.OUTDATED


def test_what_is_wrong_is_said_beside_the_text_with_what_was_typed(reader, centre, make_person):
    keeper = reader(make_person(Role.ADMINISTRATOR, centre.city))
    here = "/centre/hanbat/texts"
    got = keeper.send(here, **typed("en", "x" * 601, 1, 1))
    assert got.status_code == 422
    assert "Write between 1 and 600 characters." in got.text
    assert "x" * 601 in got.text
    assert 'aria-invalid="true"' in got.text
    got = keeper.send(here, **typed("en", "Other words", 7, 1))
    assert got.status_code == 412
    assert "Somebody changed this text meanwhile" in got.text
    assert "Other words" in got.text
    assert keeper.send(here, about="centre").status_code == 422
    assert keeper.send(here, **typed("tlh", "x", 0, 0)).status_code == 422
    assert keeper.send(here, **typed("en", "x", 1, 1) | {"about": "line:x"}).status_code == 404
    texts = select(func.count()).select_from(CentreText).where(CentreText.version > 1)
    assert db.session.scalar(texts) == 0


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.SYSTEM, Role.COUNTER}]
)
def test_texts_are_another_citys_or_not_theirs_to_keep(browser, centre, make_person, role):
    theirs = browser(make_person(role))
    assert theirs.get("/centre/hanbat/texts").status_code == 404
    assert theirs.get("/centre/nowhere/texts").status_code == 404
    own = browser(make_person(role, centre.city))
    keeps = role in {Role.CENTRE_STAFF, Role.ADMINISTRATOR}
    assert own.get("/centre/hanbat/texts").status_code == (200 if keeps else 404)
