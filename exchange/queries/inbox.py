"""The inbox: what waits for a reader because of which post, and what was decided in their name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select, union_all
from sqlalchemy.orm import aliased, joinedload

from exchange.approvals import ACTING
from exchange.models import Approval, ApprovalStep, Outcome, Part, Person, Reading, db
from exchange.posts import Seat, seats_of

PAGE = 25
MOST_COUNTED = 999
DONE = (Outcome.AGREED, Outcome.RETURNED, Outcome.REJECTED, Outcome.SEEN)


@dataclass(frozen=True, slots=True)
class Item:
    """One open step and its case; `seat` tells because of which post."""

    step: ApprovalStep
    seat: Seat
    was_opened: bool

    @property
    def run(self) -> Approval:
        """The run the step belongs to."""
        return self.step.approval


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits for one reader: one page of it, and how much there is, counted up to a bound."""

    items: list[Item]
    total: int
    number: int

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return self.number * PAGE < self.total


def to_decide(reader: Person, day: date, number: int = 1) -> Inbox:
    """Return a page of the steps `reader` may take today, those due first at the top.

    A fixed number of queries, each bounded, however much waits.
    """
    return _waiting(reader, day, ACTING, number)


def to_know(reader: Person, day: date, number: int = 1) -> Inbox:
    """Return a page of what was decided and only has to be read (공람)."""
    return _waiting(reader, day, frozenset({Part.INFORM}), number)


def count_to_decide(reader: Person, day: date) -> int:
    """Count what waits for `reader`, up to a bound."""
    return _count(seats_of(reader, day), ACTING)


def waiting_on_others(reader: Person, most: int = PAGE) -> list[Approval]:
    """Return the running cases `reader` submitted, longest first."""
    return list(
        db.session.scalars(
            select(Approval)
            .where(Approval.author_id == reader.id, Approval.outcome == Outcome.OPEN)
            .order_by(Approval.submitted_at)
            .limit(most)
            .options(joinedload(Approval.partner_city), joinedload(Approval.city))
        )
    )


def decided(reader: Person, most: int = PAGE) -> list[ApprovalStep]:
    """Return what `reader` decided, and what a deputy decided for them, newest first."""
    return list(
        db.session.scalars(
            select(ApprovalStep)
            .where(
                or_(
                    ApprovalStep.taken_by_id == reader.id,
                    ApprovalStep.on_behalf_of_id == reader.id,
                ),
                ApprovalStep.outcome.in_(DONE),
            )
            .order_by(ApprovalStep.taken_at.desc())
            .limit(most)
            .options(*_with_run())
        )
    )


def _waiting(reader: Person, day: date, parts: frozenset[Part], number: int) -> Inbox:
    seats = seats_of(reader, day)
    if not seats:
        return Inbox([], 0, 1)
    number = max(1, number)
    first = _open_at(seats, parts, number * PAGE).subquery()
    steps = db.session.scalars(
        select(ApprovalStep)
        .join(first, first.c.id == ApprovalStep.id)
        .order_by(first.c.due_on, first.c.opened_at, first.c.id)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
        .options(*_with_run())
    ).all()
    read = _read_by(reader, [step.approval_id for step in steps])
    by_post = {seat.post_id: seat for seat in seats}
    items = [
        Item(step, by_post.get(step.post_id) or by_post[_up(step)], step.approval_id in read)
        for step in steps
    ]
    return Inbox(items, _count(seats, parts), number)


def _open_at(seats: Sequence[Seat], parts: frozenset[Part], most: int) -> Select[Any]:
    """Return the first open steps of each seat, each found through its own index."""
    step = aliased(ApprovalStep)
    columns = (step.id, step.due_on, step.opened_at)
    each = [
        select(
            select(*columns)
            .where(column == seat.post_id, step.outcome == Outcome.OPEN, step.part.in_(parts))
            .order_by(step.due_on)
            .limit(most)
            .subquery()
        )
        for seat in seats
        for column in (step.post_id, step.escalated_to_id)
    ]
    found = union_all(*each).subquery()
    return (
        select(found.c.id, found.c.due_on, found.c.opened_at)
        .distinct()
        .order_by(found.c.due_on, found.c.opened_at, found.c.id)
        .limit(most)
    )


def _count(seats: Sequence[Seat], parts: frozenset[Part]) -> int:
    if not seats:
        return 0
    some = _open_at(seats, parts, MOST_COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _read_by(reader: Person, run_ids: list[UUID]) -> set[UUID]:
    return set(
        db.session.scalars(
            select(Reading.approval_id).where(
                Reading.person_id == reader.id, Reading.approval_id.in_(run_ids)
            )
        )
    )


def _with_run() -> tuple[Any, ...]:
    run = joinedload(ApprovalStep.approval)
    return (
        run.joinedload(Approval.partner_city),
        run.joinedload(Approval.author),
        joinedload(ApprovalStep.post),
        joinedload(ApprovalStep.on_behalf_of),
        joinedload(ApprovalStep.taken_by),
        run.lazyload(Approval.steps),
    )


def _up(step: ApprovalStep) -> UUID:
    assert step.escalated_to_id is not None, "the query found it by this post"  # noqa: S101  # for whoever checks types
    return step.escalated_to_id
