"""The papers after arrival: received note, differences, end use, and the letter of thanks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from sqlalchemy import select

from exchange import clock
from exchange.facts import goods_shapes, letter_shapes, shapes
from exchange.facts.consignment import consignment, lines_of
from exchange.facts.paper import head_between, office_of, order
from exchange.facts.spoken import typed_words
from exchange.facts.ties import ties_of_letter
from exchange.models import (
    City,
    Document,
    DocumentKind,
    Person,
    Receipt,
    Shipment,
    db,
)

CLASSES: Final = ("damaged", "short", "expired", "refused", "over")
COUNTED: Final = ("good", *CLASSES)
COPIES: Final = 2


def order_receipt_papers(
    shipment: Shipment, actor: Person, remarks: str = ""
) -> list[Document]:
    """Order the goods received note, and a discrepancy report where something is amiss."""
    issuer, other = sides_of(shipment)
    head = head_between(issuer, other, "GR", COPIES)
    facts = goods_received_facts(shipment, head, remarks)
    facts["papers"]["goods_received"] = head["number"]
    title = _title(shipment, issuer)
    note = order(
        DocumentKind.GOODS_RECEIVED, shipment, actor, title, facts, (issuer, other)
    )
    if facts["clean"]:
        return [note]
    report = {**facts, **head_between(issuer, other, "DR", COPIES)}
    return [
        note,
        order(
            DocumentKind.DISCREPANCY,
            shipment,
            actor,
            title,
            cast("shapes.PaperFacts", report),
            (issuer, other),
        ),
    ]


def goods_received_facts(
    shipment: Shipment, head: shapes.PaperFacts, remarks: str = ""
) -> goods_shapes.GoodsReceivedFacts:
    """Return what was found when the goods were counted."""
    receipts = _receipts(shipment)
    languages = head["languages"]
    differences = list(_differences(shipment, languages))
    seals = {receipt.seal.value for receipt in receipts if receipt.seal}
    told = [receipt.remarks for receipt in receipts] + [remarks]
    return {
        **head,
        **consignment(shipment, _numbers(shipment)),
        "owner_is": "consignee" if head["owner"]["slug"] == shipment.consignee.slug else "consignor",
        "carrier_names": typed_words(shipment.carrier, languages),
        "clean": not differences,
        "received_on": _last_day(receipts),
        "places": [typed_words(p, languages) for p in dict.fromkeys(r.place for r in receipts) if p],
        "seal_state": _seal(seals),
        "counted": len(shipment.cartons),
        "cartons": len(shipment.cartons),
        "receivers": _receivers(receipts),
        "remarks": [typed_words(text, languages) for text in dict.fromkeys(told) if text],
        "lines": counted_lines(shipment),
        "differences": differences,
        "lots": sorted({content.lot for content in shipment.contents if content.lot}),
    }


def order_closing_papers(shipment: Shipment, actor: Person) -> list[Document]:
    """Order the end-use report, and the thanks of a city that has an office to write them."""
    issuer, other = sides_of(shipment)
    head = head_between(issuer, other, "EU", COPIES)
    title = _title(shipment, issuer)
    facts = end_use_facts(shipment, head)
    ordered = [order(DocumentKind.END_USE, shipment, actor, title, facts, (issuer, other))]
    if issuer.id == shipment.consignee_id:
        office = office_of(issuer)
        letter = head_between(issuer, other, office.series_prefix, COPIES)
        thanks = thanks_facts(shipment, letter)
        sides = (issuer, other)
        ordered.append(order(DocumentKind.THANKS, shipment, actor, title, thanks, sides))
    return ordered


def end_use_facts(shipment: Shipment, head: shapes.PaperFacts) -> goods_shapes.EndUseFacts:
    """Return what became of the goods, as the closing of the file says."""
    return {
        **head,
        **consignment(shipment, _numbers(shipment)),
        "received_on": _last_day(_receipts(shipment)),
        "lines": counted_lines(shipment),
        "used_for": _use(shipment, head["languages"]),
        "handed_to": typed_words(shipment.use.get("handed_to", ""), head["languages"]),
        "people": shipment.use.get("people_reached", 0),
        "settlement": shipment.settlement.value if shipment.settlement else "",
    }


def thanks_facts(shipment: Shipment, head: shapes.PaperFacts) -> letter_shapes.ThanksFacts:
    """Return what the receiving city thanks for: what arrived whole, and when."""
    day = _last_day(_receipts(shipment))
    use = _use(shipment, head["languages"])
    in_both_halves = set(head["languages"]) <= use.keys()
    office = head["office"]
    goods: list[letter_shapes.GivenLine] = []
    units = {line["no"]: line["unit"] for line in lines_of(shipment)}
    for line in counted_lines(shipment):
        if line["good"] != "0":
            given: letter_shapes.GivenLine = {
                "description": line["description"],
                "quantity": line["good"],
                "unit": units[line["no"]],
                "unit_label": line["unit_label"],
                "received_on": day,
            }
            goods.append(given | {"used_for": use} if in_both_halves else given)
    note = _numbers(shipment).get("goods_received", "")
    return {
        **head,
        "ties": ties_of_letter(shipment.consignor, shipment.consignee),
        "contact": {"names": office["names"], "phone": office["phone"], "email": ""},
        "reference": [{"kind": "goods_received", "number": note}] if note else [],
        "goods": goods,
        "received_on": day,
    }


def sides_of(shipment: Shipment) -> tuple[City, City]:
    """Return who issues papers about what arrived, and to whom: the receiving city if it can."""
    if shipment.consignee.office is not None:
        return shipment.consignee, shipment.consignor
    return shipment.consignor, shipment.consignee


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


def _differences(
    shipment: Shipment, languages: Sequence[str]
) -> Iterator[goods_shapes.Difference]:
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


def _receipts(shipment: Shipment) -> Sequence[Receipt]:
    return db.session.scalars(
        select(Receipt).where(Receipt.shipment_id == shipment.id).order_by(Receipt.position)
    ).all()


def _last_day(receipts: Sequence[Receipt]) -> str:
    days = [receipt.counted_on for receipt in receipts]
    return (max(days) if days else clock.now().date()).isoformat()


def _seal(found: set[str]) -> Any:
    return "broken" if "broken" in found else next(iter(found), "")


def _receivers(receipts: Sequence[Receipt]) -> list[shapes.Words]:
    posts = [dict(receipt.received_by.title) for receipt in receipts]
    return [post for n, post in enumerate(posts) if post and post not in posts[:n]]


def _numbers(shipment: Shipment) -> dict[str, str]:
    """Return the newest number of each kind of paper of the consignment."""
    found = db.session.scalars(
        select(Document).where(Document.subject_id == shipment.id).order_by(Document.created_at)
    )
    return {paper.kind.value: paper.number for paper in found}


def _use(shipment: Shipment, languages: Sequence[str]) -> shapes.Words:
    """Return what the goods were used for, in the languages it was written in."""
    said = shipment.use.get("end_use", ""), shipment.use.get("end_use_partner", "")
    words: shapes.Words = {}
    for text in said:
        words |= {lang: one for lang, one in typed_words(text, languages).items() if lang not in words}
    return words


def _title(shipment: Shipment, issuer: City) -> str:
    own = issuer.id == shipment.consignor_id
    return shipment.title if own else shipment.title_partner or shipment.title


