"""A visitor who signs in by the real forms, and somebody with a password and a second factor."""

import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exchange.identity import passwords, recovery, totp
from exchange.models import Person, Role, db

WORDS = "plum river lantern seven"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Visitor:
    """Somebody at a browser without script."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, headers={"Accept-Language": "en"})

    def send(self, path: str, **typed: str) -> TestResponse:
        found = TOKEN.search(self.get("/sign-in").text)
        assert found
        data = {"csrf_token": found[1], **typed}
        return self.client.post(path, data=data, headers={"Accept-Language": "en"})

    def sign_in(self, person: Person, password: str = WORDS) -> TestResponse:
        return self.send("/sign-in", email=person.email, password=password)

    def is_in(self) -> bool:
        return self.get("/projects").status_code == 200


@pytest.fixture
def visit(app):
    return lambda: Visitor(app.test_client())


@pytest.fixture
def known(make_person):
    """Return a callable that makes somebody who can sign in, with a second factor if wanted."""

    def make(role: Role = Role.OFFICER, *, app_codes: bool = False, **more) -> Person:
        person = make_person(role, **more)
        passwords.change(person, WORDS)
        if app_codes:
            person.credential.totp_secret = totp.sealed(KEY)
            db.session.commit()
        return person

    return make


@pytest.fixture
def paper_codes(app):
    return recovery.renew


def code() -> str:
    return totp.code_now(KEY)
