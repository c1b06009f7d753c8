"""Where shipments and claims meet: a difference opens one, a replacement settles one."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from exchange import clock, history, numbering
from exchange.errors import N_, UnmetCondition
from exchange.facts.claims import Step, order_claim_letter
from exchange.models import (
    DONE,
    Claim,
    ClaimCause,
    ClaimLine,
    ClaimState,
    Difference,
    Document,
    DocumentKind,
    Person,
    Shipment,
    db,
)
from exchange.workflows.engine import DECLARED, Inputs, Told
from exchange.workflows.perform import BEGIN, follow
from exchange.workflows.telling import tell_of

KIND: Final = "claim"
SERIES: Final = "CL"
Found = Counter[tuple[int, Difference]]


def no_open_claim(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Nothing closes while the cities have not done with a difference."""
    waiting = [claim.number for claim in claims_of(shipment) if claim.state not in DONE]
    if not waiting:
        return None
    return UnmetCondition(
        "open_claim",
        N_("A claim is not settled yet: %(numbers)s."),
        {"numbers": ", ".join(waiting)},
    )


def claims_of(shipment: Shipment) -> list[Claim]:
    """Return the claims of a shipment, oldest first."""
    return list(
        db.session.scalars(
            select(Claim).where(Claim.shipment_id == shipment.id).order_by(Claim.created_at)
        )
    )


def open_claim(
    shipment: Shipment, actor: Person, cause: ClaimCause, papers: Sequence[Document] = ()
) -> Told | None:
    """Open a claim of what differs and no earlier claim is about; none where there is nothing.

    It has a history of its own and, where the consignee has an office to write it, its letter,
    which encloses the report of differences among `papers`.
    """
    new = differing(shipment) - claimed(shipment)
    if not new:
        return None
    owner, partner = shipment.consignee, shipment.consignor
    keeper = owner if owner.office else partner
    lines = {line.position: line for line in shipment.lines}
    claim = Claim(
        number=numbering.numbered(keeper, SERIES, clock.today(keeper.timezone).year),
        title=shipment.title_partner or shipment.title,
        title_partner=shipment.title,
        shipment=shipment,
        shipment_id=shipment.id,
        owner_city=owner,
        owner_city_id=owner.id,
        partner_city=partner,
        partner_city_id=partner.id,
        numbered_by_id=keeper.id,
        cause=cause,
        currency=shipment.currency,
        state=ClaimState.OPENED,
        shared_at=clock.now(),
        lines=[
            ClaimLine(
                position=position,
                line_no=no,
                difference=difference,
                item=lines[no].item,
                item_partner=lines[no].item_partner,
                quantity=quantity,
                unit=lines[no].unit,
                unit_value=lines[no].unit_value,
            )
            for position, ((no, difference), quantity) in enumerate(sorted(new.items()), 1)
        ],
    )
    told = {"shipment": shipment.number, "cause": cause.value}
    event = history.append(KIND, claim, BEGIN, ("", claim.state.value), actor, told)
    db.session.add(claim)
    reports = [one.number for one in papers if one.kind is DocumentKind.DISCREPANCY]
    order_claim_letter(claim, actor, Step.NOTICE, enclosed=reports)
    tell_of(DECLARED[KIND], claim, event, actor)
    return {"claim": claim.number}


def settle_replaced(shipment: Shipment, actor: Person, _inputs: Inputs) -> None:
    """Settle the claim this shipment was sent to replace the goods of, if it was."""
    claim = db.session.scalar(select(Claim).where(Claim.replacement_id == shipment.id))
    if claim is not None and claim.state is ClaimState.AGREED:
        follow(KIND, claim.id, "meet", actor=actor)


def differing(shipment: Shipment) -> Found:
    """Return what differs by the counts that hold, line by line and class by class."""
    found: Found = Counter()
    for content in shipment.contents:
        for one in Difference if content.count else ():
            if quantity := getattr(content.count, one.value):
                found[content.line.position, one] += quantity
    return found


def claimed(shipment: Shipment) -> Found:
    """Return what claims were opened about so far."""
    found: Found = Counter()
    for claim in claims_of(shipment):
        for line in claim.lines:
            found[line.line_no, line.difference] += line.quantity
    return found
