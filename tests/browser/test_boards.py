"""Boards at a real browser: columns on a desk, sections on a phone, a view kept by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import keep, violations
from tests.browser.walking import propose

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_boards_are_read_by_everybody(visitor, axe, shots, size, language):
    one = visitor(size)
    page = one.sign_in("officer@daejeon.example")
    propose(page)
    page.get_by_role("button", name={"en": "English", "ko": "한국어"}[language]).click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for plural in ("projects", "shipments"):
            page.goto(f"{one.address}/{plural}/board")
            keep(page, shots, f"board-{plural}-{size['width']}-{language}-{scheme}")
            assert violations(page, axe) == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name="English").click()


def test_a_view_is_kept_by_keyboard_and_without_script(visitor, axe):
    one = visitor(java_script_enabled=False)
    page = one.sign_in("officer@daejeon.example")
    page.goto(one.address + "/projects")
    page.get_by_role("link", name="As a board").click()
    page.select_option("#kind", "youth")
    page.get_by_role("button", name="Show", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.fill("#v0", "Youth only")
    page.keyboard.press("Enter")
    expect(page.locator(".tabs [aria-current]")).to_have_text("Youth only")
    page.locator("summary").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".tabs")).to_have_count(0)
