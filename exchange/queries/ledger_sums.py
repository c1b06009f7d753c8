"""What the rows of a ledger sum to: item by item, and year by year."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from exchange.queries.ledger import Direction, Entry

NIL = Decimal(0)


def _none() -> dict[Direction, int]:
    return dict.fromkeys(Direction, 0)


@dataclass(frozen=True, slots=True)
class Sum:
    """How much of one item went each way; `at_home` in the currency of the reader's office."""

    item: str
    unit: str
    given: int
    received: int


@dataclass(frozen=True, slots=True)
class Year:
    """What went each way in one year."""

    year: int
    visits: dict[Direction, int] = field(default_factory=_none)
    people: dict[Direction, int] = field(default_factory=_none)
    units: dict[Direction, int] = field(default_factory=_none)
    value: dict[Direction, Decimal] = field(default_factory=lambda: dict.fromkeys(Direction, NIL))


def sums_of(entries: Iterable[Entry]) -> list[Sum]:
    """Add up goods item by item, in order of appearance; what arrived, or else what was sent."""
    sums: dict[tuple[str, str], dict[Direction, int]] = {}
    for one in counted(entries):
        if not one.is_visit:
            both = sums.setdefault((one.item, one.unit), dict.fromkeys(Direction, 0))
            both[one.direction] += _quantity(one)
    return [
        Sum(*what, both[Direction.GIVEN], both[Direction.RECEIVED]) for what, both in sums.items()
    ]


def years_of(entries: Iterable[Entry]) -> list[Year]:
    """Add up year by year, from the first to the last, the empty ones among them."""
    rows = list(counted(entries))
    if not rows:
        return []
    first, last = rows[0].on.year, max(one.on.year for one in rows)
    years = {year: Year(year) for year in range(first, last + 1)}
    for one in rows:
        year = years[one.on.year]
        year.visits[one.direction] += one.is_visit
        year.people[one.direction] += one.people
        year.units[one.direction] += _quantity(one)
        year.value[one.direction] += one.at_home or NIL
    return list(years.values())


def counted(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Leave out what only tells again of a shipment that stands in the ledger itself."""
    return (one for one in entries if not one.told_by)


def _quantity(one: Entry) -> int:
    return one.sent if one.arrived is None else one.arrived
