"""How goods travel as the papers of one consignment state it, and which papers differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from exchange.documents.unprinted_goods import reasons
from exchange.models import WITHDRAWN, Document, DocumentKind, db

FACTS: Final = ("carrier", "vehicle", "container", "waybill", "seal", "dispatched_on", "eta")
STATED: Final = (
    DocumentKind.MANIFEST,
    DocumentKind.PACKING_LIST,
    DocumentKind.WAYBILL,
    DocumentKind.INVOICE,
    DocumentKind.CERTIFICATE,
    DocumentKind.DONATION,
)


@dataclass(frozen=True, slots=True)
class Differing:
    """Another paper, and each fact it prints otherwise: its name, here, there."""

    other: Document
    facts: Sequence[tuple[str, str, str]]


def differing(paper: Document) -> list[Differing]:
    """Return the papers in force that left with the same goods and print another carriage."""
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
    found = [Differing(other, _otherwise(paper, other)) for other in others]
    return [one for one in found if one.facts]


def corrections_from_others(paper: Document) -> dict[str, str]:
    """Return the facts that papers replaced more often than this one state anew, by name."""
    newer = [one for one in differing(paper) if one.other.edition > paper.edition]
    return {fact: there for one in newer for fact, _, there in one.facts if there}


def _otherwise(paper: Document, other: Document) -> list[tuple[str, str, str]]:
    here, there = paper.facts, other.facts
    printed = [fact for fact in FACTS if _prints(paper, fact) and _prints(other, fact)]
    return [(fact, here[fact], there[fact]) for fact in printed if here[fact] != there[fact]]


def _prints(paper: Document, fact: str) -> bool:
    return fact in paper.facts and fact not in reasons().get(paper.kind.value, {})
