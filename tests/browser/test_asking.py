"""A resident asks for help on an old phone, without script, by keyboard, in large letters."""

import json

import pytest
from playwright.sync_api import expect

from exchange.config import Config
from exchange.models import CENTRE_LANGUAGES
from exchange.vault.keys import add_key
from exchange.wording.asking_page import words
from tests.browser.conftest import DESK, FOLDERS, PHONE
from tests.browser.reading import beyond, look
from tests.servers import environment
from tests.vault.hidden import FACTS

pytestmark = pytest.mark.browser
WRITTEN = "Tôi đã nghỉ việc tháng trước nhưng chưa được trả lương tháng cuối."
LARGE = {"width": 320, "height": 640}  # 640 px at 200 %


@pytest.fixture(scope="module")
def centre(service):
    """Let the service seal what residents tell."""
    env = environment(SECRET_KEY="b" * 40, DATA_DIR=str(FOLDERS[service]), PUBLIC_URL=service)
    add_key(Config.from_env(env).personal_keys)
    return "/centre/daejeon"


def fill(page, telephone: str = FACTS["telephone"]) -> None:
    page.locator("input[name=topic][value=labour]").check()
    page.fill("#words", WRITTEN)
    page.fill("#telephone", telephone)
    page.locator("input[name=meeting][value=visit]").check()
    page.select_option("#wished", "evening")
    page.locator("#consent").check()


def shown(page) -> tuple[str, str]:
    """Return the reference and the code on the page, as somebody writes them down."""
    reference, code = page.locator("dl.once dd").all_inner_texts()
    return reference, code


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_in_vietnamese_from_the_form_to_what_became_of_it(visitor, axe, shots, centre, size):
    said, wide = words("vi"), size["width"]
    page = visitor(size, "vi-VN").open(f"{centre}/ask")
    expect(page.locator("h1")).to_have_text(said["title"])
    wrong = look(page, axe, shots, f"asking-form-vi-{wide}")
    fill(page, telephone="010-0000-00")
    page.locator("form.panel button").click()
    expect(page.locator("#telephone-wrong")).to_contain_text(said["telephone_wrong"])
    expect(page.locator("#words")).to_have_value(WRITTEN)
    wrong += look(page, axe, shots, f"asking-wrong-vi-{wide}")
    page.fill("#telephone", FACTS["telephone"])
    page.locator("form.panel button").click()
    expect(page.locator("h1")).to_have_text(said["sent_title"])
    wrong += look(page, axe, shots, f"asking-sent-vi-{wide}")
    reference, code = shown(page)

    page = visitor(size, "vi-VN").open(f"{centre}/follow")
    wrong += look(page, axe, shots, f"asking-enter-vi-{wide}")
    page.fill("#reference", reference)
    page.fill("#code", code)
    page.locator("form.panel button").click()
    expect(page.locator("h1")).to_have_text(said["state_requested"])
    wrong += look(page, axe, shots, f"asking-state-vi-{wide}")
    with page.expect_download() as asked:
        page.get_by_role("button", name=said["kept_show"]).click()
    told = json.loads(asked.value.path().read_text(encoding="utf-8"))
    assert told["said"]["words"] == WRITTEN
    page.get_by_role("link", name=said["change"]).click()
    expect(page.locator("#words")).to_have_value(WRITTEN)
    page.fill("#words", "Đã trả một phần.")
    wrong += look(page, axe, shots, f"asking-change-vi-{wide}")
    page.locator("form.panel button").click()
    expect(page.locator(".note.done")).to_contain_text(said["changed"])
    page.get_by_role("link", name=said["erase"]).click()
    wrong += look(page, axe, shots, f"asking-erase-vi-{wide}")
    page.get_by_role("button", name=said["erase_yes"]).click()
    expect(page.locator("h1")).to_have_text(said["state_withdrawn"])
    wrong += look(page, axe, shots, f"asking-erased-vi-{wide}")
    page.get_by_role("button", name=said["leave"]).click()
    expect(page.locator("#reference")).to_be_visible()
    assert wrong == []


@pytest.mark.parametrize("language", CENTRE_LANGUAGES)
def test_every_language_can_be_read_and_used_by_everybody(visitor, axe, shots, centre, language):
    one, wrong = visitor(PHONE, language), []
    page = one.open(f"{centre}/ask?l={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator(".langs summary").click()
    expect(page.locator(".langs ul")).to_be_visible()
    wrong += look(page, axe, shots, f"asking-langs-{language}")
    page.locator(".langs summary").click()
    page.locator("form.panel button").click()
    expect(page.locator(".err")).to_have_count(5)
    wrong += look(page, axe, shots, f"asking-form-{language}")
    fill(page)
    page.locator("form.panel button").click()
    expect(page.locator("h1")).to_have_text(words(language)["sent_title"])
    wrong += look(page, axe, shots, f"asking-sent-{language}")
    page.get_by_role("link", name=words(language)["follow"]).click()
    wrong += look(page, axe, shots, f"asking-state-{language}")
    assert wrong == []


def test_it_works_without_script(visitor, centre):
    page = visitor(PHONE, "vi-VN", java_script_enabled=False).open(f"{centre}/ask")
    fill(page)
    page.locator("form.panel button").click()
    reference, _ = shown(page)
    page.get_by_role("link", name=words("vi")["follow"]).click()
    expect(page.locator("main")).to_contain_text(reference)
    page.get_by_role("link", name=words("vi")["withdraw"]).click()
    page.get_by_role("button", name=words("vi")["withdraw_yes"]).click()
    expect(page.locator("h1")).to_have_text(words("vi")["state_withdrawn"])


def test_it_is_filled_and_sent_by_keyboard_alone(visitor, centre):
    page = visitor(DESK, "en").open(f"{centre}/ask")
    keys = page.keyboard
    for _ in range(20):
        keys.press("Tab")
        if page.evaluate("document.activeElement.name") == "topic":
            break
    keys.press("Space")
    keys.press("Tab")
    keys.type(WRITTEN)
    keys.press("Tab")
    keys.type(FACTS["telephone"])
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Tab")  # an interpreter, as it stands
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text(words("en")["sent_title"])


def test_at_twice_the_size_nothing_is_cut_off(visitor, shots, axe, centre):
    page, wrong = visitor(LARGE, "ru").open(f"{centre}/ask?l=ru"), []
    wrong += look(page, axe, shots, "asking-form-ru-320")
    fill(page)
    page.locator("form.panel button").click()
    wrong += look(page, axe, shots, "asking-sent-ru-320")
    page.get_by_role("link", name=words("ru")["follow"]).click()
    wrong += look(page, axe, shots, "asking-state-ru-320")
    page.get_by_role("link", name=words("ru")["erase"]).click()
    assert wrong + beyond(page) == []
