"""Readings shown at once, and records whose day has come. Only this file of the room commits."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, NotFound
from exchange.models import City, Person, PersonalRecord, Why, db
from exchange.models.opening import begin_writing
from exchange.vault.records import erase, purge, read

BATCH = 200
EARLIEST_ZONE = timedelta(hours=14)  # where the day begins first


@dataclass(frozen=True, slots=True)
class Gone:
    """One record that was purged, and the proof of it."""

    record_id: UUID
    proof: str


@contextmanager
def writing() -> Iterator[None]:
    """Keep all that is changed inside, or none of it."""
    begin_writing(db.session)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def look(
    record_id: UUID, fields: Iterable[str], *, person: Person | None, why: Why
) -> dict[str, Any]:
    """Return fields of a record for a page to show: only once the reading is noted for good.

    Raise NotFound where there is no such record for `person`; and as `read` does.
    """
    with writing():
        record = db.session.get(PersonalRecord, record_id)
        if record is None:
            raise NotFound(N_("There is nothing here."))
        return read(record, fields, person=person, why=why)


def forget(subject_id: UUID, *, person: Person | None) -> None:
    """Destroy all that is known for one matter, as a resident wants; again changes nothing.

    `person` is who did it for them, none where they did it themself. It asks for no key.
    """
    with writing():
        for record in db.session.scalars(
            select(PersonalRecord)
            .where(PersonalRecord.subject_id == subject_id)
            .order_by(PersonalRecord.id)
            .with_for_update()
        ):
            erase(record, person=person)


def purge_due() -> list[Gone]:
    """Destroy every record whose day has come in its city; return what was destroyed.

    It asks for no key. Killed at any moment, what it has not done is still due; of two that run
    at once, each record is the work of one.
    """
    earliest = (clock.now() + EARLIEST_ZONE).date()
    waiting = select(PersonalRecord.city_id).where(
        PersonalRecord.purged_at.is_(None), PersonalRecord.purge_on <= earliest
    )
    cities = db.session.scalars(select(City).where(City.id.in_(waiting)).order_by(City.slug))
    gone: list[Gone] = []
    for city_id, today in [(one.id, clock.today(one.timezone)) for one in cities]:
        while found := _purge_some(city_id, today):
            gone += found
    return gone


def _purge_some(city_id: UUID, today: date) -> list[Gone]:
    with writing():
        records = _due(city_id, today)
        for record in records:
            purge(record, today)
        return [Gone(record.id, record.proof or "") for record in records]


def _due(city_id: UUID, today: date) -> Sequence[PersonalRecord]:
    return db.session.scalars(
        select(PersonalRecord)
        .where(
            PersonalRecord.purged_at.is_(None),
            PersonalRecord.purge_on <= today,
            PersonalRecord.city_id == city_id,
        )
        .order_by(PersonalRecord.purge_on, PersonalRecord.id)
        .limit(BATCH)
        .with_for_update()
    ).all()
