"""Two counts of one carton that differ: both kept, shown to both sides, and one chosen."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import (
    CartonContent,
    Chosen,
    Count,
    CountConflict,
    Person,
    Receipt,
    Shipment,
    ShipmentState,
    db,
)
from exchange.workflows.engine import Inputs, Told

FIGURES = ("good", "damaged", "short", "over", "expired", "refused", "reason")


def no_open_conflict(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Nobody signs while two counts of one carton wait for a choice."""
    waiting = conflicts_of(shipment)
    if not waiting:
        return None
    cartons = {
        carton.position
        for carton in shipment.cartons
        for one in waiting
        if one.content_id in {content.id for content in carton.contents}
    }
    return UnmetCondition(
        "counted_twice",
        N_("Choose between the two counts of these cartons first: %(cartons)s."),
        {"cartons": ", ".join(map(str, sorted(cartons)))},
    )


def something_to_choose(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """There are two counts to choose between."""
    if conflicts_of(shipment):
        return None
    return UnmetCondition("no_conflict", N_("No carton was counted twice with different results."))


def something_counted(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """What nobody counted yet is not counted again."""
    if any(content.count is not None for content in shipment.contents):
        return None
    return UnmetCondition("nothing_counted_yet", N_("Nothing is counted yet."))


def conflicts_of(shipment: Shipment) -> list[CountConflict]:
    """Return the pairs of counts that wait for a choice."""
    return list(
        db.session.scalars(
            select(CountConflict).where(
                CountConflict.shipment_id == shipment.id, CountConflict.settled_at.is_(None)
            )
        )
    )


def differs(standing: Count, found: Mapping[str, Any]) -> bool:
    """Say whether a count found something else than the one that stands; words do not matter."""
    return any(getattr(standing, name) != found[name] for name in FIGURES[:-1])


def keep_both(
    shipment: Shipment, content: CartonContent, receipt: Receipt, found: Mapping[str, Any]
) -> CountConflict:
    """Return a row that holds what stands and what came later."""
    standing = content.count
    return CountConflict(
        shipment_id=shipment.id,
        content_id=content.id,
        receipt=receipt,
        dispatched=content.quantity,
        first={name: getattr(standing, name) for name in FIGURES}
        | {"receipt": str(getattr(standing, "receipt_id", ""))},
        **{name: found[name] for name in FIGURES},
    )


def choose(shipment: Shipment, actor: Person, inputs: Inputs) -> Told:
    """Let one of two counts stand; once it is signed for, only the first can."""
    found = [one for one in conflicts_of(shipment) if one.id == inputs["conflict"]]
    if not found:
        raise NotReady(UnmetCondition("no_such_conflict", N_("There are no such two counts.")))
    conflict = found[0]
    if inputs["chosen"] is Chosen.OTHER:
        if shipment.state != ShipmentState.RECEIVING:
            raise NotReady(
                UnmetCondition(
                    "signed_already",
                    N_("It is signed for: only the count that was signed can be chosen now."),
                )
            )
        _let_stand(conflict)
    conflict.chosen, conflict.settled_by_id = inputs["chosen"], actor.id
    conflict.settled_at = clock.now()
    return {"line": conflict.content.line.position}


def _let_stand(conflict: CountConflict) -> None:
    """Let the later count hold; the first one stays, and names the receipt it gave way to."""
    content = conflict.content
    standing = content.count
    assert standing is not None, "two counts differ"  # noqa: S101  # for whoever checks types
    standing.superseded_by_id = conflict.receipt_id
    found = {name: getattr(conflict, name) for name in FIGURES}
    conflict.receipt.counts.append(Count(content=content, dispatched=content.quantity, **found))
