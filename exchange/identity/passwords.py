"""Passwords: judged when they are chosen, hashed when they are kept, compared in equal time."""

import unicodedata

from flask_security import hash_password
from flask_security.utils import verify_password
from sqlalchemy import func, select

from exchange.errors import N_
from exchange.identity import lockout
from exchange.identity.keeping import kept
from exchange.models import NoticeKind, Person, WebSession, db
from exchange.notices import tell

SHORTEST, LONGEST = 12, 128
FEWEST_SIGNS = 5
KIND = "password"


def who(address: str, typed: str) -> Person | None:
    """Return the active person both belong to, if any; raise Locked after too many tries.

    It takes as long and says as much whether or not somebody has the address.
    """
    lockout.attempt(KIND, address)
    person = db.session.scalar(
        select(Person).where(func.lower(Person.email) == address.strip().lower(), Person.active)
    )
    if not fits(person, typed) or person is None:
        return None
    lockout.cleared(KIND, address)
    return person


def fits(person: Person | None, typed: str) -> bool:
    """Say whether `typed` is the person's password."""
    known = person.password if person else None
    if known is None or len(typed) > LONGEST:
        hash_password("so that it takes as long")
        return False
    return bool(verify_password(_plain(typed), known))


def change(person: Person, typed: str) -> None:
    """Keep another password; whoever was signed in with the old one is not any more.

    Its owner is told, unless it is the first.
    """
    hashed, is_another = hash_password(_plain(typed)), person.password is not None
    with kept():
        person.password = hashed
        db.session.query(WebSession).filter_by(person_id=person.id).delete()
        if is_another:
            tell(person, NoticeKind.PASSWORD_CHANGED)
    lockout.cleared(KIND, person.email)


def weakness(typed: str, person: Person) -> str:
    """Return what is wrong with a password somebody chose, or nothing."""
    lowered, own = typed.lower(), person.email.lower()
    if not SHORTEST <= len(typed) <= LONGEST:
        return N_("Use 12 to 128 characters; a few words in a row are best.")
    if len(set(lowered)) < FEWEST_SIGNS or lowered in lowered[1:] + lowered[:-1]:
        return N_("This repeats itself and would be guessed.")
    if own in lowered or lowered in own or own.split("@")[0] == lowered:
        return N_("Do not use your own address.")
    return ""


def _plain(typed: str) -> str:
    """Write what looks alike alike, whatever keyboard it came from."""
    return unicodedata.normalize("NFKC", typed)
