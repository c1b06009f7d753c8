"""Signed-in clients for tests of pages."""

import secrets

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.clock import now
from exchange.identity.sessions import COOKIE, digest
from exchange.models import Person, WebSession
from tests.making import saved


@pytest.fixture
def browser(app: Flask):
    """Return a callable that opens a signed-in client for a person, with its form token."""

    def open_for(person: Person, *, confirmed: bool = False) -> FlaskClient:
        client = app.test_client()
        secret = secrets.token_urlsafe(8)
        saved(
            WebSession(
                person_id=person.id,
                sha256=digest(secret),
                device="the test",
                address="127.0.0.x",
                seen_at=now(),
                confirmed_at=now() if confirmed else None,
            )
        )
        with client.session_transaction() as kept:
            kept[COOKIE] = secret
        return client

    return open_for


@pytest.fixture
def fresh(browser):
    """Return a callable that opens a client whose person gave a second factor just now."""
    return lambda person: browser(person, confirmed=True)
