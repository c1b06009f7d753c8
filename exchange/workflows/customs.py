"""The rows of a consignment at customs: on its way in, held there, or turned away for good."""

from exchange.models import ShipmentState
from exchange.permissions import Permission
from exchange.schemas.customs import DonatedLocally, StoppedByCustoms
from exchange.schemas.distribution import Closing
from exchange.schemas.inputs import Note
from exchange.workflows import customs_rules as rules
from exchange.workflows.engine import Transition, row
from exchange.workflows.way_rules import papers_for

P, S = Permission, ShipmentState
UNDER_WAY = frozenset({S.DISPATCHED, S.IN_TRANSIT})
STOPPED = frozenset({S.AT_CUSTOMS, S.HELD})
TURNED_AWAY = frozenset({S.REFUSED_ENTRY})


def customs_rows() -> tuple[Transition, ...]:
    """Return the rows from reaching customs to what becomes of goods that are refused entry."""
    return (
        row("reach_customs", UNDER_WAY, S.AT_CUSTOMS, P.SHIPMENT_TRACK, inputs=Note),
        row(
            "hold",
            frozenset({S.AT_CUSTOMS}),
            S.HELD,
            P.SHIPMENT_TRACK,
            inputs=StoppedByCustoms,
            aside=True,
        ),
        row(
            "release",
            frozenset({S.HELD}),
            S.AT_CUSTOMS,
            P.SHIPMENT_TRACK,
            inputs=Note,
            guards=(papers_for("released"),),
        ),
        row(
            "refuse_entry",
            STOPPED,
            S.REFUSED_ENTRY,
            P.SHIPMENT_TRACK,
            inputs=StoppedByCustoms,
            aside=True,
        ),
        row("send_back", TURNED_AWAY, S.RETURNED, P.SHIPMENT_TRACK, inputs=Note),
        row("destroy", TURNED_AWAY, S.DESTROYED, P.SHIPMENT_TRACK, inputs=StoppedByCustoms),
        row(
            "donate_locally",
            TURNED_AWAY,
            S.DONATED_LOCALLY,
            P.SHIPMENT_TRACK,
            inputs=DonatedLocally,
            effect=rules.donate_locally,
        ),
        row(
            "close",
            frozenset({S.RETURNED, S.DESTROYED, S.DONATED_LOCALLY}),
            S.CLOSED,
            P.SHIPMENT_CLOSE,
            inputs=Closing,
            effect=rules.close_uncounted,
        ),
    )
