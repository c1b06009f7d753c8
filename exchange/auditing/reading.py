"""Rows as they lie in the database, read in order, in bounded memory, and trusted in nothing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, literal, select, type_coerce, union_all
from sqlalchemy.types import NullType

from exchange.auditing.verdict import Altered
from exchange.models import Anchor, AnchoredHead, Approval, Case, Document, Event

AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What a case says of itself."""

    kind: str
    id: UUID
    version: int
    head: str
    state: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One link of a chain."""

    id: UUID
    created_at: datetime
    subject_kind: str
    subject_id: UUID
    position: int
    action: str
    source: str
    target: str
    actor_id: UUID
    at: datetime
    inputs: Any
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """One anchor."""

    id: UUID
    created_at: datetime
    position: int
    at: datetime
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class HeadRow:
    """Where an anchor found one chain, and the hash that stands there now, if any does."""

    id: UUID
    created_at: datetime
    anchor_id: UUID
    subject_kind: str
    subject_id: UUID
    position: int
    hash: str
    event_hash: str | None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """The facts a paper was made from."""

    id: UUID
    facts: Any
    facts_sha256: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """What a run through an approval line froze."""

    id: UUID
    subject_kind: str
    subject_id: UUID
    round: int
    content: Any
    content_sha256: str


def heads_of_cases() -> Select[Any]:
    """Return the query for what every case, of whatever kind, says of itself."""
    every = union_all(
        *(
            select(
                literal(noun.__tablename__).label("kind"),
                _raw(noun.id),
                _raw(noun.version),
                _raw(noun.head),
                _raw(noun.__table__.c.state),
            )
            for noun in Case.__subclasses__()
        )
    ).subquery()
    return select(every).order_by(every.c.id)


def cases(connection: Connection) -> Iterator[CaseRow]:
    """Give every case, by id."""
    yield from _stream(connection, heads_of_cases(), CaseRow, "case")


def events(connection: Connection) -> Iterator[EventRow]:
    """Give every event, by case and position."""
    query = _columns(Event, EventRow).order_by(Event.subject_id, Event.position)
    yield from _stream(connection, query, EventRow, "event")


def anchors(connection: Connection) -> Iterator[AnchorRow]:
    """Give every anchor, by position."""
    query = _columns(Anchor, AnchorRow).order_by(Anchor.position)
    yield from _stream(connection, query, AnchorRow, "anchor")


def heads(connection: Connection) -> Iterator[HeadRow]:
    """Give every anchored head, by anchor and case, with the event that stands there now."""
    there = (Event.subject_id == AnchoredHead.subject_id) & (
        Event.position == AnchoredHead.position
    )
    query = (
        _columns(AnchoredHead, HeadRow)
        .add_columns(Event.hash.label("event_hash"))
        .outerjoin(Anchor, Anchor.id == AnchoredHead.anchor_id)
        .outerjoin(Event, there)
        .order_by(Anchor.position, AnchoredHead.subject_id)
    )
    yield from _stream(connection, query, HeadRow, "anchored_head")


def papers(connection: Connection) -> Iterator[PaperRow]:
    """Give every paper, by id."""
    yield from _stream(
        connection, _columns(Document, PaperRow).order_by(Document.id), PaperRow, "document"
    )


def runs(connection: Connection) -> Iterator[RunRow]:
    """Give every run through an approval line, by case and round."""
    query = _columns(Approval, RunRow).order_by(Approval.subject_id, Approval.round)
    yield from _stream(connection, query, RunRow, "approval")


def submissions(connection: Connection) -> Iterator[EventRow]:
    """Give every event that submitted a case, by case and position."""
    query = _columns(Event, EventRow).where(Event.action == "submit")
    ordered = query.order_by(Event.subject_id, Event.position)
    yield from _stream(connection, ordered, EventRow, "event")


def _columns(noun: type[Any], shape: type[Any]) -> Select[Any]:
    names = [name for name in shape.__dataclass_fields__ if name in noun.__table__.c]
    return select(*(_raw(noun.__table__.c[name]) for name in names)).select_from(noun)


def _raw(column: Any) -> Any:
    """Leave the value as the driver gives it: a type that fails to read it would hide the row."""
    return type_coerce(column, NullType()).label(column.key)


def _stream(
    connection: Connection, query: Select[Any], shape: type[Any], table: str
) -> Iterator[Any]:
    types = {name: field.type for name, field in shape.__dataclass_fields__.items()}
    with connection.execution_options(yield_per=AT_A_TIME).execute(query) as found:
        for row in found.mappings():
            yield shape(**{name: _read(row, name, types[name], table) for name in types})


def _read(row: Any, name: str, kind: Any, table: str) -> Any:
    try:
        return READERS.get(kind, _same)(row[name])
    except (ValueError, TypeError) as unreadable:
        case = str(row.get("subject_id", row.get("id", "")))
        position = row.get("position", row.get("version", 0))
        raise Altered(
            table, case, position if isinstance(position, int) else 0, f"{name} cannot be read"
        ) from unreadable


def _same(value: Any) -> Any:
    return value


def _uuid(value: Any) -> UUID:
    return UUID(str(value))


def _moment(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _whole(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


READERS: dict[Any, Any] = {UUID: _uuid, datetime: _moment, Any: _json, int: _whole, str: _text}
