"""A centre's page at a real browser: eight languages, phones, magnified, without script."""

import re

import pytest
from playwright.sync_api import expect

from exchange.models import CENTRE_LANGUAGES
from exchange.wording.centre_page import OWN_NAMES, words
from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import beyond, look

pytestmark = pytest.mark.browser

PLACE = "/centre/daejeon"
TWICE = {"width": 320, "height": 512}  # a phone of 640 px at 200 %


@pytest.mark.parametrize("size", [PHONE, DESK, TWICE], ids=["390", "1440", "320"])
@pytest.mark.parametrize("language", CENTRE_LANGUAGES)
def test_the_page_is_read_by_everybody(visitor, axe, shots, size, language):
    page = visitor(size).open(f"{PLACE}?l={language}")
    assert page.locator("html").get_attribute("lang") == language
    expect(page.locator(".langs b")).to_have_text(OWN_NAMES[language])
    wrong = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        wrong += look(page, axe, shots, f"centre-{language}-{size['width']}-{scheme}")
    assert wrong == []


def test_a_phone_without_script_or_styles_reads_it_all(visitor):
    one = visitor(PHONE, language="vi", java_script_enabled=False)
    one.context.route("**/*.css*", lambda route: route.abort())
    page = one.open("/centre")
    assert page.locator("html").get_attribute("lang") == "vi"
    expect(page.locator("article.line")).to_have_count(9)
    expect(page.get_by_role("link", name="1588-0739")).to_have_attribute("href", "tel:1588-0739")
    page.get_by_role("link", name="ไทย").click()
    assert page.locator("html").get_attribute("lang") == "th"
    expect(page.locator("[data-open]")).to_be_visible()


def test_by_keyboard_alone_one_gets_to_the_text_and_to_every_language(visitor):
    page = visitor(PHONE).open(f"{PLACE}?l=en")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    seen = []
    for _ in CENTRE_LANGUAGES[1:]:
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.lang"))
    assert seen == [tag for tag in CENTRE_LANGUAGES if tag != "en"]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("l=fil"))
    expect(page.locator("h2#lines")).to_have_text(words("fil")["lines"])


@pytest.mark.parametrize("size", [PHONE, DESK, TWICE], ids=["390", "1440", "320"])
def test_staff_see_how_far_each_language_is(visitor, axe, shots, size):
    one = visitor(size)
    page = one.sign_in("centre@daejeon.example")
    page.goto(f"{one.address}{PLACE}?l=th")
    page.get_by_role("link", name=words("th")["edit"]).click()
    page.wait_for_url(re.compile("language=th"))
    page.locator("#line-legal-what summary").click()
    assert look(page, axe, shots, f"centre-texts-{size['width']}") == []


def test_a_changed_source_shows_its_translation_as_outdated_until_it_is_read(visitor, axe, shots):
    one = visitor(java_script_enabled=True)
    page = one.sign_in("centre@daejeon.example")
    page.goto(f"{one.address}{PLACE}/texts?language=ko")
    form = page.locator("#line-community-what")
    form.locator("summary").click()
    form.locator("textarea").fill("나라별 공동체의 행사를 함께 엽니다.")
    form.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    reader = visitor(PHONE).open(f"{PLACE}?l=mn")
    lag = reader.locator("[data-state=outdated].lag")
    expect(lag).to_have_count(1)
    expect(lag.locator("[lang=ko]")).to_have_text("나라별 공동체의 행사를 함께 엽니다.")
    assert look(reader, axe, shots, "centre-outdated-mn-390") == []
    page.goto(f"{one.address}{PLACE}/texts?language=mn")
    form = page.locator("#line-community-what")
    form.locator("summary").click()
    form.get_by_role("checkbox").check()
    form.get_by_role("button").click()
    expect(page.locator("#line-community-what .state")).to_have_text("reviewed")
    reader.reload()
    expect(lag).to_have_count(0)
    assert beyond(page) == []
