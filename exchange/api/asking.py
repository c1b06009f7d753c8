"""What every request to the API carries: a token, a version, a key, a page, a body."""

import re
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask import g, request
from marshmallow import Schema, fields, validate
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import BadRequest, Unauthorized

from exchange.clock import now
from exchange.errors import N_, NotPermitted, StaleVersion, StepUpNeeded, VersionMissing
from exchange.identity import second_factor, tokens
from exchange.models import ApiToken, Person, Scope
from exchange.workflows.once import Once
from exchange.workflows.perform import READ_AGAIN

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
    row = tokens.token_row(token) if token else None
    if row is None:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "exchange"}))
    g.me, g.token = row.person, row
    require_scope(Scope.READ)
    tokens.note_use(row)


def reader() -> Person:
    """Return whom the token speaks for."""
    person: Person = g.me
    return person


def require_scope(needed: Scope) -> None:
    """Refuse a program whose token does not go as far as `needed`."""
    row: ApiToken = g.token
    if not tokens.reaches(row, needed):
        raise NotPermitted(N_("This token goes only as far as: %(scope)s."), scope=row.scope.value)


def confirmed_at() -> datetime | None:
    """Return when this program last gave its person's one-time code: now, or not long ago.

    A code counts once; it marks the token, so that the next requests need none for a while.
    """
    row: ApiToken = g.token
    code = request.headers.get("X-One-Time-Code", "").strip()
    if not code:
        return row.confirmed_at
    if not second_factor.fits(row.person, code):
        raise StepUpNeeded(N_("This code does not fit, or it was used already."))
    tokens.note_confirmation(row)
    return now()


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
