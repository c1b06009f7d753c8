"""A request sent twice is answered once: by the case the first one touched."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from exchange.errors import N_, KeyReused
from exchange.models import IdempotencyKey, Person, db


@dataclass(frozen=True, slots=True)
class Once:
    """An idempotency key and the digest of the request that came with it."""

    key: str
    request_sha256: str


def answered(actor: Person, once: Once | None) -> UUID | None:
    """Return the case that answered this request before; raise KeyReused for another one."""
    if once is None:
        return None
    known = db.session.scalar(
        select(IdempotencyKey).where(
            IdempotencyKey.person_id == actor.id, IdempotencyKey.key == once.key
        )
    )
    if known is not None and known.request_sha256 != once.request_sha256:
        raise KeyReused(N_("This idempotency key was used for another request."))
    return None if known is None else known.subject_id


def remember(actor: Person, once: Once | None, subject_id: UUID) -> None:
    """Keep which case answered the request, in the caller's transaction."""
    if once is not None:
        db.session.add(
            IdempotencyKey(
                person_id=actor.id,
                key=once.key,
                request_sha256=once.request_sha256,
                subject_id=subject_id,
            )
        )
