"""What each step of a claim asks and does: both positions are kept, and what settles it."""

from typing import Final

from exchange import clock, history
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.claims import Step, order_claim_letter
from exchange.models import (
    Claim,
    ClaimPosition,
    Person,
    Settlement,
    Shipment,
    ShipmentLine,
    ShipmentState,
    Stance,
    db,
)
from exchange.workflows.consignment_sides import number_of
from exchange.workflows.engine import Inputs, Told

CAME_TO_NOTHING: Final = frozenset(
    {
        ShipmentState.REJECTED,
        ShipmentState.WITHDRAWN,
        ShipmentState.CANCELLED,
        ShipmentState.REFUSED,
        ShipmentState.RETURNED,
        ShipmentState.DESTROYED,
        ShipmentState.DONATED_LOCALLY,
        ShipmentState.LOST,
        ShipmentState.CLOSED,
    }
)
COUNTED: Final = frozenset({ShipmentState.RECEIVED, ShipmentState.DISPUTED, ShipmentState.CLOSED})


def nothing_on_its_way(claim: Claim, _actor: Person) -> UnmetCondition | None:
    """Another way is agreed on only while no replacement is being sent."""
    sent = claim.replacement
    if sent is None or sent.state in CAME_TO_NOTHING:
        return None
    return UnmetCondition(
        "replacement_under_way",
        N_("The replacement %(number)s is on its way; another way is open once it is cancelled."),
        {"number": sent.number},
    )


def is_replaced(claim: Claim, actor: Person) -> UnmetCondition | None:
    """Goods are sent again only where that was agreed, and once."""
    if claim.settlement is not Settlement.REPLACEMENT:
        return UnmetCondition("other_way_agreed", N_("A replacement was not what was agreed."))
    return nothing_on_its_way(claim, actor)


def something_to_replace(claim: Claim, _actor: Person) -> UnmetCondition | None:
    """What came beside what was sent need not be sent again."""
    if any(line.is_missing for line in claim.lines):
        return None
    return UnmetCondition("nothing_to_replace", N_("Nothing is missing that could be replaced."))


def settles_by_hand(claim: Claim, _actor: Person) -> UnmetCondition | None:
    """A replacement settles the claim by being received, never by anybody's word."""
    if claim.settlement is not Settlement.REPLACEMENT:
        return None
    if claim.replacement is None:
        return UnmetCondition(
            "replacement_not_begun", N_("Begin the replacement: being received, it settles this.")
        )
    return UnmetCondition(
        "replacement_not_received",
        N_("It is settled by itself when the replacement is received: %(number)s."),
        {"number": claim.replacement.number},
    )


def replacement_received(claim: Claim, _actor: Person) -> UnmetCondition | None:
    """The replacement was counted in and signed for."""
    if claim.replacement is not None and claim.replacement.state in COUNTED:
        return None
    return UnmetCondition("not_received", N_("The replacement is not received yet."))


def acknowledge(claim: Claim, actor: Person, inputs: Inputs) -> Told | None:
    """Note that the consignor knows of it."""
    return _say(claim, actor, Stance.ACKNOWLEDGES, inputs["note"])


def agree(claim: Claim, actor: Person, inputs: Inputs) -> Told | None:
    """Note the way agreed on, and owe the consignor's letter of it."""
    claim.settlement = inputs["settlement"]
    claim.replacement = claim.replacement_id = None
    told = _say(claim, actor, Stance.AGREES, inputs["position"])
    if told is None:
        order_claim_letter(claim, actor, Step.AGREED, inputs["position"])
    return told


def contest(claim: Claim, actor: Person, inputs: Inputs) -> Told | None:
    """Keep the consignor's position word for word, and owe its letter."""
    told = _say(claim, actor, Stance.CONTESTS, inputs["position"])
    if told is None:
        order_claim_letter(claim, actor, Step.CONTESTED, inputs["position"])
    return told


def answer(claim: Claim, actor: Person, inputs: Inputs) -> None:
    """Keep what the consignee says to it, word for word."""
    _say(claim, actor, Stance.ANSWERS, inputs["position"])


def give_way(claim: Claim, actor: Person, inputs: Inputs) -> None:
    """The consignee lets the matter rest: what differs is written off."""
    claim.settlement = Settlement.WRITE_OFF
    _say(claim, actor, Stance.GIVES_WAY, inputs["note"])


def replace(claim: Claim, actor: Person, _inputs: Inputs) -> Told:
    """Begin the shipment that replaces what is missing, as a draft with the lines of the claim."""
    shipment = _replacement(claim, actor)
    moved = ("", ShipmentState.DRAFT.value)
    history.append("shipment", shipment, "begin", moved, actor, {"replaces": claim.number})
    db.session.add(shipment)
    claim.replacement, claim.replacement_id = shipment, shipment.id
    return {"number": shipment.number}


def settle(claim: Claim, actor: Person, inputs: Inputs) -> None:
    """Note what was done, and owe the letter that says so."""
    if claim.settlement is Settlement.CARRIER_CLAIM:
        if not inputs["carrier"] or not inputs["carrier_reference"]:
            raise NotReady(
                UnmetCondition(
                    "carrier_missing", N_("Name the carrier and its reference of the claim.")
                )
            )
        for name in ("carrier", "carrier_reference", "carrier_amount"):
            setattr(claim, name, inputs[name])
    claim.settled_at = clock.now()
    order_claim_letter(claim, actor, Step.SETTLED, inputs["note"])


def meet(claim: Claim, actor: Person, _inputs: Inputs) -> None:
    """The replacement has arrived: that settles it."""
    claim.settled_at = clock.now()
    order_claim_letter(claim, actor, Step.SETTLED)


def _say(claim: Claim, actor: Person, stance: Stance, words: str) -> Told | None:
    """Keep a position; return on whose behalf, where the consignee wrote down the consignor's."""
    ours = stance in {Stance.ANSWERS, Stance.GIVES_WAY}
    city = claim.owner_city if ours else claim.partner_city
    on_behalf = actor.city_id != city.id
    db.session.add(
        ClaimPosition(
            claim_id=claim.id,
            position=len(claim.positions) + 1,
            city_id=city.id,
            person_id=actor.id,
            stance=stance,
            settlement=None if stance is Stance.ANSWERS else claim.settlement,
            words=words,
            on_behalf=on_behalf,
            said_at=clock.now(),
        )
    )
    return {"behalf": city.names} if on_behalf else None


def _replacement(claim: Claim, actor: Person) -> Shipment:
    sender = claim.partner_city
    lines = {line.position: line for line in claim.shipment.lines}
    missing: dict[int, int] = {}
    for line in claim.lines:
        if line.is_missing:
            missing[line.line_no] = missing.get(line.line_no, 0) + line.quantity
    return Shipment(
        consignor=sender,
        consignor_id=sender.id,
        consignee=claim.owner_city,
        consignee_id=claim.owner_city_id,
        officer_id=actor.id,
        number=number_of(sender, claim.owner_city),
        title=claim.shipment.title,
        title_partner=claim.shipment.title_partner,
        appeal_reference=claim.number,
        currency=claim.currency,
        state=ShipmentState.DRAFT,
        lines=[
            _again(lines[no], position, quantity)
            for position, (no, quantity) in enumerate(sorted(missing.items()), 1)
        ],
    )


def _again(line: ShipmentLine, position: int, quantity: int) -> ShipmentLine:
    names = (
        *("item", "item_partner", "unit", "origin", "hs_code", "unit_value"),
        *("item_id", "needs", "permit"),
    )
    same = {name: getattr(line, name) for name in names}
    return ShipmentLine(position=position, quantity=quantity, **same)
