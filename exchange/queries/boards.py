"""A board: the newest cases of each state, side by side, as far as a reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, literal, or_, select, union_all
from sqlalchemy.orm import selectinload

from exchange.models import (
    Approval,
    ApprovalStep,
    City,
    Outcome,
    Person,
    ProjectState,
    SavedView,
    db,
)
from exchange.queries.reach import listed, sides, with_city
from exchange.workflows.engine import Workflow
from exchange.workflows.shipment import ON_THE_WAY

SHOWN = 8  # cards in a column
KINDS = ("type", "kind")  # by which column a case is of a kind, whichever its noun has
FIRST_YEAR, LAST_YEAR = 1900, 9999


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a board is narrowed down to; what is None or empty asks for all."""

    city_id: UUID | None = None
    kind: str = ""
    year: int | None = None
    person_id: UUID | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One state: its newest cases, and whether there are more; `aside` is off the usual way."""

    state: StrEnum
    cases: list[Any]
    more: bool
    aside: bool


def columns_of(flow: Workflow, reader: Person, wanted: Wanted, today: date) -> list[Column]:
    """Return the columns in the order of the journey, then those beside it that hold anything.

    A fixed number of statements, whatever the board holds.
    """
    noun: Any = flow.noun
    order = [*flow.journey, *(state for state in flow.states if state not in flow.journey)]
    terms = list(_terms(flow, wanted, reader.city, today))
    parts = [
        select(
            side.add_columns(literal(state.value).label("state"), noun.created_at)
            .where(noun.state == state, *terms)
            .order_by(noun.created_at.desc(), noun.id)
            .limit(SHOWN + 1)
            .subquery()
        )
        for state in order
        for side in sides(flow, reader)
    ]
    ids: dict[str, list[UUID]] = {}
    if parts:
        both = union_all(*parts).subquery()
        rows = db.session.execute(select(both).order_by(both.c.created_at.desc(), both.c.id))
        for row in rows:
            ids.setdefault(row.state, []).append(row.id)
    cases = _read(flow, [one for found in ids.values() for one in found[:SHOWN]])
    found = [
        Column(
            state,
            [cases[one] for one in ids.get(state.value, [])[:SHOWN]],
            len(ids.get(state.value, [])) > SHOWN,
            state not in flow.journey,
        )
        for state in order
    ]
    return [one for one in found if one.cases or not one.aside]


def kinds_of(flow: Workflow) -> tuple[str, list[str]]:
    """Return by which column cases are of a kind, and the kinds; both empty where by none."""
    columns = flow.noun.__mapper__.columns
    name = next((one for one in KINDS if one in columns), "")
    kinds: Any = columns[name].type if name else None
    return name, list(kinds.enums) if name else []


def in_charge(flow: Workflow, city: City) -> list[Person]:
    """Return who of a city may be in charge of cases of a kind, by name."""
    if "officer_id" not in flow.noun.__mapper__.columns:
        return []
    people = select(Person).where(Person.city_id == city.id).order_by(Person.name, Person.id)
    return list(db.session.scalars(people).unique())


def views_of(reader: Person, plural: str) -> list[SavedView]:
    """Return the views somebody keeps of a board, by name."""
    kept = select(SavedView).where(SavedView.person_id == reader.id, SavedView.plural == plural)
    return list(db.session.scalars(kept.order_by(SavedView.name)))


def _terms(
    flow: Workflow, wanted: Wanted, home: City | None, today: date
) -> Iterable[ColumnElement[bool]]:
    noun: Any = flow.noun
    yield from with_city(flow, wanted.city_id)
    if wanted.kind:
        yield getattr(noun, kinds_of(flow)[0]) == wanted.kind
    if wanted.year is not None:
        zone = ZoneInfo(home.timezone) if home else UTC
        yield noun.created_at >= datetime(wanted.year, 1, 1, tzinfo=zone)
        if wanted.year < LAST_YEAR:
            yield noun.created_at < datetime(wanted.year + 1, 1, 1, tzinfo=zone)
    if wanted.person_id is not None:
        yield noun.officer_id == wanted.person_id
    if wanted.late:
        yield _is_late(noun, today)


def _is_late(noun: Any, today: date) -> ColumnElement[bool]:
    """Say that somebody's day has passed: of a step, answer, arrival, or the exchange itself."""
    step, run = ApprovalStep, Approval
    overdue = (
        select(run.id)
        .join(step, step.approval_id == run.id)
        .where(
            run.subject_id == noun.id,
            run.is_current,
            step.outcome == Outcome.OPEN,
            step.due_on < today,
        )
        .exists()
    )
    if "eta" in noun.__mapper__.columns:
        return or_(overdue, and_(noun.state.in_(ON_THE_WAY), noun.eta < today))
    if "reply_by" not in noun.__mapper__.columns or "ends_on" not in noun.__mapper__.columns:
        return overdue
    unanswered = and_(noun.state == ProjectState.INVITED, noun.reply_by < today)
    unreported = and_(noun.state == ProjectState.UNDER_WAY, noun.ends_on < today)
    return or_(overdue, unanswered, unreported)


def _read(flow: Workflow, ids: list[UUID]) -> dict[UUID, Any]:
    noun: Any = flow.noun
    if not ids:
        return {}
    options = [*listed(flow)]
    if "officer" in noun.__mapper__.relationships:
        options.append(selectinload(noun.officer))
    rows = db.session.scalars(select(noun).where(noun.id.in_(ids)).options(*options))
    return {one.id: one for one in rows.unique()}
