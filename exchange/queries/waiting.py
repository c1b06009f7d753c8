"""What waits for one reader: the cases where a step forward is theirs to take."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, false, func, or_, select

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


def counts_by_state(flow: Workflow, reader: Person) -> dict[StrEnum, int]:
    """Count the cases `reader` may see, state by state in the order of the table; one query."""
    noun: Any = flow.noun
    rows = db.session.execute(
        select(noun.state, func.count())
        .where(
            or_(
                noun.is_kept_by(reader.city_id),
                and_(noun.is_addressed_to(reader.city_id), noun.shared_at.is_not(None)),
            )
        )
        .group_by(noun.state)
    )
    counted: dict[StrEnum, int] = {row[0]: row[1] for row in rows}
    return {state: counted[state] for state in flow.states if state in counted}


def _cases(flow: Workflow, reader: Person) -> list[Subject]:
    noun: Any = flow.noun
    own = _states(flow, reader, OWNER_GRANTS)
    if not keeps_office(reader):
        own = sorted({*own, *_states(flow, reader, ABROAD_GRANTS)})
    theirs = _states(flow, reader, PARTNER_GRANTS)
    behalf = _states(flow, reader, BEHALF_GRANTS)
    is_abroad = noun.owner_city_id.not_in(select(Office.city_id))
    steps = or_(
        noun.state.in_(theirs) if theirs else false(),
        and_(noun.state.in_(behalf), is_abroad) if behalf else false(),
    )
    sides = or_(
        and_(noun.owner_city_id == reader.city_id, noun.state.in_(own)) if own else false(),
        and_(noun.is_addressed_to(reader.city_id), noun.shared_at.is_not(None), steps)
        if theirs or behalf
        else false(),
        and_(noun.is_kept_by(reader.city_id), noun.owner_city_id != reader.city_id)
        & noun.state.in_(behalf)
        if behalf
        else false(),
    )
    return list(
        db.session.scalars(select(noun).where(sides).order_by(noun.created_at).limit(MOST))
    )


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
