"""Who may do what, as an administrator reads it: a question, its answer, the matrix."""

import pytest
from playwright.sync_api import expect

from exchange.workflows.registry import WORKFLOWS
from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import keep, look

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_administrator_asks_why_somebody_may_not(visitor, axe, shots, size, language):
    one = visitor(size)
    page = one.sign_in("administrator@daejeon.example")
    if language == "ko":
        page.get_by_role("button", name="한국어").click()
        expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.goto(one.address + "/access")
    page.select_option("#asked", "projects:approve")
    page.select_option("#person", index=1)
    page.locator("form.panel button").click()
    expect(page.locator("#answer")).to_be_visible()
    expect(page.locator("table")).to_have_count(len(WORKFLOWS))
    keep(page, shots, f"access-{language}-{size['width']}")
    assert look(page, axe, None, "") == []
