"""A record of a city and a report of a year, ordered in a real browser, watched, and read."""

import io

import httpx
import pikepdf
import pytest
from playwright.sync_api import Page, expect

from exchange import clock
from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import look

pytestmark = pytest.mark.browser

PATIENCE = 60_000


def file_of(page: Page) -> bytes:
    """Fetch the PDF the page offers, with the reader's own cookies."""
    link = page.get_by_role("link", name="Open the PDF")
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    return httpx.get(link.evaluate("one => one.href"), cookies=cookies).content


def kept(pdf: bytes, shots, name: str) -> int:
    """Return how many pages it has, and keep it to be looked at."""
    if shots:
        (shots / f"{name}.pdf").write_bytes(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return len(read.pages)


def test_the_record_of_a_city_is_ordered_watched_and_read(visitor, axe, shots):
    one = visitor(DESK)
    page = one.sign_in("officer@daejeon.example")
    page.goto(f"{one.address}/cities/sapporo")
    wrong = look(page, axe, shots, "record-city-1440")
    page.get_by_role("link", name="Order the record of this city").click()
    assert page.input_value("#f-partner") == "sapporo"
    wrong += look(page, axe, shots, "record-form-1440")
    page.locator("#do").click()
    expect(page.locator(".head .state")).to_be_visible()
    wrong += look(page, axe, shots, "record-ordered-1440")
    expect(page.locator(".head .state")).to_have_text("Sent", timeout=PATIENCE)
    wrong += look(page, axe, shots, "record-made-1440")
    assert kept(file_of(page), shots, "city-record") >= 1
    assert wrong == []


def test_a_year_is_ordered_on_a_phone_without_script(visitor, axe, shots):
    one = visitor(PHONE, java_script_enabled=False)
    page = one.sign_in("officer@daejeon.example")
    page.goto(f"{one.address}/documents")
    page.get_by_role("link", name="Order a record or report").click()
    page.get_by_role("link", name="Yearly report").click()
    page.fill("#f-year", "1999")
    page.locator("#do").click()
    expect(page.get_by_text("Your books hold nothing of 1999")).to_be_visible()
    assert page.input_value("#f-year") == "1999"
    page.goto(f"{one.address}/documents/new?record=city_record&partner=wuhan")
    page.locator("#do").click()
    expect(page.locator(".head .state")).to_have_text("Sent", timeout=PATIENCE)  # by itself
    page.goto(f"{one.address}/documents/new?record=yearly")
    page.fill("#f-year", str(clock.today("Asia/Seoul").year))
    page.locator("#do").click()
    expect(page.locator(".head .state")).to_have_text("Issued", timeout=PATIENCE)
    assert kept(file_of(page), shots, "yearly") >= 1


def test_the_pages_fit_a_phone_in_both_languages(visitor, axe, shots):
    one = visitor(PHONE)
    page = one.sign_in("officer@daejeon.example")
    wrong: list[str] = []
    for language in ("한국어", "English"):
        page.goto(one.address)
        page.get_by_role("button", name=language).click()
        for name, path in (
            ("city", "/cities/sapporo"),
            ("choose", "/documents/new"),
            ("city-form", "/documents/new?record=city_record&partner=sapporo"),
            ("year-form", "/documents/new?record=yearly"),
            ("papers", "/documents"),
        ):
            page.goto(one.address + path)
            wrong += look(page, axe, shots, f"record-{name}-{language}-390")
    assert wrong == []
