"""Shipments line by line, for lists that leave the house: rows of the database, never objects."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import aliased

from exchange.models import (
    CartonContent,
    City,
    Count,
    Country,
    Receipt,
    Shipment,
    ShipmentLine,
    db,
)

AT_ONCE = 1000  # rows that are in memory together
CLASSES = ("good", "damaged", "short", "over", "expired", "refused")


def places() -> dict[UUID, tuple[dict[str, str], str]]:
    """Return the names and the country of every city; there are some hundred."""
    rows = db.session.execute(
        select(City.id, City.names, Country.code).join(Country, Country.id == City.country_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def asked(cases: Select[Any]) -> Any:
    """Ask for each line of each of these shipments and what became of it, newest first."""
    seen = cases.subquery()
    counts = _counted()
    shipment, line = aliased(Shipment, seen), ShipmentLine
    return (
        select(
            *(shipment.number, shipment.title, shipment.state),
            *(shipment.consignor_id, shipment.consignee_id),
            *(shipment.dispatched_at, shipment.arrived_at, shipment.carrier, shipment.waybill),
            *(line.position, line.item, line.hs_code, line.origin, line.lot, line.expiry),
            *(line.unit, line.quantity, line.unit_value, shipment.currency),
            counts.c.counted_on,
            *(counts.c[name] for name in CLASSES),
        )
        .select_from(shipment)
        .outerjoin(line, line.shipment_id == shipment.id)
        .outerjoin(counts, counts.c.line_id == line.id)
        .order_by(shipment.created_at.desc(), shipment.id, line.position)
    )


def rows_of(engine: Engine, question: Any) -> Iterator[Any]:
    """Yield the answer row by row over a connection of its own, after the request as well.

    The database keeps the place: however many rows there are, few are in memory.
    """
    with engine.connect().execution_options(yield_per=AT_ONCE) as connection:
        yield from connection.execute(question)


def _counted() -> Any:
    """Add up what was counted, line by line, and the last day of it."""
    sums = [func.sum(getattr(Count, name)).label(name) for name in CLASSES]
    return (
        select(CartonContent.line_id, func.max(Receipt.counted_on).label("counted_on"), *sums)
        .join(Count, Count.content_id == CartonContent.id)
        .join(Receipt, Receipt.id == Count.receipt_id)
        .group_by(CartonContent.line_id)
        .subquery()
    )
