"""How far an appeal is covered, item by item: computed from rows, exactly, and never typed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select

from exchange.models import (
    Appeal,
    AppealLine,
    Pledge,
    PledgeLine,
    PledgeState,
    Shipment,
    ShipmentState,
    db,
)
from exchange.workflows.catalogued import in_base

STANDING = frozenset({PledgeState.PLEDGED, PledgeState.FULFILLED})
# What left and is not counted yet is on the way, unless it is known never to come.
S = ShipmentState
NEVER_COMES = frozenset(
    {S.LOST, S.CLOSED, S.CANCELLED, S.REJECTED, S.REFUSED, S.WITHDRAWN}
    | {S.RETURNED, S.DESTROYED, S.DONATED_LOCALLY}
)
NOTHING = Fraction(0)
ByCity = Mapping[UUID, Fraction]


@dataclass(slots=True)
class Sums:
    """What the cities gave of one item, each city's by itself, in base units."""

    promised: dict[UUID, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    still_open: dict[UUID, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    on_the_way: dict[UUID, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    arrived: dict[UUID, Fraction] = field(default_factory=lambda: defaultdict(Fraction))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one line is covered, in the item's base unit.

    `promised` is all that stands promised; `to_come` the part of it that has not left yet.
    """

    asked: Fraction
    promised: Fraction
    to_come: Fraction
    on_the_way: Fraction
    arrived: Fraction

    @property
    def expected(self) -> Fraction:
        """What there will be, if everybody keeps their word and nothing is lost."""
        return self.arrived + self.on_the_way + self.to_come

    @property
    def missing(self) -> Fraction:
        """What nobody promised yet."""
        return max(NOTHING, self.asked - self.expected)

    @property
    def too_much(self) -> Fraction:
        """By how much more is expected than was asked."""
        return max(NOTHING, self.expected - self.asked)

    @property
    def is_met(self) -> bool:
        """Whether what was asked arrived; no promise counts."""
        return self.arrived >= self.asked


def covered(asked: int, sums: Sums) -> Coverage:
    """Add up one item: of what a city promised, only what it has not sent is still to come."""
    to_come = NOTHING
    for city, promised in sums.still_open.items():
        sent = sums.on_the_way.get(city, NOTHING) + sums.arrived.get(city, NOTHING)
        to_come += max(NOTHING, promised - sent)
    return Coverage(
        asked=Fraction(asked),
        promised=_sum(sums.promised),
        to_come=to_come,
        on_the_way=_sum(sums.on_the_way),
        arrived=_sum(sums.arrived),
    )


def coverage_of(appeal: Appeal) -> list[tuple[AppealLine, Coverage]]:
    """Return every line of an appeal and how far it is covered; a fixed number of queries."""
    sums: dict[UUID | None, Sums] = {line.item_id: Sums() for line in appeal.lines}
    for pledge, line in _pledged(appeal):
        one, giver = sums[line.item_id], pledge.owner_city_id
        one.promised[giver] += line.base_quantity
        if pledge.state == PledgeState.PLEDGED:
            one.still_open[giver] += line.base_quantity
    answering = db.session.scalars(select(Shipment).where(Shipment.appeal_id == appeal.id))
    add_shipped(sums, answering)
    return [(line, covered(line.base_quantity, sums[line.item_id])) for line in appeal.lines]


def add_shipped(sums: Mapping[UUID | None, Sums], shipments: Iterable[Shipment]) -> None:
    """Add what the shipments carry of the items in `sums`: counted in good order, or to come."""
    for shipment in shipments:
        for content in shipment.contents:
            item_id = content.line.item_id
            if item_id not in sums or shipment.dispatched_at is None:
                continue
            one, giver = sums[item_id], shipment.consignor_id
            if content.count is not None:
                one.arrived[giver] += in_base(content.line, content.count.good)
            elif shipment.state not in NEVER_COMES:
                one.on_the_way[giver] += in_base(content.line, content.quantity)


def _pledged(appeal: Appeal) -> Iterable[tuple[Pledge, PledgeLine]]:
    found = db.session.scalars(
        select(Pledge).where(Pledge.appeal_id == appeal.id, Pledge.state.in_(STANDING))
    )
    return [(pledge, line) for pledge in found for line in pledge.lines]


def _sum(parts: ByCity) -> Fraction:
    return sum(parts.values(), NOTHING)
