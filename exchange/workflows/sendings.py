"""A count sent from a device or a page without an account: the same door, safe against twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from exchange.errors import NotReady, UnmetCondition, WrongState
from exchange.models import CountConflict, Person, Receipt, Shipment, ShipmentState, db
from exchange.workflows.once import Once
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT

SIGNING = ("sign_clean", "sign_with_reservations")
LATE = frozenset({"all_counted", "counted_alike"})


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a sending: the cartons kept twice, and why it could not be signed."""

    shipment: Shipment
    twice: tuple[int, ...]
    unmet: tuple[UnmetCondition, ...]


def take(
    shipment_id: UUID,
    actor: Person,
    payload: Mapping[str, Any],
    signing: str,
    once: Once,
) -> Taken:
    """Count what was sent, then sign if asked; the same sending again gives the same answer.

    `payload` is unchecked. Raises what the door raises; a signature that is not due yet is told
    in the answer, as the count itself was taken.
    """
    shipment = db.session.get_one(Shipment, shipment_id)
    if "start_receiving" in _offered(shipment, actor):
        perform(SHIPMENT, shipment_id, "start_receiving", actor=actor, once=_step(once, "start"))
    if payload.get("counts") or payload.get("rest_as_sent"):
        _count(shipment_id, actor, payload, once)
    unmet = _sign(shipment_id, actor, payload, signing, once) if signing in SIGNING else ()
    shipment = db.session.get_one(Shipment, shipment_id, populate_existing=True)
    return Taken(shipment, _twice(shipment, actor, str(payload.get("sending", ""))), unmet)


def _count(shipment_id: UUID, actor: Person, payload: Mapping[str, Any], once: Once) -> None:
    """Record the count; where others were first, it is kept beside theirs."""
    step = _step(once, "count")
    try:
        perform(SHIPMENT, shipment_id, "record_receipt", actor=actor, payload=payload, once=step)
    except WrongState:
        pass
    except NotReady as refusal:
        if not LATE.issuperset(one.code for one in refusal.unmet):
            raise
    else:
        return
    step = _step(once, "again")
    try:
        perform(SHIPMENT, shipment_id, "count_again", actor=actor, payload=payload, once=step)
    except NotReady as refusal:
        if not LATE.issuperset(one.code for one in refusal.unmet):
            raise


def _sign(
    shipment_id: UUID, actor: Person, payload: Mapping[str, Any], action: str, once: Once
) -> tuple[UnmetCondition, ...]:
    """Sign for the whole; remarks are asked for where something is amiss, and only there."""
    said = {"remarks": payload.get("remarks")} if action == SIGNING[1] else {}
    step = _step(once, "sign")
    try:
        perform(SHIPMENT, shipment_id, action, actor=actor, payload=said, once=step)
    except NotReady as refusal:
        return refusal.unmet
    except WrongState:  # somebody signed already, and nothing is taken from them
        return ()
    return ()


def is_open(shipment: Shipment) -> bool:
    """Say whether there is still something to count or to sign for."""
    return shipment.state not in {
        ShipmentState.RECEIVED,
        ShipmentState.DISPUTED,
        ShipmentState.LOST,
    }


def _offered(shipment: Shipment, actor: Person) -> frozenset[str]:
    return frozenset(one.action for one in SHIPMENT.available_actions(shipment, actor))


def _twice(shipment: Shipment, actor: Person, sending: str) -> tuple[int, ...]:
    """Return the cartons of this sending that somebody else counted otherwise."""
    found = db.session.scalars(
        select(CountConflict.content_id)
        .join(Receipt)
        .where(Receipt.received_by_id == actor.id, Receipt.sending == sending)
    ).all()
    return tuple(
        carton.position
        for carton in shipment.cartons
        if not {content.id for content in carton.contents}.isdisjoint(found)
    )


def _step(once: Once, name: str) -> Once:
    return Once(f"{once.key} {name}", once.request_sha256)
