"""What templates ask about proofs: whether the reader's is fresh, and how others are let in."""

from dataclasses import dataclass

from flask import Flask
from flask_login import current_user

from exchange.identity import second_factor
from exchange.models import Person
from exchange.permissions import Permission
from exchange.policy import is_fresh, may
from exchange.queries.access import access_of


@dataclass(frozen=True, slots=True)
class Proof:
    """How the reader can prove again that it is them."""

    is_enrolled: bool
    is_fresh: bool
    has_codes: bool
    has_passkeys: bool


def install(app: Flask) -> None:
    """Give every template these questions."""
    app.jinja_env.globals.update(
        second_factor_of_reader=proof_of_reader,
        access_of=access_of,
        is_enrolled=second_factor.is_enrolled,
        manages=manages,
    )


def proof_of_reader() -> Proof:
    """Say how the reader stands with their second factor."""
    has_codes = second_factor.has_codes(current_user)
    has_passkeys = bool(second_factor.passkeys_of(current_user))
    return Proof(
        is_enrolled=has_codes or has_passkeys,
        is_fresh=is_fresh(second_factor.confirmed_at()),
        has_codes=has_codes,
        has_passkeys=has_passkeys,
    )


def manages(person: Person) -> bool:
    """Say whether the reader manages this account."""
    return may(current_user, Permission.PERSON_MANAGE, person)
