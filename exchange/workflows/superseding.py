"""A paper whose facts were counted or reported anew takes the place of the one before it."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from exchange.errors import N_
from exchange.facts.editions import newest
from exchange.models import Document, DocumentKind, Person, Receipt, Shipment, db
from exchange.workflows.perform import follow

WHY: Final = N_("Counted or reported anew.")


def supersede_earlier(shipment: Shipment, papers: Sequence[Document], actor: Person) -> None:
    """Let each paper take the place of the one of its kind before it, if there is one.

    That one keeps its number and its PDF, and says what stands in its place. Where differences
    turned out to be none, the report of them is void: nothing takes its place.
    """
    why = _reason(shipment)
    for paper in papers:
        earlier = newest(shipment.id, paper.kind)
        if earlier is not None:
            paper.replaces_id, paper.edition = earlier.id, earlier.edition + 1
            follow("document", earlier.id, "supersede", actor=actor, payload={"reason": why})
    kinds = {paper.kind for paper in papers}
    report = newest(shipment.id, DocumentKind.DISCREPANCY)
    if kinds == {DocumentKind.GOODS_RECEIVED} and report is not None:
        follow("document", report.id, "annul", actor=actor, payload={"reason": why})


def _reason(shipment: Shipment) -> str:
    """Return why it was last counted anew, in the words of who did it."""
    said = db.session.scalar(
        select(Receipt.correction)
        .where(Receipt.shipment_id == shipment.id, Receipt.correction != "")
        .order_by(Receipt.position.desc())
        .limit(1)
    )
    return said or WHY
