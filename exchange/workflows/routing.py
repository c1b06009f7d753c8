"""Which steps a case takes through its line: pure sums over posts, amounts and changed fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from exchange.models import ApprovalLine, ApprovalStep, Outcome, Part
from exchange.workflows.content import fields_of

GIVEN = frozenset({Outcome.AGREED, Outcome.CARRIED})
ENDS = frozenset({*GIVEN, Outcome.RETURNED, Outcome.REJECTED, Outcome.SEEN})


@dataclass(frozen=True, slots=True)
class Planned:
    """A step as it will be frozen; those of one `stage` are open together."""

    part: Part
    post_id: UUID
    working_days: int
    matter: tuple[str, ...] = ()
    is_delegated: bool = False
    stage: int = 0


def plan(line: ApprovalLine, amount: Decimal | None, currency: str | None) -> tuple[Planned, ...]:
    """Return the steps a case of that amount takes, in order, with their stages.

    Where the amount is below a bound of delegation (전결), the post named there decides, and
    reviews by that post and by those after it fall away. An amount that is unknown, or in
    another currency than the line's, goes all the way up.
    """
    steps = [
        Planned(
            s.part,
            s.post_id,
            s.working_days,
            tuple(sorted(fields_of(line.case_kind, s.matter))),
        )
        for s in line.steps
    ]
    delegate = _delegate(line, amount, currency)
    if delegate is not None:
        steps = _cut_short(steps, delegate)
    return _staged(steps)


def next_stage(steps: Sequence[ApprovalStep]) -> list[ApprovalStep]:
    """Return the steps that open now: the first stage in which somebody has still to act."""
    acting = [s for s in steps if s.part is not Part.INFORM and s.outcome not in GIVEN]
    first = min((s.stage for s in acting), default=None)
    return [s for s in acting if s.stage == first]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return, field by field in the order of the form, what is different now."""
    return [
        {"field": name, "before": before.get(name), "after": value}
        for name, value in after.items()
        if before.get(name) != value
    ]


def carried(
    planned: Planned, earlier: Iterable[ApprovalStep], changed: frozenset[str]
) -> ApprovalStep | None:
    """Return the earlier step whose word still stands, or nothing where it must be asked again.

    It stands where the same post gave it for the same part, and nothing it answers for changed.
    The deciding post always decides on the whole.
    """
    touched = bool(changed & set(planned.matter)) if planned.matter else bool(changed)
    if planned.part not in {Part.REVIEW, Part.CONCUR} or touched:
        return None
    same = (s for s in earlier if (s.part, s.post_id) == (planned.part, planned.post_id))
    return next((s for s in same if s.outcome in GIVEN), None)


def _delegate(line: ApprovalLine, amount: Decimal | None, currency: str | None) -> UUID | None:
    if amount is None or currency != line.currency:
        return None
    bounds = sorted(line.delegations, key=lambda one: one.below)
    return next((one.post_id for one in bounds if amount < one.below), None)


def _cut_short(steps: list[Planned], delegate: UUID) -> list[Planned]:
    """Let `delegate` decide: reviews from that post on fall away, concurrences stay before."""
    decision = next(s for s in steps if s.part is Part.DECIDE)
    reviews = [s for s in steps if s.part is Part.REVIEW]
    at = next((n for n, s in enumerate(reviews) if s.post_id == delegate), len(reviews))
    gone = set(reviews[at:])
    kept = [s for s in steps if s not in gone and s.part is not Part.DECIDE]
    decides = replace(decision, post_id=delegate, is_delegated=decision.post_id != delegate)
    before = [s for s in kept if s.part is not Part.INFORM and s.post_id != delegate]
    return [*before, decides, *(s for s in kept if s.part is Part.INFORM)]


def _staged(steps: list[Planned]) -> tuple[Planned, ...]:
    """Number the stages: concurrences next to one another share one, to inform comes last."""
    order = {Part.INFORM: 1}
    steps = sorted(steps, key=lambda s: order.get(s.part, 0))
    found: list[Planned] = []
    stage = 0
    for part, run in groupby(steps, key=lambda s: s.part):
        for n, step in enumerate(run):
            stage += n == 0 or part not in {Part.CONCUR, Part.INFORM}
            found.append(replace(step, stage=stage))
    return tuple(found)
