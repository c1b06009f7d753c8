"""What a letter of thanks says, from a confirmed receipt."""

from exchange.facts import letter_shapes, shapes
from exchange.facts.consignment import lines_of
from exchange.facts.counted import counted_lines, last_day, numbers_of, receipts_of, use_of
from exchange.facts.ties import ties_between
from exchange.models import Shipment


def thanks_facts(shipment: Shipment, head: shapes.PaperFacts) -> letter_shapes.ThanksFacts:
    """Return what the receiving city thanks for: what arrived whole, and when."""
    day = last_day(receipts_of(shipment))
    use = use_of(shipment, head["languages"])
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
    note = numbers_of(shipment).get("goods_received", "")
    return {
        **head,
        "ties": ties_between(shipment.consignor, shipment.consignee),
        "contact": {"names": office["names"], "phone": office["phone"], "email": ""},
        "reference": [{"kind": "goods_received", "number": note}] if note else [],
        "goods": goods,
        "received_on": day,
        **letter_shapes.PLAIN,
    }
