"""The pages about oneself: choosing a password, one's account, and what one may do."""

import pytest
from playwright.sync_api import expect

from exchange.app import create_app
from exchange.config import Config
from exchange.identity.links import invitation_link
from exchange.models import Person, db
from tests.browser.conftest import DESK, FOLDERS, PHONE
from tests.browser.reading import look
from tests.servers import environment

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "ko"])
WHO = "liaison@daejeon.example"


@pytest.fixture
def invitation(service):
    """Return the path of a link by which somebody chooses their password."""
    folder = FOLDERS[service]
    env = environment(SECRET_KEY="b" * 40, DATA_DIR=str(folder), PUBLIC_URL=service)
    env |= {"DATABASE_URL": f"sqlite:///{folder / 'e.sqlite'}"}
    with create_app(Config.from_env(env)).app_context():
        person = db.session.query(Person).filter_by(email=WHO).one()
        return invitation_link(person).removeprefix(service)


@SIZES
@LANGUAGES
def test_choosing_a_password_is_read_by_everybody(visitor, axe, shots, invitation, size, language):
    one = visitor(size, language=language)
    page = one.open(invitation)
    assert page.locator("html").get_attribute("lang") == language
    wrong = look(page, axe, shots, f"set-password-{language}-{size['width']}")
    page.fill("#password", "aaaaaaaaaaaaaaaa")
    page.fill("#again", "aaaaaaaaaaaaaaaa")
    page.locator("form.panel button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    wrong += look(page, axe, shots, f"set-password-refused-{language}-{size['width']}")
    assert wrong == []


@SIZES
@LANGUAGES
def test_ones_account_and_ones_rights_are_read_by_everybody(visitor, axe, shots, size, language):
    one = visitor(size, language=language)
    page = one.sign_in("auditor@daejeon.example")
    if language == "ko":
        page.get_by_role("button", name="한국어").click()
    wrong = []
    for path in ("/account", "/access"):
        page.goto(one.address + path)
        assert page.locator("html").get_attribute("lang") == language
        wrong += look(page, axe, shots, f"own{path.replace('/', '-')}-{language}-{size['width']}")
    page.goto(f"{one.address}/account")
    name = page.locator("label[for='t-label']")
    expect(name).to_have_css("text-decoration-line", "none")  # a name of a field is no link
    page.select_option("#f-timezone", "Pacific/Auckland")
    page.locator("form[action='/account/facts'] button").click()
    expect(page.locator("#f-timezone")).to_have_value("Pacific/Auckland")
    wrong += look(page, axe, shots, f"own-account-kept-{language}-{size['width']}")
    assert wrong == []
