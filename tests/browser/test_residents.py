"""A request by telephone in a real browser: taken in, sorted, met, resolved; each look noted."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import look

pytestmark = pytest.mark.browser


def test_the_desk_takes_a_request_in_and_sees_it_through(visitor, axe, shots):
    one = visitor(DESK)
    page = one.sign_in("centre@daejeon.example")
    page.get_by_role("button", name="English").click()
    page.goto(f"{one.address}/service_cases")
    page.get_by_role("link", name="Take a request in").click()
    wrong = look(page, axe, shots, "resident-form-1440")
    page.select_option("#f-topic", "labour")
    page.fill("#f-words", "지난달 월급을 받지 못했습니다.")
    page.fill("#f-telephone", "010-0000-0000")
    page.select_option("#f-meeting", "visit")
    page.select_option("#f-channel", "telephone")
    page.select_option("#f-language", "vi")
    page.check("#f-consent")
    page.locator("#do").click()
    expect(page.locator(".head .state")).to_have_text("Requested")
    wrong += look(page, axe, shots, "resident-case-1440")
    page.get_by_role("link", name="Read and sort").click()
    page.select_option("#f-topic", "labour")
    page.select_option("#f-urgency", "soon")
    page.fill("#f-note", "Wages of October.")
    page.locator("#do").click()
    expect(page.locator(".head .state")).to_have_text("Sorted")
    page.get_by_role("button", name="See who asked, and what was written down").click()
    expect(page.get_by_text("010-0000-0000")).to_be_visible()
    expect(page.get_by_text("Wages of October.")).to_be_visible()
    wrong += look(page, axe, shots, "resident-personal-1440")
    assert wrong == []


def test_its_pages_fit_a_phone_in_both_languages(visitor, axe, shots):
    one = visitor(PHONE)
    page = one.sign_in("centre@daejeon.example")
    wrong: list[str] = []
    for language in ("한국어", "English"):
        page.goto(one.address)
        page.get_by_role("button", name=language).click()
        for name, path in (("list", "/service_cases"), ("form", "/service_cases/new")):
            page.goto(one.address + path)
            wrong += look(page, axe, shots, f"resident-{name}-{language}-390")
    assert wrong == []
