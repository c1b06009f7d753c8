"""Anchors: now and then a seal over the heads of all cases that moved."""

from hashlib import sha256
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from exchange import history
from exchange.auditing.reading import AT_A_TIME, heads_of_cases
from exchange.clock import now
from exchange.models import GENESIS, Anchor, AnchoredHead, db
from exchange.models.opening import begin_writing

log = structlog.get_logger()


class AnchorSeal:
    """SHA-256 over one line of canonical JSON for the anchor and one a head, by case id."""

    def __init__(self, anchor: Any) -> None:
        self._sum = sha256()
        self._line(anchor, "id", "position", "at", "previous_hash")

    def add(self, head: Any) -> None:
        """Put the next head under the seal."""
        self._line(head, "id", "subject_kind", "subject_id", "position", "hash")

    def digest(self) -> str:
        """Return the seal, 64 hexadecimal digits."""
        return self._sum.hexdigest()

    def _line(self, row: Any, *names: str) -> None:
        line = [history.written(getattr(row, name)) for name in names]
        self._sum.update(history.canonical(line) + b"\n")


def set_anchor() -> Anchor | None:
    """Seal the heads of all cases that moved since the last anchor; None where none did.

    Two that do so at once set one anchor: the second finds its place taken and leaves it. Its
    memory grows with the cases that moved, not with those there are.
    """
    begin_writing(db.session)
    try:
        anchor = _anchor_what_moved()
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return None
    if anchor is not None:
        log.info("history anchored", position=anchor.position, hash=anchor.hash)
    return anchor


def _anchor_what_moved() -> Anchor | None:
    heads = _moved()
    if not heads:
        return None
    last = db.session.scalar(select(Anchor).order_by(Anchor.position.desc()).limit(1))
    at = now()
    anchor = Anchor(
        position=1 if last is None else last.position + 1,
        at=at,
        created_at=at,
        previous_hash=GENESIS if last is None else last.hash,
    )
    seal = AnchorSeal(anchor)
    for head in heads:
        head.anchor_id, head.created_at = anchor.id, at
        seal.add(head)
    anchor.hash = seal.digest()
    db.session.add(anchor)
    db.session.flush()
    db.session.bulk_save_objects(heads)
    return anchor


def _moved() -> list[AnchoredHead]:
    """Return the heads no anchor holds yet, by case id."""
    every = heads_of_cases().order_by(None).subquery()
    known = select(AnchoredHead.id).where(
        AnchoredHead.subject_id == every.c.id, AnchoredHead.hash == every.c.head
    )
    moved = select(every).where(~known.exists(), every.c.head != GENESIS).order_by(every.c.id)
    found = db.session.execute(moved, execution_options={"yield_per": AT_A_TIME})
    return [
        AnchoredHead(
            subject_kind=row.kind,
            subject_id=UUID(str(row.id)),
            position=row.version,
            hash=row.head,
        )
        for row in found
    ]
