"""The rows that tell of the way of a consignment: they move nothing, they say what is known."""

from exchange.models import ShipmentState
from exchange.permissions import Permission
from exchange.schemas.way import BorderPaperInput, Way, WayEvents
from exchange.workflows import late_rules
from exchange.workflows import way_rules as rules
from exchange.workflows.engine import Transition, row

P, S = Permission, ShipmentState
PLANNED = (S.PACKED, S.DISPATCHED, S.IN_TRANSIT, S.AT_CUSTOMS, S.HELD)
TRAVELLING = (*PLANNED[1:], S.ARRIVED)


def way_rows() -> tuple[Transition, ...]:
    """Return the rows by which legs, events, papers and a day that is over are noted.

    Before it leaves the partner knows nothing of it, so whoever packs it notes them.
    """
    told = (
        ("plan_way", PLANNED, Way, rules.plan_way),
        ("note_event", TRAVELLING, WayEvents, rules.note_event),
        ("note_paper", PLANNED, BorderPaperInput, rules.note_paper),
    )
    noticed = tuple(
        row(
            "note_late",
            frozenset({state}),
            state,
            P.CASE_ESCALATE,
            guards=(late_rules.is_late,),
            effect=late_rules.note_late,
            aside=True,
        )
        for state in PLANNED[1:]
    )
    return noticed + tuple(
        row(
            action,
            frozenset({state}),
            state,
            P.SHIPMENT_PACK if state is S.PACKED else P.SHIPMENT_TRACK,
            inputs=inputs,
            effect=effect,
            aside=True,
        )
        for action, states, inputs, effect in told
        for state in states
    )
