"""Every page as anybody may read it: by keyboard, by ear, on a phone, without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import look

pytestmark = pytest.mark.browser

OPEN = ("/sign-in", "/check", "/check/AAAA-BBBB")
SIGNED_IN = (
    "/",
    "/projects",
    "/shipments",
    "/documents",
    "/inbox",
    "/inbox?show=others",
    "/projects/new",
    "/shipments/new",
    "/cities",
    "/cities/sapporo",
    "/cities/wuhan",
    "/ledger",
    "/ledger/nanjing",
    "/nothing-here",
)
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@SIZES
@SCHEMES
def test_every_page_can_be_read_by_everybody(visitor, axe, shots, size, scheme):
    one = visitor(size, color_scheme=scheme)
    wrong: list[str] = []
    for path in OPEN:
        wrong += look(one.open(path), axe, shots, f"{named(path)}-{size['width']}-{scheme}")
    page = one.sign_in("officer@daejeon.example")
    for path in SIGNED_IN:
        page.goto(one.address + path)
        wrong += look(page, axe, shots, f"{named(path)}-{size['width']}-{scheme}")
    assert wrong == []


def test_every_page_is_there_in_korean(visitor, axe):
    one = visitor(language="ko-KR")
    page = one.open("/sign-in")
    expect(page.get_by_role("heading", level=1)).to_have_text("들어가기")
    assert page.locator("html").get_attribute("lang") == "ko"
    page = one.sign_in("officer@daejeon.example")
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    for path in SIGNED_IN:
        page.goto(one.address + path)
        assert page.locator("html").get_attribute("lang") == "ko"
        assert look(page, axe, None, "") == []
    expect(page.get_by_role("heading", level=1)).to_have_text("찾을 수 없습니다")


def test_a_case_is_begun_and_submitted_without_script(visitor):
    one = visitor(java_script_enabled=False)
    page = one.sign_in("officer@daejeon.example")
    page.goto(one.address + "/projects/new")
    page.select_option("#f-partner", "sapporo")
    page.select_option("#f-type", "youth")
    page.fill("#f-title", "자매도시 청소년 교류단")
    page.get_by_role("button", name="More rows").first.click()
    assert page.input_value("#f-title") == "자매도시 청소년 교류단"
    page.locator("#do").click()
    expect(page.locator(".head .state")).to_have_text("Draft")
    expect(page.get_by_text("Give the first and the last day.").first).to_be_visible()


def test_the_whole_way_in_is_walked_by_keyboard(visitor):
    one = visitor()
    page = one.open("/sign-in")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#email")).to_be_focused()


def test_what_was_typed_is_not_lost_unasked(visitor):
    one = visitor()
    page = one.sign_in("officer@daejeon.example")
    page.goto(one.address + "/projects/new")
    page.locator("#f-title").press_sequentially("draft")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Cities").click()
    page.wait_for_url("**/cities")
    assert asked == ["beforeunload"]


def named(path: str) -> str:
    return path.strip("/").replace("/", "-") or "home"
