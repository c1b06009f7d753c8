"""What a paper of a shipment tells machines: the life of its goods until it was ordered."""

from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from exchange.history import canonical
from exchange.interchange import epcis
from exchange.models import Document, DocumentKind, Event, Shipment, db

TELLING: Final = frozenset(
    {
        DocumentKind.MANIFEST,
        DocumentKind.PACKING_LIST,
        DocumentKind.WAYBILL,
        DocumentKind.INVOICE,
        DocumentKind.CERTIFICATE,
        DocumentKind.GOODS_RECEIVED,
        DocumentKind.DISCREPANCY,
        DocumentKind.END_USE,
    }
)


def life_beside(document: Document) -> bytes:
    """Return the EPCIS document that lies in this paper; nothing before goods were packed."""
    if document.subject_kind != "shipment" or document.kind not in TELLING:
        return b""
    shipment = db.session.get_one(Shipment, document.subject_id)
    told = epcis.document(shipment, _ordered_at(document))
    return canonical(told) if told["epcisBody"]["eventList"] else b""


def _ordered_at(document: Document) -> datetime:
    """Return when the step was taken that ordered the paper, so that it is told as well.

    A step is written into the history of its shipment after what it orders, and nobody else
    takes one in between; a paper that takes another's place is ordered by no step of a shipment.
    """
    ordered = db.session.scalars(
        select(Event.at).where(Event.subject_id == document.id).order_by(Event.position).limit(1)
    ).one()
    if document.replaces_id is not None:
        return ordered
    of_step = (
        select(func.min(Event.at))
        .where(Event.subject_id == document.subject_id)
        .where(Event.at >= ordered)
    )
    return db.session.scalar(of_step) or ordered
