"""What pages ask about counting: who counted, counts that differ, links, and refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from exchange.models import (
    CartonContent,
    CountConflict,
    Person,
    Receipt,
    ReceiptLink,
    ReceiptRefusal,
    ReceiptVisit,
    Shipment,
    db,
)

MOST_SHOWN = 200
CLASSES = ("good", "damaged", "short", "expired", "refused", "over")


@dataclass(frozen=True, slots=True)
class Twice:
    """Two counts of one content as a page shows them."""

    conflict: CountConflict
    carton: int
    first_by: Person | None


def receipts_of(shipment: Shipment) -> Sequence[Receipt]:
    """Return the countings, in order."""
    return db.session.scalars(
        select(Receipt)
        .where(Receipt.shipment_id == shipment.id)
        .order_by(Receipt.position)
        .options(joinedload(Receipt.received_by))
    ).all()


def conflicts_of(shipment: Shipment) -> list[Twice]:
    """Return every two counts of one content that differ, those to choose between first."""
    found = db.session.scalars(
        select(CountConflict)
        .where(CountConflict.shipment_id == shipment.id)
        .order_by(CountConflict.settled_at.is_not(None), CountConflict.created_at)
        .options(
            joinedload(CountConflict.receipt).joinedload(Receipt.received_by),
            selectinload(CountConflict.content).joinedload(CartonContent.line),
        )
    ).all()
    if not found:
        return []
    by = {str(one.id): one.received_by for one in receipts_of(shipment)}
    cartons = {content.id: c.position for c in shipment.cartons for content in c.contents}
    return [Twice(one, cartons[one.content_id], by.get(one.first["receipt"])) for one in found]


def links_of(shipment: Shipment) -> Sequence[ReceiptLink]:
    """Return the receipt links of a shipment, newest first."""
    return db.session.scalars(
        select(ReceiptLink)
        .where(ReceiptLink.shipment_id == shipment.id)
        .order_by(ReceiptLink.created_at.desc())
        .options(joinedload(ReceiptLink.created_by))
    ).all()


def visits_of(shipment: Shipment) -> Sequence[ReceiptVisit]:
    """Return the devices that were let in to count a shipment, newest first."""
    return db.session.scalars(
        select(ReceiptVisit)
        .join(ReceiptLink, ReceiptVisit.link_id == ReceiptLink.id)
        .where(ReceiptLink.shipment_id == shipment.id)
        .order_by(ReceiptVisit.created_at.desc())
        .limit(MOST_SHOWN)
    ).all()


def refusals_of(city_id: UUID) -> Sequence[ReceiptRefusal]:
    """Return who was refused at links of a city's shipments, and at links that never were."""
    own = (
        select(ReceiptLink.id)
        .join(Shipment)
        .where(or_(Shipment.consignor_id == city_id, Shipment.consignee_id == city_id))
    )
    return db.session.scalars(
        select(ReceiptRefusal)
        .where(or_(ReceiptRefusal.link_id.is_(None), ReceiptRefusal.link_id.in_(own)))
        .order_by(ReceiptRefusal.created_at.desc())
        .limit(MOST_SHOWN)
        .options(joinedload(ReceiptRefusal.link).joinedload(ReceiptLink.shipment))
    ).all()
