"""A resident with a telephone who asks the centre of the home city for help."""

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.models import ServiceCase, db
from exchange.workflows.perform import perform
from exchange.workflows.service_case import SERVICE_CASE
from tests.centres import make_centre
from tests.vault.hidden import FACTS

__all__ = ["make_centre"]

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SENDING = re.compile(r'name="sending" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="([^"]+)"')
SHOWN = re.compile(r'<dd translate="no">([^<]+)</dd>')
WORDS = f"{FACTS['name']} {FACTS['health']} {FACTS['message']} {FACTS['passport']}"
ANSWERS = {
    "topic": "labour",
    "words": WORDS,
    "telephone": FACTS["telephone"],
    "meeting": "visit",
    "wished": "evening",
    "needs_interpreter": "true",
    "consent": "true",
}
ASKED_AGAIN = {name: text for name, text in ANSWERS.items() if name != "consent"}


@dataclass
class Resident:
    """A browser that asks, and what it was told."""

    app: Flask
    client: FlaskClient
    slug: str = "portland"
    language: str = "vi"
    reference: str = ""
    code: str = ""

    def at(self, place: str) -> str:
        return f"/centre/{self.slug}/{place}?l={self.language}"

    def open(self, place: str) -> str:
        return self.client.get(self.at(place)).text

    def post(self, place: str, page: str = "follow", **typed):
        """Send a form as a page of the service gives it."""
        token = TOKEN.search(self.open(page))
        assert token
        return self.client.post(self.at(place), data={"csrf_token": token[1], **typed})

    def blank(self) -> dict[str, str]:
        """Return what a fresh form carries."""
        page = self.open("ask")
        return {"csrf_token": TOKEN.search(page)[1], "sending": SENDING.search(page)[1]}

    def send(self, carried=None, **answers):
        told = {name: text for name, text in (ANSWERS | answers).items() if text is not None}
        return self.client.post(self.at("ask"), data=(carried or self.blank()) | told)

    def ask(self, **answers) -> "Resident":
        answer = self.send(**answers)
        assert answer.status_code == 200, answer.text
        self.reference, code = SHOWN.findall(answer.text)
        self.code = code.replace(" ", "")
        return self

    def enter(self, reference=None, code=None):
        asked = {"reference": reference or self.reference, "code": code or self.code}
        return self.post("follow", **asked)

    def elsewhere(self, slug: str = "") -> "Resident":
        """Return another device of theirs."""
        client = self.app.test_client()
        told = (slug or self.slug, self.language, self.reference, self.code)
        return Resident(self.app, client, *told)

    @property
    def case(self) -> ServiceCase:
        return db.session.query(ServiceCase).filter_by(reference=self.reference).one()

    def staff_does(self, person, action: str, **payload) -> None:
        case = self.case
        perform(SERVICE_CASE, case.id, action, actor=person, payload=payload)


@pytest.fixture
def resident(app, home, make_centre) -> Resident:
    make_centre(home)
    return Resident(app, app.test_client())
