"""Who read personal data, as the auditor of a city reads it on a phone and at a desk."""

from datetime import date

import pytest
from playwright.sync_api import expect

from exchange.app import create_app
from exchange.config import Config
from exchange.models import Person, PersonalRecord, Why, db
from exchange.vault import keeping, records
from tests.browser.conftest import DESK, FOLDERS, PHONE
from tests.browser.reading import look
from tests.servers import environment
from tests.vault.hidden import FACTS, found
from tests.workflows.journeys import begun_project

pytestmark = pytest.mark.browser
DUE = date(2020, 1, 1)


@pytest.fixture(scope="module")
def readings(service):
    """Let people of a city read records of two residents, and one of the records be purged."""
    folder = FOLDERS[service]
    env = environment(SECRET_KEY="b" * 40, DATA_DIR=str(folder), PUBLIC_URL=service)
    config = Config.from_env(env | {"DATABASE_URL": f"sqlite:///{folder / 'e.sqlite'}"})
    with create_app(config).app_context():
        officer, clerk = (
            db.session.query(Person).filter_by(email=f"{one}@daejeon.example").one()
            for one in ("officer", "clerk")
        )
        case = begun_project(officer, partner="seattle", budget=[])
        with keeping.writing():
            told = (officer.city_id, "project", case.id, FACTS, DUE)
            kept, due = (records.keep(*told).id for _ in range(2))
        keeping.look(kept, ["name", "telephone"], person=officer, why=Why.CONTACT)
        keeping.look(kept, FACTS, person=clerk, why=Why.HAND_OVER)
        keeping.look(due, FACTS, person=None, why=Why.OWN)
        with keeping.writing():
            records.purge(db.session.get_one(PersonalRecord, due), DUE)
        return officer.name, case.number


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_auditor_sees_who_read_what_for_and_no_fact(
    visitor, axe, shots, readings, size, language
):
    one = visitor(size)
    page = one.sign_in("auditor@daejeon.example")
    if language == "ko":
        page.get_by_role("button", name="한국어").click()
        expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.locator("nav.side a[href='/personal']").click()
    reader, number = readings
    lines = page.locator("main li.row", has_text=number)  # others read of other cases
    expect(lines).to_have_count(4)
    wrong = look(page, axe, shots, f"personal-{language}-{size['width']}")
    assert found(page.content()) == set()
    page.select_option("#who", label=reader)
    page.locator("form.filters button").click()
    expect(lines).to_have_count(1)
    wrong += look(page, axe, shots, f"personal-one-{language}-{size['width']}")
    assert wrong == []
