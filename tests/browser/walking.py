"""What people do at a browser, step by step, as a journey tells it."""

from collections.abc import Callable

import httpx
from playwright.sync_api import Page, expect

from exchange.demo_desk import key_of
from exchange.identity.totp import code_now
from tests.browser.conftest import SEED
from tests.servers import wait_until

PROPOSAL = {
    "title": "자매도시 청소년 교류단 초청",
    "title_partner": "姉妹都市青少年交流団",
    "purpose": "두 도시 청소년의 상호 이해를 넓힘",
    "purpose_partner": "両市の青少年の相互理解を深める",
    "starts_on": "2027-07-20",
    "ends_on": "2027-07-24",
    "reply_by": "2027-05-28",
    "participant_count": "20",
    "budget_total": "18600000",
    "budget-0-item": "체재비",
    "budget-0-item_partner": "滞在費",
    "budget-0-amount": "10600000",
    "budget-1-item": "왕복 항공료",
    "budget-1-item_partner": "往復航空運賃",
    "budget-1-amount": "8000000",
}


def propose(page: Page) -> str:
    page.get_by_role("link", name="New project").click()
    page.select_option("#f-partner", "sapporo")
    page.select_option("#f-type", "youth")
    for name, value in PROPOSAL.items():
        page.fill(f"[name='{name}']", value)
    page.select_option("[name='budget-0-city']", "daejeon")
    page.select_option("[name='budget-1-city']", "sapporo")
    page.locator("#do").click()
    seen(page, "Draft")
    return page.url


def press(page: Page, name: str) -> None:
    page.locator(".next").get_by_role("link", name=name, exact=True).click()


def act(page: Page, name: str) -> None:
    page.locator(".next").get_by_role("button", name=name, exact=True).click()


def seen(page: Page, state: str) -> None:
    expect(page.locator(".head .state")).to_have_text(state)


def the_paper(page: Page) -> bytes:
    """Fetch the PDF the page offers, with the reader's own cookies."""
    address = page.locator(".doc a").first.evaluate("one => one.href")
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    return httpx.get(address, cookies=cookies).content


def approved_by_the_line(visitor: Callable, case: str, concurring: tuple[str, ...]) -> None:
    """Let the team's head review and each of these concur, each at a browser of their own."""
    for who, action in (("head", "Review"), *((one, "Concur") for one in concurring)):
        page = visitor().sign_in(f"{who}@daejeon.example")
        page.goto(case)
        press(page, action)
        give_code(page, f"{who}@daejeon.example")
        page.wait_for_url(case)


def give_code(page: Page, email: str) -> None:
    """Do what the form does, with a code where it asks for one; a used one is refused."""
    key = key_of(email, SEED)
    if page.locator("#one_time_code").count():
        page.fill("#one_time_code", code_now(key))
    page.locator("#do").click()
    page.wait_for_load_state()
    if page.locator("#one_time_code").count():
        used = code_now(key)
        wait_until(lambda: code_now(key) != used, "the next code", 40)
        page.fill("#one_time_code", code_now(key))
        page.locator("#do").click()
