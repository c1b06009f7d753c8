"""Aid from a city that keeps no office here, from its announcement to the letter of thanks."""

import pytest
from playwright.sync_api import Page, expect

from exchange.numbering import sscc
from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import keep, violations
from tests.browser.walking import act, give_code, press, seen, the_paper

pytestmark = [pytest.mark.browser, pytest.mark.journey]

DRAFT = {
    "title": "捐赠口罩50,000只",
    "title_partner": "마스크 50,000개",
    "lines-0-item": "口罩",
    "lines-0-item_partner": "마스크",
    "lines-0-quantity": "50000",
    "lines-0-origin": "CN",
    "lines-0-hs_code": "6307.90",
    "lines-0-unit_value": "1",
}
REVIEW = {
    "committee": "견본: 기부심사위원회",
    "resolution": "견본-1",
    "resolved_on": "2020-03-20",
}


def announced(page: Page, axe: str, shots) -> str:
    page.get_by_role("link", name="Announce aid").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Announce aid")
    page.select_option("#f-consignor", "nanjing")
    assert page.input_value("#f-consignee") == "daejeon"
    assert page.locator("#f-consignor option[value=sapporo]").count() == 0, "it keeps an office"
    page.select_option("[name='lines-0-unit']", "H87")
    for name, value in DRAFT.items():
        page.fill(f"[name='{name}']", value)
    assert violations(page, axe) == []
    keep(page, shots, "inbound-form-1440")
    page.locator("#do").click()
    seen(page, "Draft")
    press(page, "Announce it")
    page.fill("#f-reference", "견본 2020-3")
    page.locator("#do").click()
    seen(page, "Offered")
    return page.url


def packed_and_sent(page: Page, axe: str, shots) -> None:
    press(page, "Pack")
    for name, value in {
        "cartons": "100",
        "length_mm": "450",
        "width_mm": "350",
        "height_mm": "300",
        "net_g": "2900",
        "gross_g": "3400",
        "pallet": "1",
        "ssccs": f"{sscc('6901234', 1)} {sscc('6901234', 2)}",
        "contents-0-quantity": "500",
    }.items():
        page.fill(f"[name='packages-0-{name}']", value)
    page.fill("[name='pallets']", "1")
    page.fill("[name='pallet_tare_g']", "40000")
    size = {"number": "1", "length_mm": "2400", "width_mm": "2000", "height_mm": "1900"}
    for name, value in size.items():
        page.fill(f"[name='pallet_units-0-{name}']", value)
    keep(page, shots, "inbound-pack-1440")
    page.set_viewport_size(PHONE)
    assert violations(page, axe) == []
    keep(page, shots, "inbound-pack-390")
    page.locator("#do").click()
    fault = page.get_by_text("higher than 180 cm")
    expect(fault.first).to_be_visible()
    keep(page, shots, "inbound-pack-warned-390")
    page.check("[name='warnings_read']")
    page.locator("#do").click()
    seen(page, "Packed")
    units = page.locator("section[aria-labelledby=pallets]")
    expect(units.get_by_text("240 × 200 × 190 cm")).to_be_visible()
    expect(units.get_by_text("380 kg", exact=True)).to_be_visible()
    assert violations(page, axe) == []
    keep(page, shots, "inbound-packed-390")
    page.set_viewport_size(DESK)
    keep(page, shots, "inbound-packed-1440")
    press(page, "Dispatch")
    page.select_option("#f-mode", "air")
    page.fill("#f-carrier", "견본 항공")
    page.fill("#f-waybill", "WB-0002")
    page.locator("#do").click()
    seen(page, "Dispatched")


def way_and_paper(bench: Page, phone: Page, axe: str, shots) -> None:
    """The legs are told in the time of each place; the border's paper is noted beside its rule."""
    bench.reload()
    press(bench, "Write down the legs")
    for name, value in {
        "from_place": "CNNKG",
        "to_place": "KRICN",
        "bill": "180-12345675",
        "departs_at": "2026-03-25T10:00",
        "arrives_at": "2026-03-25T13:00",
    }.items():
        bench.fill(f"[name='legs-0-{name}']", value)
    bench.select_option("[name='legs-0-mode']", "air")
    assert violations(bench, axe) == []
    keep(bench, shots, "way-legs-1440")
    bench.locator("#do").click()
    expect(bench.get_by_text("CNNKG → KRICN")).to_be_visible()
    expect(bench.locator("section[aria-labelledby=way]").get_by_text("09:00")).to_be_visible()
    assert violations(bench, axe) == []
    keep(bench, shots, "way-1440")
    phone.reload()
    asked = phone.locator("section[aria-labelledby=border]")
    expect(asked.get_by_text("HS 630790")).to_be_visible()
    expect(asked.get_by_text("one of: Exemption, Permit")).to_be_visible()
    press(phone, "Note a paper for the border")
    phone.select_option("#f-border_paper", "exemption")
    phone.fill("#f-number", "견본-1")
    phone.fill("#f-issued_by", "견본 기관")
    keep(phone, shots, "way-paper-390")
    assert violations(phone, axe) == []
    phone.locator("#do").click()
    expect(phone.get_by_text("견본-1 · 견본 기관")).to_be_visible()
    assert violations(phone, axe) == []
    keep(phone, shots, "way-390")


def test_aid_is_announced_reviewed_accepted_counted_and_thanked_for(visitor, axe, shots):
    desk = visitor().sign_in("officer@daejeon.example")
    case = announced(desk, axe, shots)
    press(desk, "Record the donation review")
    for name, value in REVIEW.items():
        desk.fill(f"#f-{name}", value)
    desk.select_option("#f-finding", "accept")
    desk.locator("#do").click()
    expect(desk.get_by_text("After a donation review the director")).to_have_count(2)
    assert violations(desk, axe) == []
    keep(desk, shots, "inbound-reviewed-1440")

    table = visitor().sign_in("director@daejeon.example")
    table.goto(case)
    press(table, "Accept the offer")
    keep(table, shots, "inbound-accept-1440")
    give_code(table, "director@daejeon.example")
    seen(table, "Accepted")

    bench = visitor().sign_in("clerk@daejeon.example")
    bench.goto(case)
    packed_and_sent(bench, axe, shots)
    expect(bench.get_by_text("on behalf of Nanjing, recorded how it was packed")).to_be_visible()

    sender = visitor(PHONE).sign_in("liaison@nanjing.example")
    sender.goto(case)
    assert "Donation review" not in sender.content()
    press(sender, "Record arrival at customs")
    sender.locator("#do").click()
    seen(sender, "At customs")
    keep(sender, shots, "inbound-sender-390")
    assert violations(sender, axe) == []

    phone = visitor(PHONE).sign_in("clerk@daejeon.example")
    phone.goto(case)
    way_and_paper(bench, phone, axe, shots)
    press(phone, "Record arrival")
    phone.locator("#do").click()
    act(phone, "Begin to count")
    press(phone, "Record a count")
    phone.locator("#do").click()
    press(phone, "Sign: all arrived whole")
    phone.locator("#do").click()
    seen(phone, "Received")
    assert violations(phone, axe) == []
    keep(phone, shots, "inbound-received-390")

    desk.goto(case)
    press(desk, "Close the file")
    for name in ("waiver", "thanks"):
        desk.fill(f"#f-{name}", "견본: 기록")
    desk.locator("#do").click()
    seen(desk, "Closed")
    expect(desk.locator(".doc a").filter(has_text="Thank-you").first).to_be_visible()
    assert the_paper(desk).startswith(b"%PDF")
    keep(desk, shots, "inbound-closed-1440")
    assert violations(desk, axe) == []
