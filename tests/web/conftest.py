"""A reader whose forms carry their token, as a page gives it to them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exchange.models import Person

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Reader:
    """Somebody who opens pages and sends the forms on them."""

    client: FlaskClient

    def open(self, path: str) -> str:
        return self.client.get(path).text

    def send(self, path: str, **typed: str) -> TestResponse:
        token = TOKEN.search(self.open("/"))
        assert token
        return self.client.post(path, data={"csrf_token": token[1], **typed})


@pytest.fixture
def reader(browser) -> Callable[[Person], Reader]:
    """Return a callable that seats a person at a browser without script."""
    return lambda person: Reader(browser(person))
