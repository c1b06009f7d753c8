"""How goods travel as the papers of one consignment state it, and where two of them differ."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from exchange.models import WITHDRAWN, Document, DocumentKind, db

FACTS: Final = (
    "carrier",
    "vehicle",
    "container",
    "waybill",
    "seal",
    "dispatched_on",
    "eta",
)
STATED: Final = (
    DocumentKind.MANIFEST,
    DocumentKind.PACKING_LIST,
    DocumentKind.WAYBILL,
    DocumentKind.INVOICE,
    DocumentKind.CERTIFICATE,
    DocumentKind.DONATION,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that another paper states otherwise."""

    other: Document
    fact: str
    here: str
    there: str


def differing(paper: Document) -> list[Difference]:
    """Return what the papers in force that left with the same goods state otherwise than this."""
    if paper.kind not in STATED or paper.state in WITHDRAWN:
        return []
    others = db.session.scalars(
        select(Document)
        .where(
            Document.subject_id == paper.subject_id,
            Document.id != paper.id,
            Document.kind.in_(STATED),
            Document.state.not_in(WITHDRAWN),
        )
        .order_by(Document.created_at)
    )
    return [
        Difference(other, fact, paper.facts[fact], other.facts[fact])
        for other in others
        for fact in FACTS
        if fact in paper.facts and fact in other.facts and paper.facts[fact] != other.facts[fact]
    ]


def corrections_from_others(paper: Document) -> dict[str, str]:
    """Return the facts that papers replaced more often than this one state anew, by name."""
    newer = [one for one in differing(paper) if one.other.edition > paper.edition]
    return {one.fact: one.there for one in newer if one.there}
