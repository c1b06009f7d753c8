"""Ten cartons counted on a telephone without network, and the page read in three scripts."""

from dataclasses import dataclass, field
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.counting import on_its_way
from tests.browser.reading import beyond, keep, violations

pytestmark = pytest.mark.browser

TAP, SIGN, SNAP, LOOK = 0.9, 2.5, 4.0, 1.5  # seconds a hand takes, at leisure
LETTER = 0.35
MINUTE = 60.0
TARGETS = """
() => [...document.querySelectorAll(
  '.receipt :is(button, summary, a, .classes label, .chk, .step input)'
)].filter(one => one.checkVisibility({visibilityProperty: true}))
  .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5)).map(([html]) => html)
"""


@dataclass
class Hand:
    """Somebody's thumb: what it does on a page, and how long a person would take for it."""

    page: Page
    seconds: float = 0.0
    did: list[str] = field(default_factory=list)

    def tap(self, what: str) -> None:
        self._took(TAP, what)
        self.page.locator(what).click()

    def type(self, what: str, text: str) -> None:
        self._took(TAP + LETTER * len(text), what)
        self.page.locator(what).fill(text)

    def snap(self, what: str) -> None:
        self._took(SNAP, what)
        kept = BytesIO()
        Image.new("RGB", (3000, 2000), "tan").save(kept, "JPEG")
        photo = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}
        self.page.locator(what).set_input_files(photo)
        expect(self.page.locator(".shots img")).to_be_visible()

    def draw(self) -> None:
        self._took(SIGN, "canvas")
        canvas, mouse = self.page.locator("canvas"), self.page.mouse
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        mouse.move(box["x"] + 40, box["y"] + 60)
        mouse.down()
        for n in range(12):
            mouse.move(box["x"] + 40 + 15 * n, box["y"] + 60 + 20 * (n % 2))
        mouse.up()

    def _took(self, seconds: float, what: str) -> None:
        self.seconds += seconds + LOOK / 3
        self.did.append(what)


def test_ten_cartons_are_counted_offline_in_under_a_minute(visitor, service, axe, shots):
    told = on_its_way(service, "wuhan", "zh-Hans")
    one = visitor(PHONE, language="zh-CN", has_touch=True)
    page = one.open(f"{told.path}?c={told.sscc}")
    hand = Hand(page)
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    hand.type("#name", "王丽")
    hand.type("#code", told.code)
    hand.tap(".enter button")
    expect(page.locator(".carton").first).to_have_id("c7")  # whose label was scanned
    page.locator("html[data-kept=yes]").wait_for()
    one.context.set_offline(True)
    page.reload()
    expect(page.locator("#offline")).to_contain_text("没有网络")
    expect(page.locator(".carton").first).to_have_id("c7")

    hand.type("#c7 .step input", "940")
    hand.tap("#c7 .classes label:has([value=damaged])")
    hand.type("#c7 [id$=reason]", "箱子受潮")
    hand.snap("#c7 [type=file]")
    hand.type("#c9 .step input", "0")
    hand.tap("#c9 .classes label:has([value=short])")
    hand.type("#c9 [id$=reason]", "没有收到")
    hand.tap("#all-rest")
    expect(page.locator("#n-counted")).to_have_text("10")
    expect(page.locator("#why")).to_contain_text("1,060")
    hand.draw()
    keep(page, shots, "receipt-zh-offline-390")
    assert violations(page, axe) == []
    hand.tap("#sign-reserved")
    expect(page.locator("#offline")).to_contain_text("已存在本机 2 项")
    page.reload()  # closed and opened again, still without network
    expect(page.locator("#c7 .step input")).to_have_value("940")
    assert hand.seconds < MINUTE, hand.did

    desk = visitor().sign_in("officer@daejeon.example")
    case = f"{one.address}/shipments/{told.shipment_id}"
    desk.goto(case)
    expect(desk.locator(".head .state")).to_have_text("Dispatched")
    one.context.set_offline(False)
    expect(page.locator(".said.done")).to_contain_text("已保留意见签收", timeout=20_000)
    keep(page, shots, "receipt-zh-done-390")
    assert violations(page, axe) == []
    desk.reload()
    expect(desk.locator(".head .state")).to_have_text("Received with reservations")
    expect(desk.locator(".rows")).to_contain_text(["箱子受潮"])
    expect(desk.locator("#photos img")).to_have_count(1)
    keep(desk, shots, "receipt-sender-1440")
    assert violations(desk, axe) == []


@pytest.mark.parametrize("language", ["zh-Hans", "ar", "ko"])
def test_the_page_is_read_by_everybody_and_hit_by_every_thumb(
    visitor, service, axe, shots, language
):
    told = on_its_way(service, "wuhan", language)
    page = visitor(PHONE).open(told.path)
    wrong = violations(page, axe)
    keep(page, shots, f"receipt-code-{language}-390")
    page.fill("#name", "Li")
    page.fill("#code", told.code)
    page.click(".enter button")
    expect(page.locator(".js .carton")).to_have_count(10)
    page.locator("#c1 .step input").fill("1,002")
    page.locator("#c2 [data-less]").click()
    expect(page.locator("#c2 .step input")).to_have_value("999")
    wrong += violations(page, axe)
    keep(page, shots, f"receipt-count-{language}-390")
    assert wrong == []
    assert page.evaluate(TARGETS) == []
    assert beyond(page) == []
    page.locator("#send").click()
    expect(page.locator("#wrong")).to_be_visible()  # a difference without its kind and reason


def test_a_second_telephone_needs_a_code_of_its_own(visitor, service):
    told = on_its_way(service, "wuhan", "en", cartons=1)
    first, second = visitor(PHONE), visitor(PHONE)
    page = first.open(told.path)
    page.fill("#name", "First")
    page.fill("#code", told.code)
    page.click(".enter button")
    page.locator("#all-rest").click()
    page.locator("#sign-clean").click()
    expect(page.locator(".said.done")).to_contain_text("Received and signed")
    other = second.open(told.path)
    other.fill("#name", "Second")
    other.fill("#code", told.code)
    other.click(".enter button")
    expect(other.get_by_role("alert")).to_contain_text("used already")


def test_without_script_a_form_does_the_same(visitor, service):
    told = on_its_way(service, "wuhan", "en", cartons=2)
    page = visitor(PHONE, java_script_enabled=False).open(told.path)
    page.fill("#name", "No Script")
    page.fill("#code", told.code)
    page.click(".enter button")
    page.check("[name=rest_as_sent]")
    page.click("#sign-clean")
    expect(page.locator(".said.done")).to_contain_text("Received and signed")
