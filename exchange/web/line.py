"""A run through an approval line as people read it: the boxes, what changed, what was remarked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from exchange.approvals import waited_for
from exchange.facts.approval import mark_of
from exchange.models import Approval, ApprovalStep, Outcome, Person
from exchange.queries.runs import earlier_run, run_shown
from exchange.web.language import in_words, label


@dataclass(frozen=True, slots=True)
class Box:
    """One step: its part, its post, what became of it, when, by whom and in which capacity."""

    part: str
    post: str
    outcome: str
    mark: str
    on: datetime | None
    due_on: date | None
    who: str
    note: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that is different from the run before, with what was remarked on it."""

    name: str
    before: str
    after: str
    remarks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """The run a case is in, ready to be shown."""

    run: Approval
    boxes: Sequence[Box]
    changes: Sequence[Changed] = ()
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)


def line_of(subject: Any, reader: Person) -> Line | None:
    """Return the run of a case for the owner's people; nothing for others, or before any."""
    run = run_shown(subject, reader)
    if run is None:
        return None
    waiting = {step.id: takers for step, takers in waited_for(subject)}
    boxes = [_box(step, waiting.get(step.id), reader) for step in run.steps]
    before = earlier_run(run)
    remarks = remarks_of(before)
    changes = [
        Changed(
            label("form", "field", one["field"]),
            written(one["before"]),
            written(one["after"]),
            remarks.get(one["field"], ()),
        )
        for one in run.changes
    ]
    return Line(run, boxes, changes, remarks_of(run))


def remarks_of(run: Approval | None) -> dict[str, list[str]]:
    """Return what was remarked in a run, by the field it is about."""
    found: dict[str, list[str]] = {}
    for step in run.steps if run is not None else ():
        for point in step.points:
            found.setdefault(point["field"], []).append(point["remark"])
    return found


def written(value: Any) -> str:
    """Write a field's value in one line, a row of a list after the other."""
    if isinstance(value, list):
        return "; ".join(written(one) for one in value) or "–"  # noqa: RUF001  # nothing there
    if isinstance(value, dict):
        return ", ".join(written(one) for one in value.values() if one not in (None, ""))
    return "–" if value in (None, "") else str(value)  # noqa: RUF001  # nothing there


def _box(step: ApprovalStep, takers: Any, reader: Person) -> Box:
    there = takers or ()
    by = step.taken_by if step.outcome is not Outcome.OPEN else None
    who = [by] if by is not None else [one.person for one in there]
    return Box(
        part=step.part.value,
        post=in_words(step.post_names),
        outcome="empty" if takers is not None and not there else step.outcome.value,
        mark=mark_of(step),
        on=step.taken_at,
        due_on=step.due_on if step.outcome is Outcome.OPEN else None,
        who=", ".join(in_words(one.title) or one.name for one in who),
        note=step.note,
        is_mine=any(one.person.id == reader.id for one in there),
    )
