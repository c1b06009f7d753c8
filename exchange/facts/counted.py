"""What was counted in, and what the papers that left with it said."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from sqlalchemy import select

from exchange import clock
from exchange.facts import goods_shapes, shapes
from exchange.facts.consignment import consignment, lines_of
from exchange.facts.spoken import typed_words
from exchange.models import Document, DocumentKind, Receipt, Shipment, db

CLASSES: Final = ("damaged", "short", "expired", "refused", "over")
COUNTED: Final = ("good", *CLASSES)


def counted_lines(shipment: Shipment) -> list[goods_shapes.CountedLine]:
    """Return each line with what was found of it, class by class."""
    sums: dict[int, Counter[str]] = {}
    for content in shipment.contents:
        found = sums.setdefault(content.line.position, Counter())
        if content.count is not None:
            for name in (*COUNTED, "dispatched"):
                found[name] += getattr(content.count, name)
    rows: list[Any] = []
    for line in lines_of(shipment):
        found = sums.get(line["no"], Counter())
        rows.append(
            {
                "no": line["no"],
                "description": line["description"],
                "unit_label": line["unit_label"],
                "sent": str(found["dispatched"]),
                **{name: str(found[name]) for name in COUNTED},
            }
        )
    return rows


def differences_of(
    shipment: Shipment, languages: Sequence[str]
) -> Iterator[goods_shapes.Difference]:
    """Yield each class of difference in each carton, in order; reasons as they were typed."""
    for carton in shipment.cartons:
        for content in carton.contents:
            count = content.count
            for kind in CLASSES if count and not count.is_clean else ():
                if quantity := getattr(count, kind):
                    found: Any = {
                        "carton": carton.position,
                        "line_no": content.line.position,
                        "lot": content.lot,
                        "kind": kind,
                        "quantity": str(quantity),
                        "reason": typed_words(count.reason if count else "", languages),
                    }
                    yield found


def receipts_of(shipment: Shipment) -> Sequence[Receipt]:
    """Return the countings, in order."""
    return db.session.scalars(
        select(Receipt).where(Receipt.shipment_id == shipment.id).order_by(Receipt.position)
    ).all()


def last_day(receipts: Sequence[Receipt]) -> str:
    """Return the day of the last counting, as ISO 8601."""
    days = [receipt.counted_on for receipt in receipts]
    return (max(days) if days else clock.now().date()).isoformat()


def papers_of(shipment: Shipment) -> Sequence[Document]:
    """Return the papers of the consignment, oldest first."""
    return db.session.scalars(
        select(Document).where(Document.subject_id == shipment.id).order_by(Document.created_at)
    ).all()


def numbers_of(shipment: Shipment) -> dict[str, str]:
    """Return the newest number of each kind of paper of the consignment."""
    return {paper.kind.value: paper.number for paper in papers_of(shipment)}


def as_sent(shipment: Shipment) -> goods_shapes.Consignment:
    """Return the consignment as it was frozen when it left, with the numbers of its papers."""
    numbers = numbers_of(shipment)
    listed = [paper for paper in papers_of(shipment) if paper.kind is DocumentKind.PACKING_LIST]
    now = consignment(shipment, numbers)
    if not listed:
        return now
    kept: Any = {key: listed[-1].facts[key] for key in now}
    return cast("goods_shapes.Consignment", kept | {"papers": numbers})


def use_of(shipment: Shipment, languages: Sequence[str]) -> shapes.Words:
    """Return what the goods were used for, in the languages it was written in."""
    said = shipment.use.get("end_use", ""), shipment.use.get("end_use_partner", "")
    words: shapes.Words = {}
    for text in said:
        words |= {
            lang: one for lang, one in typed_words(text, languages).items() if lang not in words
        }
    return words
