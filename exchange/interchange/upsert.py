"""Rows brought up to date by their natural keys, and what that changed, counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import select

from exchange.models import Base, db

R = TypeVar("R", bound=Base)


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was there and is different now: its key in words, and each field's two values."""

    key: str
    fields: dict[str, tuple[Any, Any]]

    def __str__(self) -> str:
        """Return `wuhan: population 1 -> 2`."""
        told = ", ".join(f"{name} {old} -> {new}" for name, (old, new) in self.fields.items())
        return f"{self.key}: {told}"


@dataclass(slots=True)
class TableReport:
    """What a load did to one table."""

    name: str
    added: int = 0
    unchanged: int = 0
    changes: list[Change] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many rows are different now."""
        return len(self.changes)

    def __str__(self) -> str:
        """Return the counts on one line and each change on one of its own."""
        counts = f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged"
        return "\n".join(
            [f"{self.name:<15} {counts}", *(f"  {change}" for change in self.changes)]
        )


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, table by table, in the order of loading."""

    tables: tuple[TableReport, ...]

    def __getitem__(self, name: str) -> TableReport:
        """Return the report of one table; raise KeyError for one that was not loaded."""
        return {table.name: table for table in self.tables}[name]

    @property
    def touched(self) -> int:
        """How many rows were added or changed in all."""
        return sum(table.added + table.changed for table in self.tables)

    def __str__(self) -> str:
        """Return the whole report for people."""
        return "\n".join(str(table) for table in self.tables)


class Upsert(Generic[R]):
    """The rows of one table as they stand, into which rows of a file are put one by one.

    `key` names the columns by which a row is known. Rows that no file names stay as they are.
    """

    def __init__(self, name: str, noun: type[R], key: Sequence[str]) -> None:
        self.report = TableReport(name)
        self._noun, self._key = noun, tuple(key)
        self._standing = {
            self._natural(row): row for row in db.session.scalars(select(noun)).unique()
        }

    def find(self, *natural: Any) -> R | None:
        """Return the row with this key, if it stands."""
        return self._standing.get(natural)

    def put(self, told: str, **values: Any) -> R:
        """Add the row, or bring it up to date, in the caller's transaction; `told` names it."""
        natural = tuple(values[name] for name in self._key)
        row = self._standing.get(natural)
        if row is None:
            row = self._standing[natural] = self._noun(**values)
            db.session.add(row)
            self.report.added += 1
        else:
            self._renew(row, told, values)
        return row

    def _renew(self, row: R, told: str, values: dict[str, Any]) -> None:
        fields = {
            name: (getattr(row, name), value)
            for name, value in values.items()
            if getattr(row, name) != value
        }
        for name, (_, value) in fields.items():
            setattr(row, name, value)
        if fields:
            self.report.changes.append(Change(told, fields))
        else:
            self.report.unchanged += 1

    def _natural(self, row: R) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self._key)
