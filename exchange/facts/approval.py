"""The approval block of a paper: who drafted, who took each step, in which capacity, and when."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from exchange import clock
from exchange.approvals import run_of
from exchange.facts import shapes
from exchange.models import Approval, ApprovalStep, Capacity, Part, Person, db

Mark = Literal["", "delegated", "deputised", "both"]
IN_PLACE = frozenset({Capacity.DEPUTY, Capacity.ACTING, Capacity.SUPERIOR})


def approval_block(subject: Any) -> list[shapes.ApprovalStep]:
    """Return the boxes of the line, in order; nothing for a case nobody decided on."""
    run = run_of(subject)
    if run is None:
        return []
    zone = subject.owner_city.timezone
    taken = [s for s in run.steps if s.taken_at is not None and s.part is not Part.INFORM]
    known = _people({run.author_id, *(s.taken_by_id for s in taken)})
    return [_draft(run, zone), *(_box(step, zone, known) for step in taken)]


def mark_of(step: ApprovalStep) -> Mark:
    """Return how the step was taken: as delegated (전결), in somebody's place (대결), or both."""
    in_place = step.capacity in IN_PLACE
    if step.is_delegated:
        return "both" if in_place else "delegated"
    return "deputised" if in_place else ""


def _draft(run: Approval, zone: str) -> shapes.ApprovalStep:
    return {
        "role": "draft",
        "post": run.author.title,
        "name": _name(run.author),
        "on": _day(run.submitted_at, zone),
        "mark": "",
    }


def _box(step: ApprovalStep, zone: str, known: dict[UUID, Person]) -> shapes.ApprovalStep:
    """A box names the post; the person beside it only where that says more than the post does."""
    role: Any = step.part.value
    by = None if step.taken_by_id is None else known[step.taken_by_id]
    return {
        "role": role,
        "post": step.post_names,
        "name": "" if by is None else by.name if step.capacity in IN_PLACE else _name(by),
        "on": "" if step.taken_at is None else _day(step.taken_at, zone),
        "mark": mark_of(step),
    }


def _people(ids: set[UUID | None]) -> dict[UUID, Person]:
    """Return all who are named in the block, asked for at once; their roles say nothing here."""
    asked = select(Person).where(Person.id.in_(ids - {None})).options(lazyload(Person.grants))
    return {one.id: one for one in db.session.scalars(asked)}


def _name(person: Person) -> str:
    return "" if person.name in person.title.values() else person.name


def _day(moment: datetime, zone: str) -> str:
    return clock.on_day(moment, zone).isoformat()
