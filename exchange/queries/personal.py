"""Who read personal data of a city's records: never what they read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, lazyload

from exchange.models import Person, PersonalReading, PersonalRecord, ReadBy, db
from exchange.policy import sides_read
from exchange.queries.cases import NUMBERS
from exchange.workflows.registry import PLURALS, WORKFLOWS

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One reading, and the case its record belongs to; `plural` where the auditor may open it."""

    reading: PersonalReading
    number: str
    plural: str


@dataclass(frozen=True, slots=True)
class Log:
    """Some readings, newest first, and whether there are older ones."""

    lines: list[Line]
    has_older: bool


def log_of(
    auditor: Person,
    *,
    by: ReadBy | None = None,
    person_id: UUID | None = None,
    before: UUID | None = None,
) -> Log:
    """Return a page of the readings of records of the auditor's city, older than one of them.

    Nothing is counted, so the oldest is reached however long the log is, each page as fast as the
    first. A fixed number of queries, and one for each kind of case on the page.
    """
    city_id = auditor.city_id
    rows = select(PersonalReading).where(PersonalReading.city_id == city_id)
    if by is not None:
        rows = rows.where(PersonalReading.by == by)
    if person_id is not None:
        rows = rows.where(PersonalReading.person_id == person_id)
    if before is not None:
        rows = _older(rows, PersonalReading.city_id == city_id, PersonalReading.id == before)
    newest = rows.order_by(PersonalReading.at.desc(), PersonalReading.id.desc()).limit(PAGE + 1)
    found = db.session.scalars(
        newest.options(
            joinedload(PersonalReading.record).defer(PersonalRecord.sealed),
            joinedload(PersonalReading.person).options(lazyload(Person.grants)),
        )
    ).all()
    return Log(_told(found[:PAGE], auditor), len(found) > PAGE)


def readers_of(city_id: UUID) -> Sequence[Person]:
    """Return the people of a city who ever read a record of it."""
    has_read = select(PersonalReading.id).where(PersonalReading.person_id == Person.id)
    return db.session.scalars(
        select(Person)
        .where(Person.city_id == city_id, has_read.exists())
        .order_by(Person.name)
        .options(lazyload(Person.grants))
    ).all()


def _older(rows: Select[Any], *before: ColumnElement[bool]) -> Select[Any]:
    last = select(PersonalReading.at, PersonalReading.id).where(*before).subquery()
    return rows.join(
        last,
        or_(
            PersonalReading.at < last.c.at,
            and_(PersonalReading.at == last.c.at, PersonalReading.id < last.c.id),
        ),
    )


def _told(found: Sequence[PersonalReading], auditor: Person) -> list[Line]:
    numbers: dict[UUID, str] = {}
    plurals: dict[str, str] = {}
    for kind in {one.record.subject_kind for one in found} & set(PLURALS):
        flow = WORKFLOWS[PLURALS[kind]]
        ids = {one.record.subject_id for one in found if one.record.subject_kind == kind}
        numbers |= _numbers(flow.noun, ids)
        if sides_read(auditor, flow.read)[0]:
            plurals[kind] = PLURALS[kind]
    return [
        Line(
            one,
            numbers.get(one.record.subject_id, ""),
            plurals.get(one.record.subject_kind, ""),
        )
        for one in found
    ]


def _numbers(noun: Any, ids: Iterable[UUID]) -> dict[UUID, str]:
    known = next(name for name in NUMBERS if name in noun.__mapper__.columns)
    rows = db.session.execute(select(noun.id, getattr(noun, known)).where(noun.id.in_(ids)))
    return dict(rows.all())
