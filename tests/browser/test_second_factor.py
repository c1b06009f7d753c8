"""Signing in as people do it: an app's codes, a real passkey, a lost phone; read by everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from exchange.identity.totp import code_now
from tests.browser.conftest import DESK, PASSWORD, PHONE
from tests.browser.reading import look, violations
from tests.browser.walking import give_code

pytestmark = pytest.mark.browser


def set_up(page: Page, address: str) -> tuple[str, list[str]]:
    """Turn an app's codes on; return its key and the recovery codes."""
    page.goto(f"{address}/account/second-factor")
    key = re.sub(r"[ -]", "", page.locator(".spelled").inner_text())
    page.fill("#one_time_code", code_now(key))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator(".codes code")).to_have_count(10)
    return key, page.locator(".codes code").all_inner_texts()


@pytest.mark.parametrize(
    ("size", "who"),
    [(PHONE, "clerk@sapporo.example"), (DESK, "officer@seattle.example")],
    ids=["390", "1440"],
)
def test_an_app_is_set_up_used_and_lost(visitor, axe, shots, size, who):
    one, wrong = visitor(size), []
    for path in ("/forgotten", "/password"):
        wrong += look(one.open(path), axe, shots, f"{path[1:]}-{size['width']}")
    page = one.sign_in(who)
    page.goto(f"{one.address}/account/second-factor")
    wrong += look(page, axe, shots, f"second-factor-{size['width']}")
    _, codes = set_up(page, one.address)
    wrong += look(page, axe, shots, f"recovery-codes-{size['width']}")
    assert len(codes) == 10
    for path in ("/account", "/account/second-factor", "/confirm"):
        page.goto(one.address + path)
        wrong += look(page, axe, shots, f"{path[1:].replace('/', '-')}-mine-{size['width']}")
    page.get_by_role("button", name="Sign out").click()
    page.fill("#email", who)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    wrong += look(page, axe, shots, f"sign-in-second-{size['width']}")
    page.fill("#one_time_code", codes[0])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(one.address + "/")
    assert wrong == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_an_administrator_keeps_the_people(visitor, axe, shots, size):
    one, wrong = visitor(size), []
    page = one.sign_in("administrator@daejeon.example")
    page.get_by_role("link", name="People").click()
    wrong += look(page, axe, shots, f"people-{size['width']}")
    page.get_by_role("link", name="Invite somebody").click()
    wrong += look(page, axe, shots, f"people-new-{size['width']}")
    page.goto(f"{one.address}/people")
    page.get_by_role("link", name=re.compile("^Exchange officer")).first.click()
    wrong += look(page, axe, shots, f"person-{size['width']}")
    for action in ("Change the roles", "Record that they left"):
        here = page.url
        page.locator(".next").get_by_role("link", name=action, exact=True).click()
        wrong += look(page, axe, shots, f"person-{action.split()[0].lower()}-{size['width']}")
        page.goto(here)
    assert wrong == []


def test_every_page_of_proof_is_there_in_korean(visitor, axe):
    one = visitor(language="ko-KR")
    page = one.sign_in("liaison@daejeon.example")
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    for path in ("/account", "/account/second-factor", "/confirm"):
        page.goto(one.address + path)
        assert page.locator("html").get_attribute("lang") == "ko"
        assert violations(page, axe) == []
    expect(page.get_by_role("heading", level=1)).to_have_text("본인 확인")


def test_a_weighty_step_is_taken_with_a_code_of_the_app(visitor, an_hour_passes):
    one = visitor()
    page = one.sign_in("administrator@daejeon.example")
    an_hour_passes()
    page.goto(f"{one.address}/people")
    page.get_by_role("link", name=re.compile("^Auditor")).click()
    page.locator(".next").get_by_role("link", name="Change the roles").click()
    expect(page.locator("#one_time_code")).to_have_count(1)
    page.get_by_label("Clerk").check()
    give_code(page, "administrator@daejeon.example")
    expect(page.get_by_text("changed the roles").first).to_be_visible()


def test_a_passkey_is_made_and_signs_in_alone(passkey_service, chromium, axe):
    context = chromium.new_context(viewport=DESK, locale="en")
    page = context.new_page()
    told = context.new_cdp_session(page)
    told.send("WebAuthn.enable")
    told.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(f"{passkey_service}/sign-in")
    page.get_by_role("button", name="English").click()
    page.fill("#email", "director@daejeon.example")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/second-factor")
    page.fill("#passkey-label", "The office's laptop")
    assert violations(page, axe) == []
    page.get_by_role("button", name="Set up a passkey on this device").click()
    expect(page.get_by_text("The office's laptop")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{passkey_service}/")
    page.get_by_role("button", name="Sign out").click()
    page.fill("#email", "director@daejeon.example")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/sign-in/second-factor**")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{passkey_service}/")
    page.goto(f"{passkey_service}/confirm?next=/projects")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{passkey_service}/projects")
    page.goto(f"{passkey_service}/account/second-factor")
    page.get_by_role("button", name="Remove: The office's laptop").click()
    expect(page.get_by_text("Your part asks for a second factor")).to_be_visible()
    told.send("WebAuthn.disable")
    context.close()
