"""A run through an approval line as people read it: the boxes, what changed, what was remarked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from exchange.approvals import waited_for
from exchange.facts.approval import mark_of
from exchange.models import Approval, ApprovalStep, Outcome, Person
from exchange.queries.runs import earlier_run, run_shown
from exchange.web.frame import count
from exchange.web.language import in_words, label

NUMBER = re.compile(r"\d{1,15}(\.\d{1,4})?")
NOTHING = "–"  # noqa: RUF001  # a field that is empty


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
    names = {one.slug: in_words(one.names) for one in (run.city, run.partner_city)}
    changes = [
        Changed(
            label("form", "field", one["field"]),
            *differing(one["before"], one["after"], names),
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


def differing(before: Any, after: Any, names: Mapping[str, str]) -> tuple[str, str]:
    """Write what a field was and is, one row of a list a line, leaving out rows that stayed."""
    if isinstance(before, list) and isinstance(after, list):
        gone = [one for one in before if one not in after]
        come = [one for one in after if one not in before]
        return _rows(gone, names), _rows(come, names)
    return _written(before, names), _written(after, names)


def _rows(rows: list[Any], names: Mapping[str, str]) -> str:
    return "\n".join(_written(one, names) for one in rows) or NOTHING


def _written(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        parts = (_written(one, names) for one in value.values() if one not in {None, ""})
        return " · ".join(parts)
    if value in {None, ""}:
        return NOTHING
    written = names.get(str(value), str(value))
    return count(Decimal(written)) if NUMBER.fullmatch(written) else written


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
