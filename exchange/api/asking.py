"""What every request to the API carries: a token, a version, a key, a page, a body."""

import re
from hashlib import sha256
from typing import Any

from flask import g, request
from marshmallow import Schema, fields, validate
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import BadRequest, Unauthorized

from exchange.errors import N_, StaleVersion, VersionMissing
from exchange.identity import person_of_token
from exchange.models import Person
from exchange.workflows.perform import READ_AGAIN, Once

LAST_PAGE = 100_000
MOST_A_PAGE = 100
LONGEST_KEY = 255
VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')


class PageAsked(Schema):
    """Which page of a list, and how many rows on it."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, LAST_PAGE))
    page_size = fields.Integer(load_default=25, validate=validate.Range(1, MOST_A_PAGE))


def require_token() -> None:
    """Put the person a token speaks for into `g.me`, or refuse with 401."""
    given = request.authorization
    token = given.token if given is not None and given.type == "bearer" else None
    person = person_of_token(token) if token else None
    if person is None:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "exchange"}))
    g.me = person


def reader() -> Person:
    """Return whom the token speaks for."""
    person: Person = g.me
    return person


def version() -> int:
    """Return the version in If-Match; raise VersionMissing, or StaleVersion for another's tag."""
    tag = request.headers.get("If-Match", "").strip()
    if not tag:
        raise VersionMissing(N_("Send the version you read as If-Match."))
    found = VERSION.fullmatch(tag)
    if found is None:
        raise StaleVersion(READ_AGAIN)
    return int(found[1])


def once() -> Once | None:
    """Return the idempotency key with the digest of this request, or nothing."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return None
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise BadRequest
    asked = f"{request.method} {request.path}\n".encode() + request.get_data()
    return Once(f"api {key}", sha256(asked).hexdigest())


def body() -> Any:
    """Return the JSON that was sent; no body at all asks for nothing."""
    if not request.get_data():
        return {}
    return request.get_json()
