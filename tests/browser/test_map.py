"""The world map at a real browser: read by everybody, no word on another, on paper and screen."""

from itertools import combinations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import beyond, keep, violations

pytestmark = pytest.mark.browser

WORDS = """[...document.querySelectorAll("svg.wm")].map(map =>
  [...map.querySelectorAll("text:not(.letter)")].map(one => {
    const box = one.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom, one.textContent];
  }).filter(box => box[2] > box[0]))"""


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_the_map_is_read_by_everybody_and_its_words_stay_apart(
    visitor, axe, shots, size, language
):
    one = visitor(size)
    page = one.sign_in("officer@daejeon.example")
    page.get_by_role("button", name={"en": "English", "ko": "한국어"}[language]).click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(one.address + "/map?on=2020-06-01&year=2020")
        keep(page, shots, f"map-{size['width']}-{language}-{scheme}")
        assert violations(page, axe) == []
        assert beyond(page) == []
    maps = page.evaluate(WORDS)
    assert len(maps) >= 3
    assert sum(map(len, maps)) > 15
    for words in maps:
        for a, b in combinations(words, 2):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + 3 or b[3] <= a[1] + 3, (a, b)
    page.get_by_role("button", name="English").click()


def test_the_map_is_asked_for_another_day_by_keyboard_and_printed(visitor, shots):
    one = visitor(java_script_enabled=False)
    page = one.sign_in("officer@daejeon.example")
    page.get_by_role("link", name="World map").click()
    page.fill("#on", "2019-01-01")
    page.focus("#on")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No aid went either way until then")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("svg.wm.whole")).to_be_visible()
    keep(page, shots, "map-print")
