"""Codes on paper for the day the second factor is lost: shown once, each good once."""

import re
import secrets
from hashlib import sha256

from sqlalchemy import delete, func, select, update

from exchange.clock import now
from exchange.identity.keeping import kept
from exchange.models import NoticeKind, Person, RecoveryCode, db
from exchange.notices import tell

HOW_MANY = 10
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
WRITTEN = re.compile(r"[a-z0-9]{16}")


def renew(person: Person) -> list[str]:
    """Return new codes, shown once; earlier ones are worth nothing from now on.

    Their owner is told where there were earlier ones; the first come with the second factor.
    """
    codes = ["".join(secrets.choice(SIGNS) for _ in range(16)) for _ in range(HOW_MANY)]
    person_id = person.id
    with kept():
        gone = db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
        db.session.add_all(
            RecoveryCode(person_id=person_id, sha256=_digest(code)) for code in codes
        )
        if gone.rowcount:  # type: ignore[attr-defined]  # a deletion counts its rows
            tell(person, NoticeKind.RECOVERY_CODES_RENEWED)
    return ["-".join(re.findall("....", code)) for code in codes]


def left(person: Person) -> int:
    """Count the codes not used yet."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(RecoveryCode)
            .where(RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
        )
        or 0
    )


def use(person: Person, typed: str) -> bool:
    """Take a code if it is one of theirs and was not used; of two at once, one is refused."""
    code = re.sub(r"[\s-]", "", typed[:64]).lower()
    if not WRITTEN.fullmatch(code):
        return False
    person_id = person.id
    with kept():
        taken = db.session.execute(
            update(RecoveryCode)
            .where(
                RecoveryCode.person_id == person_id,
                RecoveryCode.sha256 == _digest(code),
                RecoveryCode.used_at.is_(None),
            )
            .values(used_at=now())
        )
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # an update counts its rows


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()
