"""Journeys 1 and 2 in a real browser, through web, queue, workers and PDF, by each person."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.reading import keep, violations
from tests.browser.walking import (
    act,
    approved_by_the_line,
    give_code,
    press,
    propose,
    seen,
    the_paper,
)

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def test_an_exchange_from_proposal_to_closed_file(visitor, axe, shots):
    officer, director = visitor(), visitor()
    liaison = visitor(PHONE)
    desk = officer.sign_in("officer@daejeon.example")
    case = propose(desk)
    keep(desk, shots, "project-draft-1440")
    act(desk, "Submit for approval")
    seen(desk, "In approval")

    approved_by_the_line(visitor, case, ("budget", "youth"))

    table = director.sign_in("director@daejeon.example")
    keep(table, shots, "home-director-1440")
    table.locator(f'a[href="{urlsplit(case).path}"]').first.click()
    press(table, "Approve")
    table.fill("#f-note", "두 도시 청소년에게 좋은 기회입니다.")
    keep(table, shots, "project-approve-1440")
    assert violations(table, axe) == []
    give_code(table, "director@daejeon.example")
    seen(table, "Invited")
    keep(table, shots, "project-invited-1440")
    assert violations(table, axe) == []

    phone = liaison.sign_in("liaison@sapporo.example")
    keep(phone, shots, "home-liaison-390")
    phone.locator(f'a[href="{urlsplit(case).path}"]').first.click()  # others have its title
    keep(phone, shots, "project-liaison-390")
    assert violations(phone, axe) == []
    pdf = the_paper(phone)
    assert pdf.startswith(b"%PDF")
    press(phone, "Accept")
    phone.fill("#f-note", "喜んでお受けいたします。")
    phone.locator("#do").click()
    seen(phone, "Agreed")
    assert "began a draft" not in phone.content()

    desk.goto(case)
    act(desk, "Start")
    press(desk, "Report the outcome")
    desk.fill("#f-outcome", "닷새를 함께 보냈습니다.")
    desk.fill("#f-people_took_part", "20")
    desk.locator("#do").click()
    seen(desk, "Reported")
    table.goto(case)
    press(table, "Close the file")
    table.fill("#f-thanks", "IR-2027-0001")
    table.locator("#do").click()
    seen(table, "Closed")
    expect(table.get_by_text("nothing more is to be done")).to_be_visible()
    keep(table, shots, "project-closed-1440")
    table.get_by_role("link", name="Register entry").first.click()
    assert violations(table, axe) == []
    keep(table, shots, "paper-1440")
    table.locator("a[href^='/check/']").click()
    expect(table.get_by_role("heading", level=1)).to_have_text("Genuine and in force")
    assert violations(table, axe) == []
    keep(table, shots, "check-genuine-1440")
    table.goto(director.address + "/api/v1/")
    assert violations(table, axe) == []


def test_aid_is_sent_and_counted_in_on_a_phone(visitor, axe, shots):
    officer, director, clerk = visitor(), visitor(), visitor()
    desk = officer.sign_in("officer@daejeon.example")
    desk.get_by_role("link", name="New aid shipment").click()
    desk.select_option("#f-consignee", "wuhan")
    for name, value in {
        "title": "보건용 마스크 12,000개 지원",
        "title_partner": "捐赠防护口罩12,000只",
        "appeal_reference": "견본",
        "lines-0-item": "보건용 마스크",
        "lines-0-item_partner": "防护口罩",
        "lines-0-quantity": "12000",
        "lines-0-origin": "KR",
        "lines-0-hs_code": "6307.90",
        "lines-0-unit_value": "1500",
    }.items():
        desk.fill(f"[name='{name}']", value)
    desk.select_option("[name='lines-0-unit']", "H87")
    keep(desk, shots, "shipment-form-1440")
    desk.locator("#do").click()
    case = desk.url
    act(desk, "Submit for approval")
    approved_by_the_line(visitor, case, ("budget",))
    table = director.sign_in("director@daejeon.example")
    table.goto(case)
    press(table, "Approve")
    give_code(table, "director@daejeon.example")
    seen(table, "Approved")
    bench = clerk.sign_in("clerk@daejeon.example")
    bench.goto(case)
    press(bench, "Pack")
    for name, value in {
        "cartons": "48",
        "length_mm": "450",
        "width_mm": "350",
        "height_mm": "300",
        "net_g": "2900",
        "gross_g": "3400",
        "contents-0-quantity": "250",
    }.items():
        bench.fill(f"[name='packages-0-{name}']", value)
    keep(bench, shots, "shipment-pack-1440")
    assert violations(bench, axe) == []
    bench.locator("#do").click()
    press(bench, "Dispatch")
    bench.select_option("#f-mode", "air")
    bench.fill("#f-carrier", "견본 항공")
    bench.fill("#f-waybill", "WB-0001")
    bench.locator("#do").click()
    expect(bench.locator(".doc a").first).to_have_text("Shipment manifest")
    assert the_paper(bench).startswith(b"%PDF")

    phone = visitor(PHONE).sign_in("liaison@wuhan.example")
    phone.get_by_role("link", name=re.compile("보건용 마스크")).first.click()
    act(phone, "Begin to count")
    press(phone, "Record a count")
    for name, value in {"carton": "17", "line": "1", "good": "0", "short": "250"}.items():
        phone.fill(f"[name='counts-0-{name}']", value)
    keep(phone, shots, "receipt-390")
    assert violations(phone, axe) == []
    phone.locator("#do").click()
    expect(phone.get_by_text("give the reason")).to_be_visible()
    assert phone.input_value("[name='counts-0-short']") == "250"
    phone.fill("[name='counts-0-reason']", "17号箱未到")
    phone.locator("#do").click()
    press(phone, "Sign with reservations")
    phone.fill("#f-remarks", "17号箱未到，短少250只。")
    phone.locator("#do").click()
    seen(phone, "Received with reservations")
    keep(phone, shots, "shipment-disputed-390")
    desk.goto(case)
    expect(desk.get_by_text("A claim is not settled yet")).to_be_visible()
    settle_the_claim(desk, axe, shots)
    desk.goto(case)
    close_waived(desk)
    keep(desk, shots, "shipment-closed-1440")
    assert violations(desk, axe) == []

    table.goto(case)
    press(table, "Reopen the file")
    table.fill("#f-reason", "17번 상자를 창고에서 찾았습니다.")
    give_code(table, "director@daejeon.example")
    seen(table, "Being counted")
    found_after_all(phone, axe, shots)
    desk.goto(case)
    close_waived(desk)
    act(desk, "Publish")
    keep(desk, shots, "shipment-corrected-1440")
    assert violations(desk, axe) == []
    desk.get_by_role("link", name="The public page").click()
    address = desk.url
    anybody = visitor(PHONE).open(urlsplit(address).path)
    expect(anybody.get_by_text("견본: 우한 병원")).to_be_visible()
    keep(anybody, shots, "aid-public-390")
    assert violations(anybody, axe) == []


def settle_the_claim(desk, axe, shots) -> None:
    """The sender sees what differs, agrees to write it off, and settles it."""
    desk.locator("#claims a").click()
    seen(desk, "Opened")
    expect(desk.locator(".row.diff")).to_contain_text("250")
    press(desk, "Contest")
    desk.fill("#f-position", "48개 상자를 모두 실었습니다.")
    desk.locator("#do").click()
    seen(desk, "Contested")
    press(desk, "Agree")
    desk.select_option("#f-settlement", "write_off")
    desk.locator("#do").click()
    seen(desk, "Agreed")
    press(desk, "Settle")
    desk.locator("#do").click()
    seen(desk, "Settled")
    keep(desk, shots, "claim-settled-1440")
    assert violations(desk, axe) == []


def close_waived(desk) -> None:
    """Close the file without a report of use."""
    press(desk, "Close the file")
    desk.fill("#f-waiver", "견본: 면제")
    desk.fill("#f-thanks", "견본: 면제")
    desk.locator("#do").click()
    seen(desk, "Closed")


def found_after_all(phone, axe, shots) -> None:
    """The liaison counts the carton that was found, signs, and tells who was given the goods."""
    phone.reload()
    press(phone, "Correct a count")
    phone.fill("#f-reason", "17号箱已找到")
    for name, value in {"carton": "17", "line": "1", "good": "250"}.items():
        phone.fill(f"[name='counts-0-{name}']", value)
    keep(phone, shots, "correct-390")
    phone.locator("#do").click()
    press(phone, "Sign: all arrived whole")
    phone.locator("#do").click()
    press(phone, "Report the use")
    phone.fill("[name='uses-0-quantity']", "8000")
    phone.fill("[name='uses-0-handed_to']", "견본: 우한 병원")
    keep(phone, shots, "report-use-390")
    assert violations(phone, axe) == []
    phone.locator("#do").click()
    keep(phone, shots, "shipment-corrected-390")
    assert violations(phone, axe) == []
