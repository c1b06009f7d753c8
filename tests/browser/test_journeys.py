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
    press(desk, "Close the file")
    desk.fill("#f-end_use", "견본: 보고")
    desk.select_option("#f-settlement", "write_off")
    desk.fill("#f-thanks", "견본: 면제")
    desk.locator("#do").click()
    seen(desk, "Closed")
    keep(desk, shots, "shipment-closed-1440")
    assert violations(desk, axe) == []
