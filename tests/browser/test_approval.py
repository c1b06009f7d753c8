"""Returned with two remarks, mended, concurred in by two, decided by a deputy: the whole line."""

import subprocess

import pytest
from playwright.sync_api import Page, expect

from exchange import clock
from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import keep, violations
from tests.browser.walking import act, give_code, press, propose, seen, the_paper

pytestmark = [pytest.mark.browser, pytest.mark.journey]

REMARKS = {"title": "행사 이름을 넣을 것", "budget": "통역비를 밝힐 것"}


def test_the_right_person_decides(visitor, axe, shots, tmp_path, an_hour_passes):
    people = {
        who: visitor(PHONE if who == "budget" else DESK)
        for who in ("officer", "head", "budget", "youth", "director")
    }
    pages = {who: one.sign_in(f"{who}@daejeon.example") for who, one in people.items()}
    desk, head = pages["officer"], pages["head"]
    case = propose(desk)
    act(desk, "Submit for approval")
    seen(desk, "In approval")
    expect(desk.locator(".next")).to_contain_text("Head of the Exchange Team")
    keep(desk, shots, "approval-waits-1440")

    head.goto(case)
    press(head, "Return for changes")
    for n, (name, words) in enumerate(REMARKS.items()):
        head.select_option(f"[name='points-{n}-field']", name)
        head.fill(f"[name='points-{n}-remark']", words)
    head.fill("#f-remarks", "두 곳을 고쳐 주십시오.")
    keep(head, shots, "approval-return-1440")
    assert violations(head, axe) == []
    head.locator("#do").click()
    seen(head, "Draft")

    desk.goto(case)
    press(desk, "Edit the draft")
    expect(desk.get_by_text("행사 이름을 넣을 것")).to_be_visible()
    expect(desk.get_by_text("통역비를 밝힐 것")).to_be_visible()
    keep(desk, shots, "approval-edit-1440")
    desk.fill("#f-title", "2027 삿포로 청소년 합창 교류")
    desk.fill("[name='budget-0-item']", "체재비와 통역비")
    desk.locator("#do").click()
    act(desk, "Submit for approval")

    head.goto(case)
    expect(head.locator("[aria-labelledby=changes] tbody tr")).to_have_count(2)
    expect(head.locator("[aria-labelledby=changes]").first).to_contain_text("체재비와 통역비")
    keep(head, shots, "approval-changes-1440")
    assert violations(head, axe) == []
    agree(head, "Review", case)
    for who in ("budget", "youth"):
        page = pages[who]
        page.goto(f"{people[who].address}/inbox")
        keep(page, shots, f"inbox-{who}")
        assert violations(page, axe) == []
        page.get_by_role("link", name="2027 삿포로 청소년 합창 교류").first.click()
        keep(page, shots, f"approval-concur-{who}")
        agree(page, "Concur", case)
    boss = pages["director"]
    go_away(boss, people["director"].address, "head@daejeon.example")
    boss.goto(case)
    expect(boss.locator(".next")).not_to_contain_text("Approve\nThe")

    an_hour_passes()
    head.goto(f"{people['head'].address}/inbox")
    expect(head.get_by_text("for Director of International Relations")).to_be_visible()
    keep(head, shots, "inbox-deputy-1440")
    head.goto(case)
    press(head, "Approve")
    keep(head, shots, "approval-decide-1440")
    assert violations(head, axe) == []
    give_code(head, "head@daejeon.example")
    seen(head, "Invited")
    expect(head.locator(".seals")).to_contain_text("by delegation, as deputy")
    expect(head.locator(".hist")).to_contain_text(
        "Head of the Exchange Team, on behalf of Director of International Relations"
    )
    keep(head, shots, "approval-decided-1440")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(the_paper(head))
    words = subprocess.run(["pdftotext", "-layout", letter, "-"], capture_output=True, check=True)
    assert "전결 · 대결" in words.stdout.decode()
    come_back(boss, people["director"].address)


def agree(page: Page, action: str, case: str) -> None:
    press(page, action)
    page.locator("#do").click()
    page.wait_for_url(case)


def go_away(page: Page, address: str, deputy: str) -> None:
    page.goto(f"{address}/absences/new")
    today = clock.today("Asia/Seoul").isoformat()
    page.select_option("#f-deputy", deputy)
    page.fill("#f-starts_on", today)
    page.fill("#f-ends_on", "2099-12-31")
    page.locator("#do").click()
    seen(page, "Noted")


def come_back(page: Page, address: str) -> None:
    page.goto(f"{address}/absences")
    page.locator(".rows a").first.click()
    press(page, "Take back")
    page.locator("#do").click()
    seen(page, "Taken back")
