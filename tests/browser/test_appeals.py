"""A city in need asks, another promises from a phone, and both see how far it is covered."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import look
from tests.browser.walking import act, seen

pytestmark = [pytest.mark.browser, pytest.mark.journey]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_the_catalogue_is_read_and_searched_in_any_script(visitor, axe, shots, size):
    one, width = visitor(size), size["width"]
    page = one.sign_in("officer@daejeon.example")
    page.goto(f"{one.address}/items")
    wrong = look(page, axe, shots, f"items-{width}")
    for asked in ("口罩", "маска KF94", "mascherina kf94", "كمامة KF94", "630790 kf94"):
        page.fill("#q", asked)
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("link", name="KF94 mask")).to_be_visible()
    page.get_by_role("link", name="KF94 mask").click()
    wrong += look(page, axe, shots, f"item-{width}")
    assert wrong == []


def test_an_appeal_is_published_answered_and_followed(visitor, axe, shots):
    desk, phone, wrong = visitor(), visitor(PHONE), []
    page = desk.sign_in("officer@daejeon.example")
    page.goto(f"{desk.address}/appeals/new")
    page.fill("#f-title", "태풍 피해 지원 요청")
    page.fill("#f-title_english", "Help after the typhoon")
    for n, (code, quantity, unit, priority) in enumerate(
        [("mask-kf94", "50", "MIL", "urgent"), ("blanket-synthetic", "2000", "", "life_saving")]
    ):
        page.select_option(f"[name='needed-{n}-item_code']", code)
        page.fill(f"[name='needed-{n}-quantity']", quantity)
        page.select_option(f"[name='needed-{n}-unit']", unit)
        page.select_option(f"[name='needed-{n}-priority']", priority)
    wrong += look(page, axe, shots, "appeal-form-1440")
    page.locator("#do").click()
    seen(page, "Draft")
    act(page, "Publish")
    seen(page, "Published")
    case = page.url
    wrong += look(page, axe, shots, "appeal-owner-1440")

    small = phone.sign_in("officer@sapporo.example")
    small.goto(f"{phone.address}/notices")
    expect(small.get_by_text("Help is asked for: Help after the typhoon").first).to_be_visible()
    small.goto(case)
    wrong += look(small, axe, shots, "appeal-asked-390")
    small.get_by_role("link", name="Pledge what you can send").click()
    assert small.input_value("[name='promised-0-quantity']") == "50"
    small.fill("[name='promised-0-quantity']", "60")
    small.fill("[name='promised-1-quantity']", "500")
    wrong += look(small, axe, shots, "pledge-form-390")
    small.locator("#do").click()
    expect(small.get_by_text("10,000 pcs more than asked")).to_be_visible()
    wrong += look(small, axe, shots, "pledge-draft-390")
    act(small, "Promise")
    seen(small, "Pledged")
    small.goto(case)
    wrong += look(small, axe, shots, "appeal-promised-390")

    page.goto(case)
    expect(page.get_by_text("10,000 pcs more than asked")).to_be_visible()
    page.get_by_text("The same as a table").click()
    wrong += look(page, axe, shots, "appeal-promised-1440")

    small.goto(f"{phone.address}/pledges")
    small.locator(".row-a").first.click()
    small.get_by_role("link", name="Begin a shipment of this").click()
    assert small.input_value("[name='lines-0-quantity']") == "60"
    assert small.input_value("#f-consignee") == "daejeon"
    wrong += look(small, axe, shots, "shipment-of-pledge-390")
    assert wrong == []


def test_an_appeal_is_not_there_for_a_city_that_is_not_asked(visitor):
    desk = visitor()
    page = desk.sign_in("officer@daejeon.example")
    page.goto(f"{desk.address}/appeals/new")
    page.fill("#f-title", "비공개 요청")
    page.fill("#f-title_english", "Only for Oda")
    page.select_option("[name='needed-0-item_code']", "tent-family")
    page.fill("[name='needed-0-quantity']", "20")
    page.get_by_role("checkbox", name="Oda").check()
    page.locator("#do").click()
    act(page, "Publish")
    seen(page, "Published")
    other = visitor().sign_in("officer@sapporo.example")
    assert other.goto(page.url).status == 404
