"""What waits for one reader: the cases where a step forward is theirs to take."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import not_, select, union

from exchange.models import Office, Person, db
from exchange.permissions import (
    ABROAD_GRANTS,
    BEHALF_GRANTS,
    NO_GRANTS,
    OWNER_GRANTS,
    PARTNER_GRANTS,
)
from exchange.policy import keeps_office
from exchange.workflows.engine import Subject, Workflow
from exchange.workflows.registry import CASES

MOST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for the reader, and the steps forward they could take."""

    plural: str
    case: Subject
    actions: tuple[str, ...]


def waiting_for(reader: Person) -> list[Waiting]:
    """Return what waits for `reader`, longest first; one query a workflow."""
    found = [
        Waiting(plural, case, _steps(flow, case, reader))
        for plural, flow in CASES.items()
        for case in _cases(flow, reader)
    ]
    return sorted(found, key=lambda one: one.case.created_at)


def _cases(flow: Workflow, reader: Person) -> list[Subject]:
    """Return those that waited longest: so many of each state, each a walk of an index."""
    noun: Any = flow.noun
    parts = [
        select(
            select(noun.id, noun.created_at)
            .where(*terms, noun.state == state)
            .order_by(noun.created_at)
            .limit(MOST)
            .subquery()
        )
        for states, *terms in _reasons(flow, reader)
        for state in states
    ]
    if not parts:
        return []
    found = union(*parts).subquery()
    ids = select(found.c.id).order_by(found.c.created_at).limit(MOST)
    return list(db.session.scalars(select(noun).where(noun.id.in_(ids)).order_by(noun.created_at)))


def _reasons(flow: Workflow, reader: Person) -> Iterable[tuple[Any, ...]]:
    """Yield the states in which cases wait, and which cases: by the side the reader takes."""
    noun: Any = flow.noun
    shared = (noun.is_addressed_to(reader.city_id), noun.shared_at.is_not(None))
    is_own = noun.owner_city_id == reader.city_id
    behalf = _states(flow, reader, BEHALF_GRANTS)
    yield _states(flow, reader, OWNER_GRANTS), is_own
    yield _states(flow, reader, PARTNER_GRANTS), *shared
    yield behalf, *shared, noun.owner_city_id.not_in(select(Office.city_id))
    if not keeps_office(reader):
        yield _states(flow, reader, ABROAD_GRANTS), is_own
    if "behalf_city_id" in noun.__mapper__.columns:
        yield behalf, noun.behalf_city_id == reader.city_id, not_(is_own)


def _states(flow: Workflow, reader: Person, grants: Any) -> list[StrEnum]:
    held = frozenset[Any]().union(*(grants.get(role, NO_GRANTS) for role in reader.parts))
    return sorted(
        {
            state
            for step in flow.table
            if step.permission in held and not step.aside
            for state in step.source
        }
    )


def _steps(flow: Workflow, case: Subject, reader: Person) -> tuple[str, ...]:
    forward = {step.action for step in flow.waits_for(case) if not step.aside}
    return tuple(
        one.action for one in flow.available_actions(case, reader) if one.action in forward
    )
