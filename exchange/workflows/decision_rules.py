"""Taking a step of an approval line: what it refuses, and what it leaves behind."""

from collections.abc import Callable
from typing import Any

from exchange import clock, history
from exchange.approvals import Turn, open_steps, run_of, turn_of
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import ApprovalStep, Outcome, Part, Person
from exchange.posts import deputies_of
from exchange.workflows.content import content_of
from exchange.workflows.engine import Effect, Inputs, Told
from exchange.workflows.reading import has_read
from exchange.workflows.submission_rules import open_next

TAKEN = frozenset({Outcome.AGREED, Outcome.RETURNED, Outcome.REJECTED})


def not_own_proposal(subject: Any, actor: Person) -> UnmetCondition | None:
    """Nobody decides on what they proposed."""
    if actor.id not in _authors(subject):
        return None
    return UnmetCondition("own_proposal", N_("You proposed this; somebody else has to decide."))


def not_authors_deputy(subject: Any, actor: Person) -> UnmetCondition | None:
    """Nobody decides for the one they stand for elsewhere."""
    day = clock.today(subject.owner_city.timezone)
    stand_ins = (deputies_of(subject.owner_city_id, one, day) for one in _authors(subject))
    if not any(actor.id in found for found in stand_ins):
        return None
    return UnmetCondition(
        "authors_deputy", N_("You stand for the author; somebody else has to decide.")
    )


def was_opened(subject: Any, actor: Person) -> UnmetCondition | None:
    """The case was looked at as it was submitted; nothing is decided unread."""
    run = run_of(subject)
    if run is not None and has_read(run.id, actor):
        return None
    return UnmetCondition("unread", N_("Open the case and read it first."))


def as_frozen(subject: Any, _actor: Person) -> UnmetCondition | None:
    """What is decided on is what was submitted, to the letter."""
    run = run_of(subject)
    if run is not None and history.digest(content_of(subject)) == run.content_sha256:
        return None
    return UnmetCondition(
        "not_as_submitted", N_("The case is no longer what was submitted. Send it back.")
    )


def nobody_acted(subject: Any, _actor: Person) -> UnmetCondition | None:
    """A proposal can be called back only before anybody has acted on it."""
    run = run_of(subject)
    if run is None or not any(step.outcome in TAKEN for step in run.steps):
        return None
    return UnmetCondition("somebody_acted", N_("Somebody has acted on it already; withdraw it."))


def agreeing(part: Part, then: Effect | None = None) -> Effect:
    """Return the effect of agreeing in that part; `then` follows the decision itself."""

    def take(subject: Any, actor: Person, inputs: Inputs) -> Told:
        turn = _taken(subject, actor, frozenset({part}), Outcome.AGREED, inputs)
        opened = _end(subject, Outcome.AGREED) if part is Part.DECIDE else open_next(subject)
        if then is not None:
            then(subject, actor, inputs)
        return _told(turn) | {"opened": [step.position for step in opened]}

    return take


def send_back(subject: Any, actor: Person, inputs: Inputs) -> Told:
    """Return the case to its author with remarks, field by field."""
    run = run_of(subject)
    known = run.content if run is not None else {}
    if unknown := [one["field"] for one in inputs["points"] if one["field"] not in known]:
        raise NotReady(
            UnmetCondition(
                "no_such_field", N_("The case has no field %(name)s."), {"name": unknown[0]}
            )
        )
    parts = frozenset({Part.REVIEW, Part.CONCUR, Part.DECIDE})
    turn = _taken(subject, actor, parts, Outcome.RETURNED, inputs)
    turn.step.points = inputs["points"]
    _end(subject, Outcome.RETURNED)
    subject.decision_note = inputs["remarks"]
    return _told(turn)


def reject(subject: Any, actor: Person, inputs: Inputs) -> Told:
    """Decide against it."""
    turn = _taken(subject, actor, frozenset({Part.DECIDE}), Outcome.REJECTED, inputs)
    _end(subject, Outcome.REJECTED)
    subject.decision_note = inputs["reason"]
    return _told(turn)


def ending(outcome: Outcome) -> Callable[[Any, Person, Inputs], Told | None]:
    """Return the effect of the author's own taking back."""

    def end(subject: Any, _actor: Person, _inputs: Inputs) -> Told | None:
        run = run_of(subject)
        if run is None or run.outcome is not Outcome.OPEN:
            return None
        waited_for = [step.position for step in open_steps(subject)]
        _end(subject, outcome)
        return {"round": run.round, "waited_for": waited_for}

    return end


def _taken(
    subject: Any, actor: Person, parts: frozenset[Part], outcome: Outcome, inputs: Inputs
) -> Turn:
    turn = turn_of(actor, subject, parts)
    if turn is None:  # the gate saw one; the day may have turned since
        raise NotReady(UnmetCondition("not_your_turn", N_("This step is not yours to take.")))
    step = turn.step
    step.outcome, step.taken_at = outcome, clock.now()
    step.taken_by, step.taken_by_id = actor, actor.id
    step.on_behalf_of = turn.seat.on_behalf_of
    step.capacity = turn.capacity
    step.note = inputs.get("note") or inputs.get("remarks") or inputs.get("reason") or ""
    return turn


def _end(subject: Any, outcome: Outcome) -> list[ApprovalStep]:
    """End the run; once it was agreed to, return the steps of those who only have to know."""
    run = run_of(subject)
    assert run is not None, "what ends has begun"  # noqa: S101  # for whoever checks types
    run.outcome, run.ended_at = outcome, clock.now()
    to_know = [step for step in run.steps if step.part is Part.INFORM]
    for step in run.steps:
        if step.outcome is Outcome.OPEN:
            step.outcome = Outcome.WAITING
    for step in to_know if outcome is Outcome.AGREED else ():
        step.outcome, step.opened_at = Outcome.OPEN, clock.now()
    return to_know if outcome is Outcome.AGREED else []


def _authors(subject: Any) -> set[Any]:
    run = run_of(subject)
    return {subject.officer_id, *([run.author_id] if run is not None else [])}


def _told(turn: Turn) -> dict[str, Any]:
    step: ApprovalStep = turn.step
    absent = turn.seat.on_behalf_of
    return {
        "round": step.approval.round,
        "step": step.position,
        "taken": [step.position],
        "part": step.part.value,
        "post": step.post_names,
        "capacity": turn.capacity.value,
        "on_behalf_of": None if absent is None else absent.title,
        "delegated": step.is_delegated,
        "content_sha256": step.approval.content_sha256,
    }
