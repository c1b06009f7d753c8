"""What stands between an offer of aid and its acceptance, and what each answer does."""

from exchange import clock
from exchange.errors import N_, UnmetCondition
from exchange.facts.offers import order_offer, order_refusal
from exchange.models import Office, Person, Role, Shipment
from exchange.schemas.offers import Finding
from exchange.workflows.engine import Inputs


def review_asked(shipment: Shipment) -> bool:
    """Say whether the rules of the receiving office ask for a donation review."""
    office: Office | None = shipment.consignee.office
    return office is not None and office.donation_review


def to_be_reviewed(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Only where the rules of the office ask for a review is one recorded."""
    if review_asked(shipment):
        return None
    return UnmetCondition(
        "no_review_asked", N_("The rules of this office ask for no donation review.")
    )


def review_is_favourable(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Where a review is asked for it was made, and it speaks for accepting."""
    if not review_asked(shipment):
        return None
    if not shipment.donation_review:
        return UnmetCondition(
            "review_missing", N_("Record first what the donation review committee resolved.")
        )
    if shipment.donation_review["finding"] != Finding.REFUSE:
        return None
    return UnmetCondition(
        "review_against", N_("The donation review committee resolved to refuse it.")
    )


def for_the_director(shipment: Shipment, actor: Person) -> UnmetCondition | None:
    """Where a review is asked for, a director answers."""
    if not review_asked(shipment) or Role.DIRECTOR in actor.parts:
        return None
    return UnmetCondition(
        "for_the_director", N_("After a donation review the director of this city answers.")
    )


def not_own_review(shipment: Shipment, actor: Person) -> UnmetCondition | None:
    """Whoever recorded the review does not answer the offer."""
    if shipment.donation_review.get("recorded_by") != str(actor.id):
        return None
    return UnmetCondition(
        "own_review", N_("You recorded the donation review; somebody else answers the offer.")
    )


def announce(shipment: Shipment, _actor: Person, _inputs: Inputs) -> None:
    """From the announcement on, the consignee knows of it."""
    shipment.shared_at = shipment.shared_at or clock.now()


def offer(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Let the consignee know of it, and owe the letter of offer."""
    shipment.shared_at = shipment.shared_at or clock.now()
    order_offer(shipment, actor, inputs)


def review(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Keep what the committee resolved, and who recorded it; a later one takes its place."""
    shipment.donation_review = {
        "committee": inputs["committee"],
        "resolution": inputs["resolution"],
        "resolved_on": inputs["resolved_on"].isoformat(),
        "finding": inputs["finding"].value,
        "remarks": inputs["remarks"],
        "recorded_by": str(actor.id),
    }


def accept(shipment: Shipment, _actor: Person, _inputs: Inputs) -> None:
    """Note when it was accepted."""
    shipment.accepted_at = clock.now()


def refuse(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Keep why, and owe the letter of regret of an office that can write one."""
    shipment.refusal = inputs["reason"]
    if shipment.consignee.office is not None:
        order_refusal(shipment, actor, inputs)
