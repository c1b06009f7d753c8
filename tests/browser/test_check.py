"""A letter is voided and replaced, and whoever holds the old one learns so from a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.reading import beyond, keep, violations
from tests.browser.walking import (
    act,
    approved_by_the_line,
    give_code,
    press,
    propose,
    seen,
    the_paper,
)
from tests.servers import wait_until

pytestmark = pytest.mark.browser


def test_a_replaced_letter_is_known_on_a_phone(visitor, axe, shots, tmp_path):
    officer, director, reader = visitor(), visitor(), visitor(PHONE)
    desk = officer.sign_in("officer@daejeon.example")
    case = propose(desk)
    act(desk, "Submit for approval")
    approved_by_the_line(visitor, case, ("youth", "budget"))
    table = director.sign_in("director@daejeon.example")
    table.goto(case)
    press(table, "Approve")
    give_code(table, "director@daejeon.example")
    seen(table, "Invited")
    old_letter = the_paper(table)

    table.get_by_role("link", name="Register entry").click()
    code = table.locator("a[href^='/check/']").inner_text()
    phone = reader.open(f"/check/{code}")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Genuine and in force")
    file = tmp_path / "letter.pdf"
    file.write_bytes(old_letter)
    phone.set_input_files("#file", file)
    expect(phone.locator(".compare [role=status]")).to_contain_text("to the last byte")
    other = tmp_path / "other.pdf"
    other.write_bytes(old_letter + b" ")
    phone.set_input_files("#file", other)
    expect(phone.locator(".compare [role=status]")).to_contain_text("is not the one")
    keep(phone, shots, "check-current-390")

    press(table, "Replace")
    table.fill("#f-reason", "날짜를 바로잡습니다.")
    table.check("#f-reason_public")
    keep(table, shots, "paper-replace-1440")
    assert violations(table, axe) == []
    table.locator("#do").click()
    seen(table, "Replaced")
    keep(table, shots, "paper-replaced-1440")
    assert violations(table, axe) == []
    table.locator(".facts dd a[href^='/documents/']").first.click()
    number = table.locator(".crumb li").last.inner_text()
    wait_until(
        lambda: (table.reload(), table.get_by_text("Open the PDF").count())[1], "the letter"
    )
    seen(table, "Sent")

    phone.goto(f"{reader.address}/check/{code}")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Genuine, but replaced")
    expect(phone.locator(".facts")).to_contain_text(number)
    expect(phone.locator(".facts")).to_contain_text("날짜를 바로잡습니다.")
    expect(phone.locator("p[lang=ja]")).to_contain_text("差し替え")
    assert violations(phone, axe) == []
    assert beyond(phone) == []
    keep(phone, shots, "check-replaced-390")
    phone.get_by_role("button", name="한국어").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("진본이나 새 문서로 대체됨")
    keep(phone, shots, "check-replaced-ko-390")

    table.goto(case)
    expect(table.locator("#papers .doc").first).to_contain_text(number)
    seen(table, "Invited")
    table.goto(f"{director.address}/register")
    expect(table.locator("tbody tr").first).to_contain_text(number)
    assert violations(table, axe) == []
    keep(table, shots, "register-1440")
    table.emulate_media(media="print")
    keep(table, shots, "register-print")
    phone = visitor(PHONE).sign_in("director@daejeon.example")
    phone.goto(f"{director.address}/register")
    assert beyond(phone) == []
