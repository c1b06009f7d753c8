"""A file taken up again: counts are superseded by others, and never edited."""

from sqlalchemy import select

from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import Person, Receipt, Shipment, db
from exchange.workflows.distributing import none_given_twice
from exchange.workflows.engine import Inputs
from exchange.workflows.receipt_rules import new_count, new_receipt


def was_counted(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Only what was counted can be counted again: goods that never came in have no counts."""
    if any(content.count for content in shipment.contents):
        return None
    return UnmetCondition("never_counted", N_("Nothing of it was ever counted in."))


def correct(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Count some cartons anew: the new counts hold, the earlier ones stay and name them."""
    receipt = new_receipt(shipment, actor, {**inputs, "remarks": inputs["reason"]})
    receipt.correction = inputs["reason"]
    contents = {
        (carton.position, content.line.position): content
        for carton in shipment.cartons
        for content in carton.contents
        if content.count is not None
    }
    for said in inputs["counts"]:
        content = contents.pop((said["carton"], said["line"]), None)
        if content is None or content.count is None:
            raise NotReady(
                UnmetCondition(
                    "not_to_correct",
                    N_("Carton %(carton)s has no count of line %(line)s to correct, or twice."),
                    {"carton": str(said["carton"]), "line": str(said["line"])},
                )
            )
        content.count.superseded_by_id = receipt.id
        receipt.counts.append(new_count(content, said))
    db.session.add(receipt)
    if (unmet := none_given_twice(shipment)) is not None:
        raise NotReady(unmet)


def receipts_of(shipment: Shipment) -> list[Receipt]:
    """Return the countings of a shipment with their counts, newest first."""
    return list(
        db.session.scalars(
            select(Receipt)
            .where(Receipt.shipment_id == shipment.id)
            .order_by(Receipt.position.desc())
        )
    )
