"""Keys in people's own devices: made here, and shown here as first, second or renewed proof."""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from flask import current_app, session
from sqlalchemy import delete, select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from exchange.clock import now
from exchange.identity.keeping import kept
from exchange.models import NoticeKind, Passkey, Person, db
from exchange.notices import tell

CHALLENGE = "challenge"
LASTS = timedelta(minutes=5)
VERIFIED = UserVerificationRequirement.REQUIRED
# What the library raises for an answer that is wrong, or is no answer at all.
NOT_AN_ANSWER = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


def is_offered() -> bool:
    """Say whether browsers let this service have passkeys: it needs a name, not a number."""
    host = _host()
    return ("." in host and not host.rsplit(".", 1)[1].isdigit()) or host == "localhost"


def registration_options(person: Person) -> str:
    """Return what the browser needs to make a key for `person`, as JSON."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name="Exchange",
        user_id=person.id.bytes,
        user_name=person.email,
        user_display_name=person.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=one.credential_id) for one in _of(person.id)
        ],
    )
    _keep(options.challenge, "register")
    return webauthn.options_to_json(options)


def register(person: Person, answer: Any, label: str) -> bool:
    """Keep the key the browser made, if it answers what was asked, and tell its owner."""
    challenge = _asked("register")
    if challenge is None:
        return False
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except NOT_AN_ANSWER:
        return False
    person_id = person.id
    with kept():
        db.session.add(
            Passkey(
                person_id=person_id,
                credential_id=made.credential_id,
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
                label=label or "-",
            )
        )
        tell(person, NoticeKind.PASSKEY_ADDED)
    return True


def use_options(person: Person | None) -> str:
    """Return what the browser needs to show a key: one of `person`, or whichever it holds."""
    known = [] if person is None else _of(person.id)
    options = webauthn.generate_authentication_options(
        rp_id=_host(),
        user_verification=VERIFIED,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in known],
    )
    _keep(options.challenge, "use")
    return webauthn.options_to_json(options)


def use(answer: Any) -> Person | None:
    """Return whose key was shown, if it answers what was asked; a copied key is refused."""
    challenge = _asked("use")
    key = _named(answer)
    if challenge is None or key is None:
        return None
    try:
        shown = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except NOT_AN_ANSWER:
        return None
    person_id = key.person_id
    with kept():
        key.sign_count, key.used_at = shown.new_sign_count, now()
    person = db.session.get(Person, person_id)
    return person if person is not None and person.active else None


def forget(person: Person, passkey_id: UUID) -> None:
    """Remove one key of `person`, and tell them."""
    person_id = person.id
    with kept():
        gone = db.session.execute(
            delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person_id)
        )
        if gone.rowcount:  # type: ignore[attr-defined]  # a deletion counts its rows
            tell(person, NoticeKind.PASSKEY_REMOVED)


def _of(person_id: UUID) -> list[Passkey]:
    return list(db.session.scalars(select(Passkey).where(Passkey.person_id == person_id)))


def _named(answer: Any) -> Passkey | None:
    try:
        named = base64url_to_bytes(answer["id"])
    except (KeyError, TypeError, ValueError):
        return None
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == named))


def _keep(challenge: bytes, purpose: str) -> None:
    session[CHALLENGE] = json.dumps([purpose, bytes_to_base64url(challenge), now().isoformat()])


def _asked(purpose: str) -> bytes | None:
    """Return the challenge of a moment ago, and forget it: it is answered once."""
    told = json.loads(session.pop(CHALLENGE, "[]"))
    if not told or told[0] != purpose or now() - datetime.fromisoformat(told[2]) > LASTS:
        return None
    return base64url_to_bytes(told[1])


def _host() -> str:
    return urlsplit(_origin()).hostname or ""


def _origin() -> str:
    address: str = current_app.extensions["config"].public_url
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
