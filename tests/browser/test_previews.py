"""A letter reworded at a browser while a real worker sets its pages; photos; languages."""

from io import BytesIO

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import keep, violations
from tests.browser.walking import seen

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
OFFICER = "officer@daejeon.example"


def begin_letter(page, address):
    """Begin a letter of sympathy to Sapporo and leave the browser at its form of passages."""
    page.goto(f"{address}/letters/new?kind=sympathy")
    page.select_option("#f-partner", "sapporo")
    page.fill("#f-title", "폭우 피해")
    page.fill("#f-title_partner", "豪雨による被害")
    page.locator("#do").click()
    seen(page, "Draft")
    page.goto(f"{page.url}/reword")


def begin_shipment(page, address):
    """Begin a shipment to Wuhan and leave the browser at its page."""
    page.goto(f"{address}/shipments/new")
    page.select_option("#f-consignee", "wuhan")
    for name, value in {
        "title": "보건용 마스크 지원",
        "title_partner": "捐赠防护口罩",
        "lines-0-item": "보건용 마스크",
        "lines-0-item_partner": "防护口罩",
        "lines-0-quantity": "12000",
        "lines-0-origin": "KR",
        "lines-0-hs_code": "6307.90",
        "lines-0-unit_value": "1500",
    }.items():
        page.fill(f"[name='{name}']", value)
    page.select_option("[name='lines-0-unit']", "H87")
    page.locator("#do").click()
    seen(page, "Draft")


def pictures(page):
    return page.locator("#preview img")


@SIZES
def test_the_pages_follow_what_is_typed(visitor, axe, shots, size):
    one = visitor(size)
    page = one.sign_in(OFFICER)
    begin_letter(page, one.address)
    expect(pictures(page).first).to_be_visible(timeout=30_000)
    first = pictures(page).first.get_attribute("src")
    assert (
        pictures(page).first.evaluate("one => one.decode().then(() => one.naturalWidth)") == 1000
    )
    keep(page, shots, f"reword-{size['width']}")
    assert violations(page, axe) == []
    area = page.locator("textarea[lang=ko]").nth(3)
    area.fill("저희는 늘 여러분 곁에 있겠습니다.")
    page.wait_for_function(
        "before => { const one = document.querySelector('#preview img');"
        " return one && one.getAttribute('src') !== before; }",
        arg=first,
        timeout=30_000,
    )
    page.locator("#compare").click()
    expect(page.locator("#preview ins").first).to_contain_text("곁에", timeout=30_000)
    assert pictures(page).count() % 2 == 0
    keep(page, shots, f"reword-compared-{size['width']}")
    assert violations(page, axe) == []
    area.fill("저희는 {nobody} 곁에 있겠습니다.")
    wrong = page.locator(".reword .err:not([hidden])")
    expect(wrong).to_contain_text("nobody", timeout=30_000)
    expect(area).to_have_attribute("aria-invalid", "true")
    keep(page, shots, f"reword-wrong-{size['width']}")
    assert violations(page, axe) == []
    area.fill("저희는 늘 곁에 있겠습니다.")
    expect(area).not_to_have_attribute("aria-invalid", "true", timeout=30_000)
    expect(pictures(page).first).to_be_visible(timeout=30_000)
    page.locator("#do").click()
    seen(page, "Draft")


def test_without_a_script_the_pages_open_beside_the_form(visitor, shots):
    one = visitor(java_script_enabled=False)
    page = one.sign_in(OFFICER)
    begin_letter(page, one.address)
    area = page.locator("textarea[lang=ko]").nth(3)
    area.fill("저희는 늘 여러분 곁에 있겠습니다.")
    with one.context.expect_page() as opened:
        page.locator("#set").click()
    beside = opened.value
    expect(beside.locator("#preview img").first).to_be_visible(timeout=30_000)
    keep(beside, shots, "preview-no-script-1440")
    assert area.input_value() == "저희는 늘 여러분 곁에 있겠습니다.", "nothing typed is lost"


def a_photo():
    """Return a photo as of a telephone: large, with a little of everything in it."""
    noise = Image.effect_noise((1000, 750), 60).resize((4000, 3000)).convert("RGB")
    noise.paste((180, 140, 90), (700, 900, 2200, 2400))
    noise.paste((60, 110, 160), (2300, 1200, 3400, 2400))
    written = BytesIO()
    noise.filter(ImageFilter.GaussianBlur(2)).save(written, "JPEG", quality=90)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


@SIZES
def test_a_photo_is_added_and_deleted(visitor, axe, shots, size):
    one = visitor(size)
    page = one.sign_in(OFFICER)
    begin_shipment(page, one.address)
    case = page.url
    page.get_by_role("link", name="Add a photo").click()
    keep(page, shots, f"photo-new-{size['width']}")
    assert violations(page, axe) == []
    page.set_input_files(
        "#photo", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"<svg/>"}
    )
    page.fill("#f-caption", "도착한 구호물품")
    page.fill("#f-caption_partner", "抵达的救援物资")
    page.select_option("#f-recognised", "nobody")
    page.locator("#do").click()
    expect(page.locator("#photo-e")).to_contain_text("no JPEG, PNG or WebP")
    keep(page, shots, f"photo-refused-{size['width']}")
    assert violations(page, axe) == []
    page.set_input_files("#photo", a_photo())
    page.locator("#do").click()
    shown = page.locator("#photos img")
    expect(shown).to_be_visible()
    keep(page, shots, f"photo-case-{size['width']}")
    assert violations(page, axe) == []
    page.locator("#photos li a").click()
    keep(page, shots, f"photo-one-{size['width']}")
    assert violations(page, axe) == []
    page.get_by_role("link", name="Delete").click()
    assert violations(page, axe) == []
    page.locator("#do").click()
    page.wait_for_url(f"{case}**")
    expect(page.locator("#photos img")).to_have_count(0)


@SIZES
def test_the_languages_of_papers_are_read(visitor, axe, shots, size):
    one = visitor(size)
    page = one.sign_in(OFFICER)
    page.locator(".side").get_by_role("link", name="Paper languages").click()
    expect(page.locator("h1")).to_have_text("Languages of papers")
    keep(page, shots, f"languages-{size['width']}")
    assert violations(page, axe) == []
