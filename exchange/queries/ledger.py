"""The reciprocity ledger of two cities: what went which way, row by row, and what it sums to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from exchange import clock
from exchange.models import (
    CartonContent,
    City,
    Count,
    PartialDate,
    PastAid,
    Project,
    ProjectState,
    Shipment,
    ShipmentLine,
    db,
)
from exchange.queries.rates import Rates

TOOK_PLACE = (ProjectState.REPORTED, ProjectState.CLOSED)
SAME = timedelta(days=45)  # aid is told of when it leaves, or when it is handed over
CENT = Decimal("0.01")


class Direction(StrEnum):
    """As the reader's own city sees it."""

    GIVEN = "given"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Told:
    """The case a row comes from, by what its page is found."""

    plural: str
    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger: an item of a shipment, of the past's aid, or a visit.

    `sent` and `arrived` are in `unit` (UN/ECE Rec 20); `arrived` counts what was whole, and is
    None where nobody counted here. `value` is for customs, in `currency`; `at_home` is it in the
    currency of the reader's office, at the rate of `rate_on`. A row with `told_by` is a source's
    word on a shipment that stands here too, and is not counted a second time.
    """

    on: PartialDate
    direction: Direction
    item: str
    unit: str = ""
    sent: int = 0
    arrived: int | None = None
    people: int = 0
    value: Decimal | None = None
    currency: str = ""
    at_home: Decimal | None = None
    rate_on: date | None = None
    case: Told | None = None
    source: str = ""
    told_by: str = ""
    between: tuple[UUID, ...] = ()

    @property
    def is_visit(self) -> bool:
        """Say whether people travelled, and no goods."""
        return not self.unit


def ledger_of(home: City, other: City | None = None) -> list[Entry]:
    """Return what `home` gave and received, with `other` if given, oldest first.

    Five statements, however much there is. Nothing is in it that the other city does not know
    of: aid has left by then, and visits have taken place.
    """
    rates = Rates.into(home.office.currency if home.office else "")
    shipped = list(_shipped(home, other, rates))
    found = [*shipped, *_past(home, other, shipped), *_visits(home, other)]
    return sorted(found, key=lambda one: (one.on.earliest, one.item))


def _shipped(home: City, other: City | None, rates: Rates) -> Iterable[Entry]:
    line, sent = ShipmentLine, Shipment
    rows = db.session.execute(
        select(
            *(sent.id, sent.number, sent.consignor_id, sent.consignee_id, sent.currency),
            *(sent.dispatched_at, City.timezone, line.id.label("line_id"), line.item),
            *(line.item_partner, line.quantity, line.unit, line.unit_value),
        )
        .join(line, line.shipment_id == sent.id)
        .join(City, City.id == sent.consignor_id)
        .where(sent.dispatched_at.is_not(None), _between(sent, home, other))
        .order_by(sent.dispatched_at, line.position)
    ).all()
    arrived = _arrived(home, other)
    for row in rows:
        left = clock.on_day(row.dispatched_at, row.timezone)
        value = row.quantity * row.unit_value
        rate = rates.of(row.currency, left)
        own = row.consignor_id == home.id
        yield Entry(
            on=PartialDate(left.year, left.month, left.day),
            direction=_direction(row.consignor_id, home),
            item=row.item if own else row.item_partner or row.item,
            unit=row.unit,
            sent=row.quantity,
            arrived=arrived.get(row.line_id),
            value=value,
            currency=row.currency,
            at_home=None if rate is None else (value * rate.rate).quantize(CENT, ROUND_HALF_EVEN),
            rate_on=None if rate is None else rate.on,
            case=Told("shipments", row.id, row.number),
            between=(row.consignor_id, row.consignee_id),
        )


def _arrived(home: City, other: City | None) -> dict[UUID, int]:
    """Return how much of each line arrived whole, of those that were counted."""
    rows = db.session.execute(
        select(CartonContent.line_id, func.sum(Count.good))
        .join(Count, (Count.content_id == CartonContent.id) & Count.superseded_by_id.is_(None))
        .join(ShipmentLine, ShipmentLine.id == CartonContent.line_id)
        .join(Shipment, Shipment.id == ShipmentLine.shipment_id)
        .where(_between(Shipment, home, other))
        .group_by(CartonContent.line_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def _past(home: City, other: City | None, shipped: list[Entry]) -> Iterable[Entry]:
    known = {(*one.between, one.unit, one.sent): one for one in shipped}
    for row in db.session.scalars(select(PastAid).where(_between(PastAid, home, other))):
        between = (row.consignor_id, row.consignee_id)
        twin = known.get((*between, row.unit, row.quantity))
        yield Entry(
            on=row.took_place,
            direction=_direction(row.consignor_id, home),
            item=row.item,
            unit=row.unit,
            sent=row.quantity,
            source=row.source,
            told_by=twin.case.number
            if twin and twin.case and _is_near(twin.on, row.took_place)
            else "",
            between=between,
        )


def _is_near(one: PartialDate, other: PartialDate) -> bool:
    return other.earliest - SAME <= one.earliest <= other.latest + SAME


def _visits(home: City, other: City | None) -> Iterable[Entry]:
    """Return the exchanges that took place; who invited was the host."""
    sides = Project.owner_city_id, Project.partner_city_id
    wanted = select(
        *(Project.id, Project.number, Project.title, Project.title_partner, Project.starts_on),
        *(Project.created_at, Project.people_took_part, *sides),
    ).where(Project.state.in_(TOOK_PLACE), or_(*(side == home.id for side in sides)))
    if other is not None:
        wanted = wanted.where(or_(*(side == other.id for side in sides)))
    for row in db.session.execute(wanted):
        day = row.starts_on or clock.on_day(row.created_at, home.timezone)
        hosted = row.owner_city_id == home.id
        yield Entry(
            on=PartialDate(day.year, day.month, day.day),
            direction=Direction.RECEIVED if hosted else Direction.GIVEN,
            item=row.title if hosted else row.title_partner or row.title,
            people=row.people_took_part or 0,
            case=Told("projects", row.id, row.number),
            between=(row.owner_city_id, row.partner_city_id),
        )


def _direction(consignor_id: UUID, home: City) -> Direction:
    return Direction.GIVEN if consignor_id == home.id else Direction.RECEIVED


def _between(noun: Any, home: City, other: City | None) -> Any:
    ours = or_(noun.consignor_id == home.id, noun.consignee_id == home.id)
    if other is None:
        return ours
    return ours & or_(noun.consignor_id == other.id, noun.consignee_id == other.id)
