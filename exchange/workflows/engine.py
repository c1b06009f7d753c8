"""A workflow is a table of transitions, checked when it is declared. No I/O here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

from exchange.errors import UnmetCondition
from exchange.models import Case, Person
from exchange.permissions import Permission
from exchange.policy import may
from exchange.schemas.inputs import Asked, Nothing

Subject = Any
Inputs = Mapping[str, Any]
Guard = Callable[[Subject, Person], UnmetCondition | None]
Told = Mapping[str, Any]
Effect = Callable[[Subject, Person, Inputs], Told | None]
Create = Callable[[Person, Inputs], Subject]


def _nothing_more(_subject: Subject) -> Told:
    """Seal the inputs alone."""
    return {}


def _no_effect(_subject: Subject, _actor: Person, _inputs: Inputs) -> None:
    """Change nothing but the state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row of the table: from where, to where, by whom, with which words, on what terms.

    `internal` steps are the owner's own affair: the partner does not read them in the history;
    `theirs` are the partner's own, and the owner does not read them.
    `aside` steps leave the way or go back on it: they may be taken, but nothing waits for them.
    `step_up` steps ask for a second factor given not long ago; with `step_up_if` only where that
    says so of the case. With `instead` the step may lead elsewhere: to that state, if so it says.
    What the effect returns is sealed into the event beside the inputs, under `facts`.
    """

    action: str
    source: frozenset[StrEnum]
    target: StrEnum
    permission: Permission
    inputs: type[Asked] = Nothing
    guards: tuple[Guard, ...] = ()
    effect: Effect = _no_effect
    internal: bool = False
    aside: bool = False
    step_up: bool = False
    step_up_if: Callable[[Subject], bool] | None = None
    theirs: bool = False
    instead: tuple[StrEnum, Callable[[Subject], bool]] | None = None

    @property
    def targets(self) -> tuple[StrEnum, ...]:
        """Every state it can lead to."""
        return (self.target,) if self.instead is None else (self.target, self.instead[0])

    def leads_to(self, subject: Subject) -> StrEnum:
        """Return where it leads in this very case."""
        if self.instead is not None and self.instead[1](subject):
            return self.instead[0]
        return self.target

    def asks_twice(self, subject: Subject) -> bool:
        """Say whether it asks for a second factor in this very case."""
        return self.step_up and (self.step_up_if is None or self.step_up_if(subject))

    def unmet(self, subject: Subject, actor: Person) -> tuple[UnmetCondition, ...]:
        """List what still stands in the way."""
        return tuple(u for guard in self.guards if (u := guard(subject, actor)) is not None)


def row(
    action: str, source: frozenset[StrEnum], target: StrEnum, permission: Permission, **more: Any
) -> Transition:
    """Write one row of a table in one line; `more` are Transition's other fields."""
    return Transition(action=action, source=source, target=target, permission=permission, **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """How a case comes to be: who may begin one, what that asks, and what is made of it.

    What `told` returns of the new case is sealed into its first event beside the inputs.
    """

    permission: Permission
    inputs: type[Asked]
    create: Create
    told: Callable[[Subject], Told] = _nothing_more


@dataclass(frozen=True, slots=True)
class AvailableAction:
    """An action this actor may take on this subject, and what it is waiting for."""

    action: str
    inputs: type[Asked]
    unmet: tuple[UnmetCondition, ...]
    target: StrEnum


class Room(StrEnum):
    """Where people meet a workflow: the day's cases, or the running of the office itself."""

    CASES = "cases"
    ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """A named set of transitions over one kind of case.

    `journey` is the way a case goes when nothing is amiss, for the picture of where it stands;
    where cases go different ways, `ways` tells which this one goes.
    Whoever may see a case may read it; where `read` names a permission, only its holders may.
    """

    kind: str
    noun: type[Case]
    states: type[StrEnum]
    initial: StrEnum
    final: frozenset[StrEnum]
    journey: tuple[StrEnum, ...]
    table: tuple[Transition, ...]
    beginning: Beginning | None = None
    room: Room = Room.CASES
    read: Permission | None = None
    ways: Callable[[Subject], tuple[StrEnum, ...]] | None = None
    _by_action: dict[str, tuple[Transition, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Refuse a table with a dead end, an orphan state or an ambiguous action."""
        if faults := list(_faults(self)):
            raise ValueError(f"{self.kind} workflow: {'; '.join(faults)}")
        for row in self.table:
            self._by_action[row.action] = (*self._by_action.get(row.action, ()), row)

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action once, in the order of the table."""
        return tuple(self._by_action)

    def find(self, action: str) -> tuple[Transition, ...]:
        """Return every row for `action`, one per set of sources."""
        return self._by_action.get(action, ())

    def is_internal(self, action: str) -> bool:
        """Say whether `action` is the owner's own affair."""
        return any(row.internal for row in self.find(action))

    def is_theirs(self, action: str) -> bool:
        """Say whether `action` is the partner's own affair."""
        return any(row.theirs for row in self.find(action))

    def journey_of(self, subject: Subject) -> tuple[StrEnum, ...]:
        """Return the way this case goes when nothing is amiss."""
        return self.journey if self.ways is None else self.ways(subject)

    def available_actions(self, subject: Subject, actor: Person) -> tuple[AvailableAction, ...]:
        """List what `actor` may do to `subject` now: the buttons, and the API's links."""
        return tuple(
            AvailableAction(t.action, t.inputs, t.unmet(subject, actor), t.leads_to(subject))
            for t in self.table
            if subject.state in t.source and may(actor, t.permission, subject)
        )

    def permitted(self, action: str, subject: Subject, actor: Person) -> tuple[Transition, ...]:
        """Return every row for `action` whose permission `actor` holds over `subject`."""
        return tuple(row for row in self.find(action) if may(actor, row.permission, subject))

    def waits_for(self, subject: Subject) -> tuple[Transition, ...]:
        """List every row that leads on from where `subject` stands, whoever may take it."""
        return tuple(t for t in self.table if subject.state in t.source)


def _faults(flow: Workflow) -> Iterable[str]:
    states = set(flow.states)
    arrows = {(s, target) for t in flow.table for s in t.source for target in t.targets}
    rows = [(t.action, s) for t in flow.table for s in t.source]
    leavable = {a for a, _ in arrows}
    reachable = _closure({flow.initial}, arrows)
    ending = _closure(set(flow.final), {(b, a) for a, b in arrows})
    yield from sorted({f"{a} twice from {s}" for a, s in rows if rows.count((a, s)) > 1})
    yield from (f"{s} is final yet has a way out" for s in sorted(flow.final & leavable))
    yield from (f"{s} cannot be reached" for s in sorted(states - reachable))
    yield from (f"{s} cannot reach an end" for s in sorted(states - ending))
    yield from (
        f"the journey goes from {a} to {b}, the table does not"
        for a, b in pairwise(flow.journey)
        if (a, b) not in arrows
    )


def _closure(start: set[StrEnum], arrows: set[tuple[StrEnum, StrEnum]]) -> set[StrEnum]:
    seen, todo = set(start), list(start)
    while todo:
        here = todo.pop()
        for there in {b for a, b in arrows if a == here} - seen:
            seen.add(there)
            todo.append(there)
    return seen
