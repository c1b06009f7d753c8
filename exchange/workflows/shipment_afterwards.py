"""What may be done with a shipment beside its way: corrections, reports of use, publishing."""

from typing import Any

from exchange.models import ShipmentState
from exchange.permissions import Permission
from exchange.schemas.distribution import Recount, Retraction, UseReport
from exchange.schemas.inputs import Reason
from exchange.workflows import correcting, distributing
from exchange.workflows.engine import Transition, row

P = Permission
S = ShipmentState
COUNTED = "received disputed lost closed"


def _stays(action: str, names: str, permission: P, **more: Any) -> tuple[Transition, ...]:
    """Write a row for each state an action leaves as it is."""
    return tuple(
        row(action, frozenset({S(state)}), S(state), permission, aside=True, **more)
        for state in names.split()
    )


AFTERWARDS = (
    row(
        "reopen",
        frozenset({S.CLOSED}),
        S.RECEIVING,
        P.SHIPMENT_REOPEN,
        inputs=Reason,
        guards=(correcting.was_counted,),
        aside=True,
        step_up=True,
        reopens=True,
    ),
    row(
        "correct",
        frozenset({S.RECEIVING}),
        S.RECEIVING,
        P.SHIPMENT_CORRECT,
        inputs=Recount,
        guards=(correcting.was_counted,),
        effect=correcting.correct,
        aside=True,
    ),
    *_stays(
        "report_use",
        COUNTED,
        P.SHIPMENT_REPORT_USE,
        inputs=UseReport,
        guards=(distributing.something_good,),
        effect=distributing.report_use,
    ),
    *_stays(
        "retract_use",
        f"receiving {COUNTED}",
        P.SHIPMENT_REPORT_USE,
        inputs=Retraction,
        guards=(distributing.something_reported,),
        effect=distributing.retract_use,
    ),
    *_stays(
        "publish",
        COUNTED,
        P.SHIPMENT_PUBLISH,
        guards=(distributing.not_published,),
        effect=distributing.publish,
    ),
    *_stays(
        "unpublish",
        f"receiving {COUNTED}",
        P.SHIPMENT_PUBLISH,
        guards=(distributing.is_published,),
        effect=distributing.unpublish,
    ),
)
