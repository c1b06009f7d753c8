"""The second proof: given at sign-in, and again before a step that weighs heavily."""

from datetime import datetime

from flask import current_app
from sqlalchemy import select

from exchange.clock import now
from exchange.identity import lockout, recovery, sessions, totp
from exchange.models import Passkey, Person, db
from exchange.policy import must_prove_twice

KIND = "second factor"


def confirmed_at() -> datetime | None:
    """Return when this browser's reader last gave a second factor."""
    row = sessions.this_session()
    return None if row is None else row.confirmed_at


def has_codes(person: Person) -> bool:
    """Say whether `person` has an authenticator app."""
    return person.credential.totp_secret is not None


def passkeys_of(person: Person) -> list[Passkey]:
    """Return the passkeys of `person`, oldest first."""
    return list(
        db.session.scalars(
            select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.created_at)
        )
    )


def is_enrolled(person: Person) -> bool:
    """Say whether `person` has a second factor."""
    return has_codes(person) or bool(passkeys_of(person))


def is_asked_of(person: Person) -> bool:
    """Say whether `person` must have one: by their part, or because everybody must."""
    whom = current_app.extensions["config"].second_factor
    return whom == "everyone" or (whom == "deciders" and must_prove_twice(person))


def fits(person: Person, code: str) -> bool:
    """Take a one-time or recovery code of `person`; raise Locked after too many tries."""
    name = str(person.id)
    lockout.attempt(KIND, name)
    if not (totp.fits(person, code) or recovery.use(person, code)):
        return False
    lockout.cleared(KIND, name)
    return True


def confirm(person: Person, code: str) -> bool:
    """Take a code and mark this session as confirmed; raise Locked after too many tries."""
    if not fits(person, code):
        return False
    mark_confirmed()
    return True


def mark_confirmed() -> None:
    """This session's reader gave a second factor just now."""
    sessions.change_this(confirmed_at=now(), confined=False)
