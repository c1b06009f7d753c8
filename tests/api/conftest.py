"""A program that speaks for a person by their token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exchange.clock import now
from exchange.identity import new_token
from exchange.models import Person, db


@dataclass
class Program:
    """A client with a token."""

    client: FlaskClient
    token: str

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(f"/api/v1{path}", headers=self.carrying(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.client.post(f"/api/v1{path}", json=body or {}, headers=self.carrying(headers))

    def act(self, path: str, version: int, body: Any = None, **headers: str) -> TestResponse:
        return self.post(path, body, **{"If-Match": f'"{version}"', **headers})

    def carrying(self, headers: dict[str, str]) -> dict[str, str]:
        english = {"Accept-Language": "en", "Authorization": f"Bearer {self.token}"}
        return english | {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture
def program(app) -> Callable[[Person], Program]:
    """Return a callable that gives a person's program its token, confirmed a moment ago."""

    def for_person(person: Person) -> Program:
        token, kept = new_token(person, "the test", timedelta(hours=1))
        kept.confirmed_at = now()
        db.session.add(kept)
        db.session.commit()
        return Program(app.test_client(), token)

    return for_person
