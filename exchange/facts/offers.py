"""The letters of an offer of aid: the offer itself, and the regret where it is not accepted."""

from typing import Any, Final

from exchange.facts.consignment import lines_of
from exchange.facts.letter_shapes import PLAIN, DeclinedFacts, GivenLine, ReliefFacts
from exchange.facts.paper import head_between, header, languages_of, office_of, order
from exchange.facts.shapes import Contact, PaperFacts, Words
from exchange.facts.ties import ties_between
from exchange.facts.words import in_both
from exchange.models import Document, DocumentKind, Person, Shipment

COPIES: Final = 2


def order_offer(shipment: Shipment, actor: Person, said: Any) -> Document:
    """Freeze the letter of offer as it was decided on, and order it."""
    both = languages_of(shipment)
    head = header(shipment, office_of(shipment.consignor).series_prefix, COPIES)
    facts: ReliefFacts = {
        **head,
        **PLAIN,
        "ties": ties_between(shipment.consignor, shipment.consignee),
        "contact": _contact(head),
        "reference": [{"kind": "shipment", "number": shipment.number}],
        "event": in_both(said["event"], said["event_partner"], both),
        "goods": goods_of(shipment),
        "reply_by": said["reply_by"].isoformat() if said["reply_by"] else "",
    }
    return order(DocumentKind.OFFER, shipment, actor, shipment.title, facts)


def order_refusal(shipment: Shipment, actor: Person, said: Any) -> Document:
    """Freeze the consignee's letter that declines the offer, and order it."""
    sides = (shipment.consignee, shipment.consignor)
    head = head_between(*sides, office_of(shipment.consignee).series_prefix, COPIES)
    own, theirs = head["languages"][0], head["languages"][-1]
    message: Words = {}
    if said["message"]:
        message = {theirs: said["message_partner"], own: said["message"]}
    facts: DeclinedFacts = {
        **head,
        **PLAIN,
        "ties": ties_between(*sides),
        "contact": _contact(head),
        "reference": [{"kind": "shipment", "number": shipment.number}],
        "message": message,
        "title": in_both(shipment.title, shipment.title_partner, languages_of(shipment)),
        "starts_on": "",
        "ends_on": "",
        "participants": 0,
        "reason": said["reason"].value,
        "declined": True,
    }
    title = shipment.title_partner or shipment.title
    return order(DocumentKind.REGRET, shipment, actor, title, facts, sides)


def goods_of(shipment: Shipment) -> list[GivenLine]:
    """Return the goods as a letter lists them."""
    return [
        {
            "description": line["description"],
            "quantity": line["quantity"],
            "unit": line["unit"],
            "unit_label": line["unit_label"],
        }
        for line in lines_of(shipment)
    ]


def _contact(head: PaperFacts) -> Contact:
    office = head["office"]
    return {"names": office["names"], "phone": office["phone"], "email": ""}
