"""Links that let somebody set a password: signed, ending on a day, and dead once used."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from exchange.clock import now
from exchange.letters import Purpose
from exchange.models import Person, PersonState, db

LASTS = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}
OPENS = {
    Purpose.INVITATION: frozenset({PersonState.INVITED, PersonState.ACTIVE}),
    Purpose.RESET: frozenset({PersonState.ACTIVE}),
}
LONGEST = 400


def invitation_link(person: Person) -> str:
    """Return the absolute address at which `person` proves themselves for the first time."""
    return _link(Purpose.INVITATION, person)


def reset_link(person: Person) -> str:
    """Return the absolute address at which `person` sets another password."""
    return _link(Purpose.RESET, person)


def person_of_link(purpose: Purpose, token: str) -> Person | None:
    """Return whose link it is while it is good: not ended, not used, the account still open."""
    if len(token) > LONGEST:
        return None
    try:
        told = _signer(purpose).loads(token)
    except BadSignature:
        return None
    if told["until"] <= now().timestamp():
        return None
    person = db.session.get(Person, UUID(told["person"]))
    if person is None or person.state not in OPENS[purpose] or told["binds"] != binding(person):
        return None
    return person


def binding(person: Person) -> str:
    """Return a sign that changes with the password and the state, so that one use ends a link."""
    told = f"{person.id}\n{person.state}\n{person.password or ''}"
    return sha256(told.encode()).hexdigest()[:24]


def _link(purpose: Purpose, person: Person) -> str:
    until = int((now() + LASTS[purpose]).timestamp())
    token = _signer(purpose).dumps(
        {"person": str(person.id), "until": until, "binds": binding(person)}
    )
    known = current_app.url_map.bind("")
    path = known.build("links.follow", {"purpose": purpose.value, "token": token})
    return f"{current_app.extensions['config'].public_url}{path}"


def _signer(purpose: Purpose) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"link {purpose.value}")
