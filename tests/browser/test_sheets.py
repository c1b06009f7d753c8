"""A spreadsheet with a wrong row at a browser: seen, taken back, mended and stored."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from exchange.interchange.reading import rows_of
from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import keep, violations

pytestmark = pytest.mark.browser
GOOD = {"item": "마스크", "item_partner": "口罩", "quantity": "12000", "unit": "H87"}
GOOD |= {"origin": "KR", "hs_code": "6307.90", "unit_value": "850"}
WRONG = GOOD | {"item": "=방호복", "quantity": "many", "lot": "B-7"}


def draft(page: Page, address: str, title: str) -> None:
    page.goto(f"{address}/shipments/new")
    page.select_option("#f-consignee", "nanjing")
    page.fill("#f-title", title)
    page.fill("#f-title_partner", "口罩")
    page.locator("#do").click()


def sheet_of(place: Path, keys: list[str], *rows: dict[str, str]) -> Path:
    written = io.StringIO()
    writer = csv.DictWriter(written, keys, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    place.write_text(written.getvalue(), encoding="utf-8-sig")
    return place


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_a_sheet_with_a_wrong_row_is_mended_and_stored(visitor, axe, shots, tmp_path, size):
    one, width = visitor(size), size["width"]
    page, wrong = one.sign_in("officer@daejeon.example"), []
    draft(page, one.address, f"표로 받은 품목 {width}")
    keep(page, shots, f"sheet-case-{width}")
    wrong += violations(page, axe)
    page.get_by_role("link", name="Lines from a spreadsheet").click()
    keep(page, shots, f"sheet-ask-{width}")
    wrong += violations(page, axe)
    with page.expect_download() as given:
        page.get_by_role("link", name="Template (XLSX)").click()
    keys = rows_of(given.value.path().read_bytes())[1]
    page.set_input_files("#sheet", sheet_of(tmp_path / "a.csv", keys, GOOD, WRONG))
    page.locator("#look").click()
    expect(page.locator("#would + p")).to_contain_text("Rows that are right: 1 of 2.")
    keep(page, shots, f"sheet-wrong-{width}")
    wrong += violations(page, axe)
    with page.expect_download() as given:
        page.get_by_role("button", name="Sheet with what is wrong (XLSX)").click()
    _, keys, *rows = rows_of(given.value.path().read_bytes())
    right, amiss = (dict(zip(keys, row, strict=False)) for row in rows)
    assert "Write a whole number." in amiss["problem"]
    mended = sheet_of(tmp_path / "b.csv", keys, right, amiss | {"quantity": "40"})
    page.set_input_files("#sheet", mended)
    page.locator("#look").click()
    keep(page, shots, f"sheet-right-{width}")
    wrong += violations(page, axe)
    page.get_by_role("button", name="Store all rows (2)").click()
    lines = page.locator("section[aria-labelledby=lines]")
    expect(lines.locator("tbody tr")).to_have_count(2)
    expect(lines).to_contain_text("12,000")
    page.goto(f"{one.address}/shipments")
    keep(page, shots, f"sheet-list-{width}")
    wrong += violations(page, axe)
    with page.expect_download() as given:
        page.get_by_role("link", name="Spreadsheet (XLSX)").click()
    told = [cell for row in rows_of(given.value.path().read_bytes()) for cell in row]
    assert "=방호복" in told
    assert wrong == []
