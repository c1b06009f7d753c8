"""Where a case stands in its approval line: what is open, whose turn it is, and by what right."""

from collections.abc import Iterable, Sequence
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
    seats = {
        one.post_id: one for one in seats_of(person, clock.today(subject.owner_city.timezone))
    }
    found = (
        Turn(step, seats[post])
        for step in steps
        for post in (step.post_id, step.escalated_to_id)
        if post in seats
    )
    return next(found, None)


def waited_for(subject: Any) -> list[tuple[ApprovalStep, list[Taker]]]:
    """Return each open step with those who may take it today; nobody, where a post is empty."""
    run = run_of(subject)
    return [] if run is None else waited_in([run])[0]


def waited_in(runs: Sequence[Approval]) -> list[list[tuple[ApprovalStep, list[Taker]]]]:
    """Return what `waited_for` does, of each of these runs of one city, asked for at once."""
    steps = [_acting(run) for run in runs]
    there = _there(runs[0], [one for each in steps for one in each]) if runs else {}
    return [[(step, _at(step, there)) for step in each] for each in steps]


def takers_of(run: Approval, steps: Iterable[ApprovalStep]) -> list[Taker]:
    """Return who may act today for the posts of these steps of a run."""
    steps = list(steps)
    there = _there(run, steps)
    return [taker for step in steps for taker in _at(step, there)]


def _acting(run: Approval) -> list[ApprovalStep]:
    return [s for s in run.steps if s.outcome is Outcome.OPEN and s.part in ACTING]


def _there(run: Approval, steps: list[ApprovalStep]) -> dict[UUID, Taker]:
    posts: set[UUID] = {s.post_id for s in steps}
    posts |= {up for s in steps if (up := _up(s)) is not None}
    return takers(run.city_id, posts, clock.today(run.city.timezone)) if posts else {}


def _at(step: ApprovalStep, there: dict[UUID, Taker]) -> list[Taker]:
    return [there[post] for post in (step.post_id, _up(step)) if post in there]


def _up(step: ApprovalStep) -> UUID | None:
    """Return the post a late step went up to, also before it is stored."""
    return step.escalated_to.id if step.escalated_to is not None else step.escalated_to_id
