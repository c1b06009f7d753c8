"""Personal records: kept, changed, read and purged, in the caller's transaction.

Nobody sees one but through `read`, which notes the reading beside it; nothing is shown before
that is committed. A page that only reads goes through `keeping.look`, which sees to it.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask import current_app

from exchange.clock import now
from exchange.errors import N_, ExchangeError, NotFound
from exchange.models import Person, PersonalReading, PersonalRecord, ReadBy, Role, Why, db
from exchange.vault.box import open_, seal
from exchange.vault.keys import Ring, read_ring

FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Purged(ExchangeError):
    """The record is no more; what is left of it is the proof."""

    code = "purged"


class NotYetDue(ExchangeError):
    """The day of the record has not come."""

    code = "not_yet_due"


def ring() -> Ring:
    """Return the key ring of the running app as its file is now; raise VaultClosed."""
    return read_ring(current_app.extensions["config"].personal_keys)


def keep(
    city_id: UUID,
    subject_kind: str,
    subject_id: UUID,
    facts: Mapping[str, Any],
    purge_on: date,
) -> PersonalRecord:
    """Seal what is known of a person for one matter, and add the record to the session.

    Names of fields are the program's words and stand in the list of readings in clear; what a
    person wrote is a value, never a name. Raise VaultClosed where there is no key to seal with.
    """
    record = PersonalRecord(
        city_id=city_id, subject_kind=subject_kind, subject_id=subject_id, purge_on=purge_on
    )
    _put(record, facts)
    db.session.add(record)
    return record


def change(
    record: PersonalRecord, facts: Mapping[str, Any], *, forget: Collection[str] = ()
) -> None:
    """Put `facts` in the place of those of the same names, and drop those named in `forget`.

    What else is known stays; nobody gets to see it.
    """
    known = {**_opened(record), **facts}
    _put(record, {name: value for name, value in known.items() if name not in set(forget)})


def read(
    record: PersonalRecord, fields: Iterable[str], *, person: Person | None, why: Why
) -> dict[str, Any]:
    """Return those of `fields` that are known, and note who asked for them and what for.

    `person` is none where the resident reads their own. Somebody of another city finds nothing.
    """
    asked = _named(fields)
    if not asked:
        raise ValueError("a reading says which fields it is of")
    if person is not None and person.city_id not in {None, record.city_id}:
        raise NotFound(N_("There is nothing here."))
    known = _opened(record)
    _note(record, person, why, asked)
    return {name: known[name] for name in asked if name in known}


def purge(record: PersonalRecord, today: date) -> None:
    """Destroy what is due on `today` in the record's city; again changes nothing."""
    if record.purge_on > today:
        raise NotYetDue(N_("This is kept until %(day)s."), day=record.purge_on.isoformat())
    if _destroy(record):
        _note(record, None, Why.PURGED, (), by=ReadBy.SERVICE)


def erase(record: PersonalRecord, *, person: Person | None) -> None:
    """Destroy before its day what a resident wants gone; again changes nothing.

    `person` is who did it for them, none where they did it themself.
    """
    if _destroy(record):
        _note(record, person, Why.ERASED, ())


def proof_of(record_id: UUID, key_id: str, sealed: bytes, purged_at: datetime) -> str:
    """Return what a purged record must say was destroyed: SHA-256 over canonical JSON.

    Whoever holds a copy of the database from before can work it out anew.
    """
    told = {
        "record_id": str(record_id),
        "key_id": key_id,
        "sealed_sha256": sha256(sealed).hexdigest(),
        "purged_at": purged_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _put(record: PersonalRecord, facts: Mapping[str, Any]) -> None:
    keys, told = ring(), {name: facts[name] for name in _named(facts)}
    record.sealed, record.key_id = seal(keys, record.id, told), keys.current


def _opened(record: PersonalRecord) -> dict[str, Any]:
    if record.purged_at is not None:
        raise Purged(N_("This was destroyed. What is left is the proof of it."))
    return open_(ring(), record.key_id, record.id, record.sealed)


def _destroy(record: PersonalRecord) -> bool:
    """Overwrite what is sealed; say whether there was anything left to overwrite."""
    if record.purged_at is not None:
        return False
    at = now()
    record.proof = proof_of(record.id, record.key_id, record.sealed, at)
    record.sealed, record.purged_at = b"", at
    return True


def _note(
    record: PersonalRecord,
    person: Person | None,
    why: Why,
    fields: Collection[str],
    *,
    by: ReadBy | None = None,
) -> None:
    at = now()
    db.session.add(
        PersonalReading(
            record=record,
            city_id=record.city_id,
            person_id=None if person is None else person.id,
            by=by or _reader(person),
            why=why,
            fields=list(fields),
            at=at,
            created_at=at,
        )
    )


def _reader(person: Person | None) -> ReadBy:
    if person is None:
        return ReadBy.RESIDENT
    return ReadBy.SERVICE if Role.SYSTEM in person.parts else ReadBy.STAFF


def _named(fields: Iterable[str]) -> tuple[str, ...]:
    """Return names of fields, each once; what is no name is not repeated, it may be a person's."""
    names = tuple(dict.fromkeys(fields))
    if not all(FIELD.fullmatch(name) for name in names):
        raise ValueError("a field is named in small letters, digits and underscores")
    return names
