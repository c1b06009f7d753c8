"""Whom a step of an approval line concerns: whose turn it is, who was away, who must mend it."""

from collections.abc import Iterable
from typing import Any

from exchange.approvals import run_of, takers_of
from exchange.models import ApprovalStep, Event, Person
from exchange.notices import administrators_of
from exchange.workflows.engine import Subject, Workflow
from exchange.workflows.standing_still import stuck_steps


def opened(_flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell those whose turn it is since this event."""
    return _takers(_named(case, event, "opened"))


def asked(_flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell those for whom the case waited until it was taken back."""
    return _takers(_named(case, event, "waited_for"))


def late(_flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell those who owe a step, and the post above where it went up."""
    return _takers(_named(case, event, "late"))


def away(_flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell the holder in whose place a deputy took the step."""
    steps = _named(case, event, "taken")
    return [step.on_behalf_of for step in steps if step.on_behalf_of is not None]


def menders(_flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell the administrators, and whose case it is, of a new or late step nobody may take."""
    new = {step.position for what in ("opened", "late") for step in _named(case, event, what)}
    if not any(step.position in new for step in stuck_steps(case)):
        return []
    return [*administrators_of(case.owner_city_id), case.officer]


def _named(case: Subject, event: Event, what: str) -> list[ApprovalStep]:
    """Return the steps whose positions the event names under `what`."""
    facts: dict[str, Any] = event.inputs.get("facts", {})
    run, positions = run_of(case), facts.get(what, ())
    return [] if run is None else [step for step in run.steps if step.position in positions]


def _takers(steps: list[ApprovalStep]) -> Iterable[Person]:
    return [taker.person for taker in takers_of(steps[0].approval, steps)] if steps else []
