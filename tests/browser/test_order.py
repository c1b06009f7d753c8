"""The order of the office at a browser: posts, absences, lines and their preview."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import keep, violations
from tests.browser.walking import press

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_posts_absences_and_lines_are_read_by_everybody(visitor, axe, shots, size):
    one = visitor(size)
    page, wrong = one.sign_in("administrator@daejeon.example"), []
    for place in ("posts", "lines", "absences", "inbox"):
        page.goto(f"{one.address}/{place}")
        keep(page, shots, f"{place}-{size['width']}")
        wrong += violations(page, axe)
        if place != "inbox" and page.locator(".rows a").count():
            page.locator(".rows a").first.click()
            keep(page, shots, f"{place}-one-{size['width']}")
            wrong += violations(page, axe)
        if place != "inbox":
            page.goto(f"{one.address}/{place}/new")
            keep(page, shots, f"{place}-new-{size['width']}")
            wrong += violations(page, axe)
    assert wrong == []


def test_a_line_is_drafted_previewed_and_put_in_force(visitor, axe, shots):
    one = visitor()
    page = one.sign_in("administrator@daejeon.example")
    page.goto(f"{one.address}/lines/new")
    page.fill("#f-title", "서한 결재선 (새)")
    page.select_option("#f-case_kind", "letter")
    for n, (part, post) in enumerate((("review", "exchange-team"), ("decide", "director"))):
        page.select_option(f"[name='steps-{n}-part']", part)
        page.select_option(f"[name='steps-{n}-post']", post)
    page.fill("[name='delegations-0-below']", "5000000")
    page.select_option("[name='delegations-0-post']", "exchange-team")
    page.locator("#do").click()
    preview = page.locator("[aria-labelledby=preview]")
    expect(preview).to_contain_text("below KRW 5,000,000")
    expect(preview).to_contain_text("Decision · by delegation")
    keep(page, shots, "lines-drafted-1440")
    press(page, "Put in force")
    page.locator("#do").click()
    expect(page.locator(".head")).to_contain_text("In force")
    assert violations(page, axe) == []
