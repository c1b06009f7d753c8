"""Where a case stands in its approval line: what is open, whose turn it is, and by what right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from exchange import clock
from exchange.models import Approval, ApprovalStep, Capacity, Outcome, Part, Person
from exchange.posts import Seat, Taker, seats_of, takers

ACTING = frozenset({Part.REVIEW, Part.CONCUR, Part.DECIDE})


@dataclass(frozen=True, slots=True)
class Turn:
    """An open step somebody may take, and the seat from which they do."""

    step: ApprovalStep
    seat: Seat

    @property
    def capacity(self) -> Capacity:
        """By what right: a post up that a late step was escalated to acts as the superior."""
        if self.seat.post_id != self.step.post_id:
            return Capacity.SUPERIOR
        return self.seat.capacity


def run_of(subject: Any) -> Approval | None:
    """Return the run a case is in or was last, or nothing for a kind nobody decides on."""
    run: Approval | None = getattr(subject, "approval", None)
    return run


def open_steps(subject: Any, parts: Iterable[Part] = ACTING) -> list[ApprovalStep]:
    """Return the steps that wait for somebody now."""
    run = run_of(subject)
    if run is None:
        return []
    return [s for s in run.steps if s.outcome is Outcome.OPEN and s.part in frozenset(parts)]


def turn_of(person: Person, subject: Any, parts: Iterable[Part] = ACTING) -> Turn | None:
    """Return the first open step that is `person`'s to take, or nothing."""
    steps = open_steps(subject, parts)
    if not steps or person.city_id != subject.owner_city_id:
        return None
    seats = {one.post_id: one for one in seats_of(person, clock.today(_zone(subject)))}
    found = (
        Turn(step, seats[post])
        for step in steps
        for post in (step.post_id, step.escalated_to_id)
        if post in seats
    )
    return next(found, None)


def waited_for(subject: Any) -> list[tuple[ApprovalStep, list[Taker]]]:
    """Return each open step with those who may take it today; nobody, where a post is empty."""
    steps = open_steps(subject)
    posts: set[UUID] = {s.post_id for s in steps}
    posts |= {s.escalated_to_id for s in steps if s.escalated_to_id is not None}
    there = takers(subject.owner_city_id, posts, clock.today(_zone(subject))) if posts else {}
    return [
        (step, [there[p] for p in (step.post_id, step.escalated_to_id) if p in there])
        for step in steps
    ]


def _zone(subject: Any) -> str:
    return str(subject.owner_city.timezone)
