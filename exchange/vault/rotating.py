"""Rotation: every record sealed anew under the current key, a few at a time, beside running pages.

Nobody sees what is opened here, so it is no reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select

from exchange.models import PersonalRecord, db
from exchange.vault.box import SealBroken, open_, seal
from exchange.vault.keeping import writing
from exchange.vault.keys import Ring, VaultClosed
from exchange.vault.records import ring

BATCH = 100


@dataclass(slots=True)
class Rotation:
    """What a rotation did: under which key, how many, and which ones would not open."""

    key_id: str
    resealed: int = 0
    shut: list[UUID] = field(default_factory=list)


def rotate() -> Rotation:
    """Seal every record anew that is under an older key; raise VaultClosed without keys.

    Each batch is kept by itself, so a rotation that was stopped goes on where it was. A row is
    locked while it is sealed anew, and its version moves: a page that read it before and writes
    it after is told to read again, and loses nothing. What does not open stays as it is.
    """
    keys = ring()
    done, last = Rotation(keys.current), None
    while True:
        with writing():
            records = _older(keys.current, last)
            for record in records:
                _reseal(record, keys, done)
            last = records[-1].id if records else None
        if last is None:
            return done


def sealed_under() -> dict[str, int]:
    """Count the records by the key that opens them."""
    counted = (
        select(PersonalRecord.key_id, func.count())
        .where(PersonalRecord.purged_at.is_(None))
        .group_by(PersonalRecord.key_id)
        .order_by(PersonalRecord.key_id)
    )
    return dict(db.session.execute(counted).all())


def _reseal(record: PersonalRecord, keys: Ring, done: Rotation) -> None:
    try:
        facts = open_(keys, record.key_id, record.id, record.sealed)
    except (SealBroken, VaultClosed):
        done.shut.append(record.id)
        return
    record.sealed, record.key_id = seal(keys, record.id, facts), keys.current
    done.resealed += 1


def _older(current: str, last: UUID | None) -> Sequence[PersonalRecord]:
    rows = select(PersonalRecord).where(
        PersonalRecord.purged_at.is_(None), PersonalRecord.key_id != current
    )
    if last is not None:
        rows = rows.where(PersonalRecord.id > last)
    return db.session.scalars(
        rows.order_by(PersonalRecord.id).limit(BATCH).with_for_update()
    ).all()
