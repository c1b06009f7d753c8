"""Proof that every number is accounted for: each series of an office and year runs 1 to last.

A number is taken in the transaction of what bears it, so none is lost by a rollback; what was
voided, replaced or failed keeps its number and says why.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from exchange.errors import ExchangeError
from exchange.models import (
    BEING_MADE,
    WITHDRAWN,
    Case,
    City,
    Document,
    DocumentState,
    NumberSeries,
    db,
    parts_of,
)
from exchange.models.opening import snapshot

Key = tuple[UUID, str, int]
ReadPaper = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Book:
    """One series of one office in one year: its last number, and how many stand in which state."""

    office: str
    series: str
    year: int
    last: int
    states: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """Return it as one line."""
        told = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items()))
        return f"{self.office} {self.series}-{self.year}: 1 to {self.last}; {told or 'none'}"


@dataclass(frozen=True, slots=True)
class Books:
    """Every series there is, and what is wrong with them, each in one line."""

    books: tuple[Book, ...]
    faults: tuple[str, ...]


def check_registers(read: ReadPaper | None = None) -> Books:
    """Look through every series as it stands at one moment; `read` also reads every file anew."""
    with snapshot(db.engine) as connection:
        offices = {row.id: row.slug for row in connection.execute(select(City.id, City.slug))}
        borne = _borne(connection)
        books, faults = [], []
        for key, last in sorted(_given(connection).items(), key=lambda one: str(one[0])):
            held = borne.pop(key, {})
            office, series, year = offices[key[0]], key[1], key[2]
            books.append(Book(office, series, year, last, Counter(held.values())))
            faults += [f"{office} {series}-{year}-{n:04}: {w}" for n, w in _wrong(held, last)]
        faults += [
            f"{offices[city]} {series}-{year}: numbers stand here that no series gave"
            for city, series, year in borne
        ]
        faults += [f"{offices[c]} {number}: {what}" for c, number, what in _silent(connection)]
        faults += [f"{offices[c]} {n}: {what}" for c, n, what in _files(connection, read)]
    return Books(tuple(books), tuple(faults))


def _given(connection: Connection) -> dict[Key, int]:
    """Return the last number of each yearly series; logistic units (SSCC) have no year."""
    s = NumberSeries
    rows = connection.execute(select(s.city_id, s.series, s.year, s.last).where(s.year > 0))
    return {(row.city_id, row.series, row.year): row.last for row in rows}


def _borne(connection: Connection) -> dict[Key, dict[int, str]]:
    """Return what bears each number: its state, by its place in its series."""
    found: dict[Key, dict[int, str]] = defaultdict(dict)
    for kind in _numbered():
        keeper = getattr(kind, "numbered_by_id", kind.owner_city_id)  # whose series it is
        rows = connection.execute(select(keeper, kind.number, kind.state))
        for city, number, state in rows:
            series, year, place = parts_of(number)
            if year or kind is Document:  # a case may bear a name of its own; a paper never
                found[city, series, year][place] = str(state)
    return found


def _numbered() -> Iterator[Any]:
    for kind in Case.__subclasses__():
        if "number" in kind.__mapper__.columns:
            yield kind


def _wrong(held: dict[int, str], last: int) -> Iterator[tuple[int, str]]:
    for place in range(1, last + 1):
        if place not in held:
            yield place, "was given, and nothing bears it"
    for place in sorted(held):
        if not 1 <= place <= last:
            yield place, "was never given"


def _silent(connection: Connection) -> Iterator[tuple[UUID, str, str]]:
    """Yield the papers that no longer count and do not say why."""
    d = Document
    void = d.state.in_(WITHDRAWN) & (d.void_reason == "")
    failed = (d.state == DocumentState.FAILED) & (d.failure_message == "")
    for row in connection.execute(
        select(d.owner_city_id, d.number).where(void | failed).order_by(d.number)
    ):
        yield row.owner_city_id, row.number, "no longer counts, and does not say why"


def _files(connection: Connection, read: ReadPaper | None) -> Iterator[tuple[UUID, str, str]]:
    d = Document
    made = d.sha256.is_not(None) & d.state.not_in(BEING_MADE)
    asked = select(d.owner_city_id, d.number, d.sha256).where(made).order_by(d.number)
    for row in connection.execute(asked) if read else ():
        try:
            read(row.sha256)  # type: ignore[misc]  # not asked without it
        except ExchangeError as damaged:
            yield row.owner_city_id, row.number, str(damaged)
