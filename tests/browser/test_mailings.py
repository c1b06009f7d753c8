"""One decision, thirty-eight letters, in a real browser: begun, watched, called off, printed."""

import io

import httpx
import pikepdf
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import look
from tests.browser.walking import act, approved_by_the_line, give_code, press, seen

pytestmark = [pytest.mark.browser, pytest.mark.journey]
PATIENCE = 120_000


def test_a_mailing_is_begun_watched_and_printed(visitor, axe, shots):
    desk, phone, wrong = visitor(), visitor(PHONE), []
    page = desk.sign_in("officer@daejeon.example")
    page.goto(f"{desk.address}/mailings/new")
    wrong += look(page, axe, shots, "mailing-choose-1440")
    page.get_by_role("link", name="Letter of sympathy").click()
    expect(page.locator("#f-title")).to_be_visible()
    page.wait_for_load_state()
    everybody = page.locator("[name^='recipients-']:checked").count()
    assert everybody > 30
    page.fill("#f-title", "2026년 가을 태풍")
    page.fill("[name='texts-0-title_partner']", "the typhoon of autumn 2026")
    page.locator("[name='texts-1-title_partner']").fill("2026年秋の台風")
    wrong += look(page, axe, shots, "mailing-form-1440")
    page.locator("#do").click()
    seen(page, "Draft")
    wrong += look(page, axe, shots, "mailing-draft-1440")
    case = page.url
    act(page, "Submit for approval")
    seen(page, "In approval")
    approved_by_the_line(visitor, case, ())

    table = visitor().sign_in("director@daejeon.example")
    table.goto(case)
    press(table, "Approve")
    wrong += look(table, axe, shots, "mailing-approve-1440")
    give_code(table, "director@daejeon.example")
    expect(table.locator(".head .state")).to_have_text("Being made", timeout=PATIENCE)
    wrong += look(table, axe, shots, "mailing-making-1440")

    small = phone.sign_in("officer@daejeon.example")
    small.goto(case)
    wrong += look(small, axe, shots, "mailing-making-390")
    small.goto(f"{phone.address}/mailings")  # left, and found again
    wrong += look(small, axe, shots, "mailings-390")
    small.locator(".row-a").first.click()
    expect(small.locator(".head .state")).to_have_text("Made", timeout=PATIENCE)
    wrong += look(small, axe, shots, "mailing-made-390")
    page.goto(case)
    wrong += look(page, axe, shots, "mailing-made-1440")
    letters = page.get_by_role("link", name="One file to print on both sides")
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    answer = httpx.get(letters.evaluate("one => one.href"), cookies=cookies)
    with pikepdf.open(io.BytesIO(answer.content)) as whole, whole.open_outline() as outline:
        assert len(outline.root) == everybody
    if shots:
        (shots / "mailing.pdf").write_bytes(answer.content)
    act(page, "Close")
    seen(page, "Closed")
    assert wrong == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_the_form_fits_and_nobody_chosen_is_refused(visitor, axe, shots, size):
    one = visitor(size)
    page = one.sign_in("officer@daejeon.example")
    page.goto(f"{one.address}/mailings/new?kind=congratulation")
    assert look(page, axe, shots, f"mailing-congratulation-{size['width']}") == []
    while (left := page.locator("[name^='recipients-']:checked")).count():
        left.first.uncheck()
    page.fill("#f-title", "축하")
    page.locator("#do").click()
    expect(page.locator("#f-recipients-e")).to_contain_text("Fill this in")
    assert look(page, axe, shots, f"mailing-nobody-{size['width']}") == []
