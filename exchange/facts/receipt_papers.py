"""The papers after arrival: received note, differences, end use, and the letter of thanks."""

from collections.abc import Sequence
from typing import Any, Final, cast

from exchange.facts import goods_shapes, shapes
from exchange.facts.counted import (
    as_sent,
    counted_lines,
    differences_of,
    last_day,
    papers_of,
    receipts_of,
    use_of,
)
from exchange.facts.paper import head_between, office_of, order
from exchange.facts.photos import photos_for_paper
from exchange.facts.spoken import typed_words
from exchange.facts.thanks import thanks_facts
from exchange.models import City, Document, DocumentKind, Person, Receipt, Shipment

COPIES: Final = 2


def order_receipt_papers(shipment: Shipment, actor: Person, remarks: str = "") -> list[Document]:
    """Order the goods received note, and a discrepancy report where something is amiss."""
    issuer, other = sides_of(shipment)
    head = head_between(issuer, other, "GR", COPIES)
    facts = goods_received_facts(shipment, head, remarks)
    facts["papers"]["goods_received"] = head["number"]
    title = _title(shipment, issuer)
    note = order(DocumentKind.GOODS_RECEIVED, shipment, actor, title, facts, (issuer, other))
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
    receipts = receipts_of(shipment)
    languages = head["languages"]
    differences = list(differences_of(shipment, languages))
    seals = {receipt.seal.value for receipt in receipts if receipt.seal}
    told = [receipt.remarks for receipt in receipts] + [remarks]
    return {
        **head,
        **as_sent(shipment),
        "owner_is": "consignee"
        if head["owner"]["slug"] == shipment.consignee.slug
        else "consignor",
        "carrier_names": typed_words(shipment.carrier, languages),
        "clean": not differences,
        "received_on": last_day(receipts),
        "places": [
            typed_words(p, languages) for p in dict.fromkeys(r.place for r in receipts) if p
        ],
        "seal_state": _seal(seals),
        "counted": len(shipment.cartons),
        "cartons": len(shipment.cartons),
        "receivers": _receivers(receipts),
        "remarks": [typed_words(text, languages) for text in dict.fromkeys(told) if text],
        "lines": counted_lines(shipment),
        "differences": differences,
        "lots": sorted({content.lot for content in shipment.contents if content.lot}),
        "photos": photos_for_paper(shipment),
    }


def order_closing_papers(shipment: Shipment, actor: Person) -> list[Document]:
    """Order the end-use report, and the thanks of a city that has an office to write them.

    There is a report where the closing says who got the goods or how many they reached.
    """
    issuer, other = sides_of(shipment)
    title = _title(shipment, issuer)
    ordered = []
    if shipment.use.get("handed_to") or shipment.use.get("people_reached"):
        facts = end_use_facts(shipment, head_between(issuer, other, "EU", COPIES))
        ordered = [order(DocumentKind.END_USE, shipment, actor, title, facts, (issuer, other))]
    if issuer.id == shipment.consignee_id:
        office = office_of(issuer)
        letter = head_between(issuer, other, office.series_prefix, COPIES)
        thanks = thanks_facts(shipment, letter)
        sides = (issuer, other)
        ordered.append(order(DocumentKind.THANKS, shipment, actor, title, thanks, sides))
    return ordered


def end_use_facts(shipment: Shipment, head: shapes.PaperFacts) -> goods_shapes.EndUseFacts:
    """Return what became of the goods, as the closing of the file says.

    Photos that the papers of the receipt show are not shown again.
    """
    shown = {one["n"] for paper in papers_of(shipment) for one in paper.facts.get("photos", [])}
    return {
        **head,
        **as_sent(shipment),
        "received_on": last_day(receipts_of(shipment)),
        "lines": counted_lines(shipment),
        "used_for": use_of(shipment, head["languages"]),
        "handed_to": typed_words(shipment.use.get("handed_to", ""), head["languages"]),
        "people": shipment.use.get("people_reached", 0),
        "settlement": shipment.settlement.value if shipment.settlement else "",
        "photos": photos_for_paper(shipment, without=shown),
    }


def sides_of(shipment: Shipment) -> tuple[City, City]:
    """Return who issues papers about what arrived, and to whom: the receiving city if it can."""
    if shipment.consignee.office is not None:
        return shipment.consignee, shipment.consignor
    return shipment.consignor, shipment.consignee


def _seal(found: set[str]) -> Any:
    return "broken" if "broken" in found else next(iter(found), "")


def _receivers(receipts: Sequence[Receipt]) -> list[shapes.Words]:
    posts = [dict(receipt.received_by.title) for receipt in receipts]
    return [post for n, post in enumerate(posts) if post and post not in posts[:n]]


def _title(shipment: Shipment, issuer: City) -> str:
    own = issuer.id == shipment.consignor_id
    return shipment.title if own else shipment.title_partner or shipment.title
