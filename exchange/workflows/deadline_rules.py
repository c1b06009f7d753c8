"""Late steps: whoever owes one is reminded, then the next post up may act; never by silence."""

from datetime import date
from typing import Any

from exchange import clock, working_days
from exchange.approvals import open_steps
from exchange.errors import N_, UnmetCondition
from exchange.models import ApprovalStep, Person
from exchange.workflows.engine import Inputs, Told

GRACE = 1  # working days between the day a step was due and its going up


def reminder_is_due(subject: Any, _actor: Person) -> UnmetCondition | None:
    """A step is due today, or was, and nobody was reminded."""
    if to_remind(subject):
        return None
    return UnmetCondition("nothing_due", N_("No step is due that nobody was reminded of."))


def escalation_is_due(subject: Any, _actor: Person) -> UnmetCondition | None:
    """A step is late, and there is a post above that does not know of it yet."""
    if to_escalate(subject):
        return None
    return UnmetCondition("nothing_late", N_("No step is late that has a post above it."))


def remind(subject: Any, _actor: Person, _inputs: Inputs) -> Told:
    """Note that those who owe a step were reminded."""
    steps = to_remind(subject)
    for step in steps:
        step.reminded_at = clock.now()
    return {
        "posts": [step.post_names for step in steps],
        "late": [step.position for step in steps],
    }


def escalate(subject: Any, _actor: Person, _inputs: Inputs) -> Told:
    """Let the next post up take what is late; the post itself still may."""
    steps = to_escalate(subject)
    for step in steps:
        step.escalated_to = step.post.superior
    return {
        "posts": [step.post_names for step in steps],
        "late": [step.position for step in steps],
        "to": [step.escalated_to.names for step in steps if step.escalated_to],
    }


def to_remind(subject: Any) -> list[ApprovalStep]:
    """Return the open steps that are due today or were, of which nobody was reminded."""
    today = _today(subject)
    return [
        step
        for step in open_steps(subject)
        if step.reminded_at is None and step.due_on is not None and step.due_on <= today
    ]


def to_escalate(subject: Any) -> list[ApprovalStep]:
    """Return the open steps whose grace is over and that have a post above."""
    today, country = _today(subject), subject.owner_city.country.code
    return [
        step
        for step in open_steps(subject)
        if step.reminded_at is not None
        and step.escalated_to_id is None
        and step.post.superior_id is not None
        and step.due_on is not None
        and today > working_days.after(step.due_on, GRACE, country)
    ]


def _today(subject: Any) -> date:
    return clock.today(subject.owner_city.timezone)
