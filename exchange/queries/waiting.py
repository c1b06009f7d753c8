"""What waits for one reader: the cases where a step forward is theirs to take."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select, union_all

from exchange.models import Person, db
from exchange.permissions import NO_GRANTS, OWNER_GRANTS, PARTNER_GRANTS
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
    shared = (noun.partner_city_id == reader.city_id, noun.shared_at.is_not(None))
    wanted: list[tuple[Any, ...]] = [
        (noun.owner_city_id == reader.city_id, noun.state == state)
        for state in _states(flow, reader, OWNER_GRANTS)
    ]
    wanted += [(*shared, noun.state == state) for state in _states(flow, reader, PARTNER_GRANTS)]
    if not wanted:
        return []
    parts = [
        select(
            select(noun.id, noun.created_at)
            .where(*terms)
            .order_by(noun.created_at)
            .limit(MOST)
            .subquery()
        )
        for terms in wanted
    ]
    both = union_all(*parts).subquery()
    ids = select(both.c.id).order_by(both.c.created_at).limit(MOST)
    return list(db.session.scalars(select(noun).where(noun.id.in_(ids)).order_by(noun.created_at)))


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
