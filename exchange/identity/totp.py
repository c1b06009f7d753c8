"""Codes of an authenticator app, each good once."""

import time
from hashlib import sha256
from typing import Any

from flask import Flask, current_app
from flask_security import Totp
from passlib.exc import TokenError
from passlib.totp import TOTP
from sqlalchemy import select

from exchange.identity.keeping import kept
from exchange.models import Credential, NoticeKind, Person, db
from exchange.notices import tell

WINDOW_SECONDS = 30
EXTENSION = "one-time codes"
LONGEST = 16


class OneTime(Totp):
    """Flask-Security's codes with the replay trap closed: a time step counts once."""

    def get_last_counter(self, user: Any) -> int | None:
        """Return the time step of the last code taken."""
        return user.credential.totp_counter  # type: ignore[no-any-return]  # theirs is untyped

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Keep it, in the transaction that judged the code."""
        user.credential.totp_counter = tmatch.counter


def install(app: Flask, secret_key: str) -> None:
    """Encrypt the secrets at rest under a key of their own."""
    key = sha256(b"one-time codes\n" + secret_key.encode()).hexdigest()
    app.extensions[EXTENSION] = OneTime({"1": key}, issuer="Exchange")


def new_secret() -> str:
    """Return a new secret, encrypted, to be kept once its first code was given."""
    return str(_codes().generate_totp_secret())


def sealed(key: str) -> str:
    """Return a secret somebody made, written in base 32, as it is kept."""
    made: Any = _codes()._totp(key=key, format="base32")  # noqa: SLF001
    return str(made.to_json(encrypt=True))


def address(secret: str, account: str) -> str:
    """Return what the QR code says to the app."""
    return str(_codes().get_totp_uri(account, secret))


def spelled(secret: str) -> str:
    """Return the secret in groups of four letters, to be typed."""
    return str(_codes().get_totp_pretty_key(secret))


def code_now(key: str) -> str:
    """Return the code of this moment for a secret in base 32; the real moment, never shifted."""
    return str(TOTP(key=key, format="base32").generate(time.time()).token)


def fits(person: Person, typed: str) -> bool:
    """Take a code if it is the person's and was not used."""
    if len(typed) > LONGEST:
        return False
    person_id = person.id
    with kept():
        row = db.session.scalar(
            select(Credential).where(Credential.person_id == person_id).with_for_update(),
            execution_options={"populate_existing": True},
        )
        if row is None or row.totp_secret is None:
            return False
        return bool(_codes().verify_totp(typed, row.totp_secret, person, window=WINDOW_SECONDS))


def enrol(person: Person, secret: str, typed: str) -> bool:
    """Keep a new secret if `typed` is its code of now, and tell its owner."""
    try:
        match = _codes()._totp.verify(typed[:LONGEST], secret, window=WINDOW_SECONDS)  # noqa: SLF001
    except TokenError:
        return False
    with kept():
        person.credential.totp_secret = secret
        person.credential.totp_counter = match.counter
        tell(person, NoticeKind.SECOND_FACTOR_SET_UP)
    return True


def forget(person: Person) -> None:
    """Turn the app's codes off, and tell whose they were."""
    with kept():
        person.credential.totp_secret = None
        person.credential.totp_counter = None
        tell(person, NoticeKind.SECOND_FACTOR_REMOVED)


def _codes() -> OneTime:
    found: OneTime = current_app.extensions[EXTENSION]
    return found
