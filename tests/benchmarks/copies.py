"""Copies of the pattern project with its run, its steps and who read it, made by the database.

A run freezes content that does not hold the number of the case, so a copy keeps its digest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ClauseElement,
    Column,
    MetaData,
    Table,
    Uuid,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.orm import DeclarativeBase

from exchange.models import Approval, ApprovalStep, BudgetLine, Project, Reading, db
from tests.benchmarks.world import PATTERN

Changed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise in the copies than in the pattern, table by table."""

    project: Changed = field(default_factory=dict)
    run: Changed = field(default_factory=dict)
    step: Changed = field(default_factory=dict)


def copy_pattern(count: int, changes: Changes | None = None) -> list[str]:
    """Store `count` copies, each under its own number, and return the ids of their projects."""
    changes = changes or Changes()
    pattern = db.session.scalars(select(Project).where(Project.number == PATTERN)).one()
    run, batch = pattern.approval, uuid4().hex
    assert run is not None
    made = _ids(f"copies_{batch}", count)
    project, approval = made.c.project_id, made.c.approval_id
    number = func.concat("B-", batch, "-", project)
    _copy(Project, Project.id == pattern.id, made, id=project, number=number, **changes.project)
    _copy(BudgetLine, BudgetLine.project_id == pattern.id, made, project_id=project)
    _copy(
        Approval,
        Approval.id == run.id,
        made,
        id=approval,
        subject_id=project,
        number=number,
        **changes.run,
    )
    own = {"approval_id": approval}
    _copy(ApprovalStep, ApprovalStep.approval_id == run.id, made, **own, **changes.step)
    _copy(Reading, Reading.approval_id == run.id, made, **own)
    ids = [str(one) for one in db.session.scalars(select(project))]
    db.session.commit()
    return ids


def _ids(name: str, count: int) -> Table:
    """Return a table, there until the transaction ends, with the ids of so many copies."""
    db.session.execute(
        text(
            f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS SELECT "  # noqa: S608  # our name
            "gen_random_uuid() AS project_id, gen_random_uuid() AS approval_id "
            "FROM generate_series(1, :count)"
        ),
        {"count": count},
    )
    columns = (Column("project_id", Uuid), Column("approval_id", Uuid))
    return Table(name, MetaData(), *columns)


def _copy(noun: type[DeclarativeBase], rows: Any, made: Table, **changed: Any) -> None:
    """Store rows of the pattern once for every copy, with other values where `changed` says."""
    table: Any = noun.__table__
    own = {one.key: one for one in table.columns} | {"id": func.gen_random_uuid()}
    values = own | {key: _said(value, table.c[key]) for key, value in changed.items()}
    cross = select(*values.values()).select_from(table).join(made, text("true")).where(rows)
    db.session.execute(insert(table).from_select(list(values), cross))


def _said(value: Any, column: Any) -> Any:
    """Return an expression as it is, and anything else as a value of its column."""
    return value if isinstance(value, ClauseElement) else literal(value, column.type)
