"""Residents who asked a centre for help: no name and no account, a reference and a code.

The code is worked out from what the form was sent with, so that the same form sent twice, by a
thumb or by a network, is one request with one code. It is stored nowhere but as a keyed digest.
"""

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from flask import current_app, session
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select

from exchange.clock import now
from exchange.identity import lockout
from exchange.identity.people import write_beginning
from exchange.models import City, Event, Grant, Person, PersonState, Role, ServiceCase, db

KIND = "request of a resident"
DIGITS = 8
LASTS = timedelta(minutes=30)
VISIT = "resident"
NOBODY = UUID(int=0)
LONGEST = 20
HALF = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """The id a request will have, and the code that opens it."""

    case_id: UUID
    code: str = field(repr=False)


def new_sending() -> str:
    """Return what makes a form its own: random, and signed so that nobody brings another's."""
    return str(_signer().dumps(secrets.token_urlsafe(16)))


def is_sending(sending: str) -> bool:
    """Say whether a form is one the service gave out."""
    try:
        _signer().loads(sending)
    except BadSignature:
        return False
    return True


def draw(sending: str, payload: Mapping[str, object]) -> Drawn:
    """Return id and code of what a form says: the same for the same words on the same form."""
    told = json.dumps([sending, dict(payload)], sort_keys=True)
    drawn = _keyed("a request", told)
    code = int.from_bytes(_keyed("its code", told)) % 10**DIGITS
    return Drawn(UUID(bytes=drawn[:16], version=4), f"{code:0{DIGITS}}")


def new_guest(city: City, case_id: UUID, language: str) -> Person:
    """Return a guest without a name who may do with that one request as its own; not stored."""
    return Person(
        name="",
        title={"en": "The resident", "ko": "주민"},
        email=f"{uuid4().hex}@guest.invalid",
        language=language,
        state=PersonState.LEFT,
        city=city,
        city_id=city.id,
        confined_to=case_id,
        grants=[Grant(role=Role.RESIDENT)],
    )


def beside(guest: Person, code: str) -> Callable[[ServiceCase], None]:
    """Return what stores a guest with their request, which keeps the digest of the code."""

    def keep(case: ServiceCase) -> None:
        db.session.add(guest)
        write_beginning(guest, roles=[Role.RESIDENT.value])
        case.code = _sealed(case.id, code)

    return keep


def is_new(case: ServiceCase) -> bool:
    """Say whether a request is so new that its form, sent again, may show the code again."""
    return now() - case.created_at < LASTS


def enter(city_id: UUID, reference: str, typed: str) -> ServiceCase | None:
    """Open a request of a city on this device if reference and code fit; raise Locked.

    Each try counts against the reference, whether or not there is such a request, and what is
    wrong is never said.
    """
    wanted = tidy(reference)
    lockout.attempt(KIND, wanted)
    case = db.session.scalar(
        select(ServiceCase).where(
            ServiceCase.reference == wanted, ServiceCase.owner_city_id == city_id
        )
    )
    digits = "".join(sign for sign in typed[:LONGEST] if sign.isdigit())
    kept = (case.code if case else None) or "-" * sha256().digest_size * 2
    fits = hmac.compare_digest(kept, _sealed(case.id if case else NOBODY, digits))
    if case is None or not fits:
        return None
    lockout.cleared(KIND, wanted)
    begin_visit(case)
    return case


def begin_visit(case: ServiceCase) -> None:
    """Let this device at that one request for half an hour."""
    session[VISIT] = [str(case.id), int((now() + LASTS).timestamp())]


def end_visit() -> None:
    """Let this device at nothing any more."""
    session.pop(VISIT, None)


def case_of_visit() -> ServiceCase | None:
    """Return the request this device was let at, while that lasts."""
    case_id, until = session.get(VISIT, ("", 0))
    if not case_id or until <= now().timestamp():
        end_visit()
        return None
    return db.session.get(ServiceCase, UUID(case_id))


def guest_of(case: ServiceCase) -> Person:
    """Return the guest who made a request by the page."""
    return db.session.scalars(
        select(Person)
        .join(Event, Event.actor_id == Person.id)
        .where(
            Event.subject_kind == "service_case",
            Event.subject_id == case.id,
            Event.position == 1,
            Person.confined_to == case.id,
        )
    ).one()


def tidy(reference: str) -> str:
    """Write a reference the one way it is kept: capitals, two groups of four."""
    signs = "".join(one for one in reference[:LONGEST].upper() if one.isalnum())
    return f"{signs[:HALF]}-{signs[HALF : 2 * HALF]}"


def _sealed(case_id: UUID, code: str) -> str:
    """Return what is kept of a code: keyed, as eight digits are soon tried through."""
    return _keyed("code", f"{case_id}\n{code}").hex()


def _keyed(what_for: str, told: str) -> bytes:
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"resident {what_for}\n{told}".encode(), sha256).digest()


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="form of a resident")
