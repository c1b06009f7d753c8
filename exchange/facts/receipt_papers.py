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
from exchange.facts.distribution import given_out, people_of, receivers_of, settled_by
from exchange.facts.editions import as_edition, newest, says_the_same
from exchange.facts.paper import head_between, office_of, order
from exchange.facts.photos import photos_for_paper
from exchange.facts.spoken import typed_words
from exchange.facts.thanks import thanks_facts
from exchange.models import City, Document, DocumentKind, Person, Receipt, Shipment

COPIES: Final = 2
REPORTED: Final = ("lines", "used_for", "handed_to", "people", "received_on", "settlement")


def order_receipt_papers(shipment: Shipment, actor: Person, remarks: str = "") -> list[Document]:
    """Order the goods received note, and a discrepancy report where something is amiss."""
    issuer, other = sides_of(shipment)
    before = newest(shipment.id, DocumentKind.GOODS_RECEIVED)
    if before is not None and all(r.signed_at <= before.created_at for r in receipts_of(shipment)):
        return []  # nothing was counted since
    head = as_edition(head_between(issuer, other, "GR", COPIES), before)
    facts = goods_received_facts(shipment, head, remarks)
    facts["papers"]["goods_received"] = head["number"]
    title = _title(shipment, issuer)
    note = order(DocumentKind.GOODS_RECEIVED, shipment, actor, title, facts, (issuer, other))
    if facts["clean"]:
        return [note]
    reported = newest(shipment.id, DocumentKind.DISCREPANCY)
    report = {**facts, **as_edition(head_between(issuer, other, "DR", COPIES), reported)}
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
        "receivers": _receivers(receipts, languages),
        "remarks": [typed_words(text, languages) for text in dict.fromkeys(told) if text],
        "lines": counted_lines(shipment),
        "differences": differences,
        "lots": sorted({content.lot for content in shipment.contents if content.lot}),
        "photos": photos_for_paper(shipment),
    }


def order_closing_papers(shipment: Shipment, actor: Person) -> list[Document]:
    """Order the end-use report, and the thanks of a city that has an office to write them.

    There is a report where rows say who was given what. What says the same as before stays.
    """
    issuer, other = sides_of(shipment)
    title = _title(shipment, issuer)
    ordered = []
    if given_out(shipment):
        reported = newest(shipment.id, DocumentKind.END_USE)
        head = as_edition(head_between(issuer, other, "EU", COPIES), reported)
        facts = end_use_facts(shipment, head)
        if not says_the_same(reported, facts, REPORTED):
            ordered = [order(DocumentKind.END_USE, shipment, actor, title, facts, (issuer, other))]
    if issuer.id == shipment.consignee_id:
        office = office_of(issuer)
        written = newest(shipment.id, DocumentKind.THANKS)
        letter = as_edition(head_between(issuer, other, office.series_prefix, COPIES), written)
        thanks = thanks_facts(shipment, letter)
        sides = (issuer, other)
        if not says_the_same(written, thanks, ("goods",)):
            ordered.append(order(DocumentKind.THANKS, shipment, actor, title, thanks, sides))
    return ordered


def end_use_facts(shipment: Shipment, head: shapes.PaperFacts) -> goods_shapes.EndUseFacts:
    """Return what became of the goods, as the reports of their use and the closing say.

    Photos that the papers of the receipt show are not shown again.
    """
    shown = {one["n"] for paper in papers_of(shipment) for one in paper.facts.get("photos", [])}
    return {
        **head,
        **as_sent(shipment),
        "received_on": last_day(receipts_of(shipment)),
        "lines": counted_lines(shipment),
        "used_for": use_of(shipment, head["languages"]),
        "handed_to": receivers_of(shipment, head["languages"]),
        "people": people_of(shipment),
        "settlement": settled_by(shipment),
        "photos": photos_for_paper(shipment, without=shown),
    }


def sides_of(shipment: Shipment) -> tuple[City, City]:
    """Return who issues papers about what arrived, and to whom: the receiving city if it can."""
    if shipment.consignee.office is not None:
        return shipment.consignee, shipment.consignor
    return shipment.consignor, shipment.consignee


def _seal(found: set[str]) -> Any:
    return "broken" if "broken" in found else next(iter(found), "")


def _receivers(receipts: Sequence[Receipt], languages: Sequence[str]) -> list[shapes.Words]:
    """Return who counted: the post of somebody with an account, the name a guest signed with."""
    told = [
        typed_words(one.signed_name, languages) if one.signed_name else dict(one.received_by.title)
        for one in receipts
    ]
    return [one for n, one in enumerate(told) if one and one not in told[:n]]


def _title(shipment: Shipment, issuer: City) -> str:
    own = issuer.id == shipment.consignor_id
    return shipment.title if own else shipment.title_partner or shipment.title
