"""Rows of the table of shipments beside the way: links, counting again, choosing a count."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from exchange.permissions import Permission
from exchange.schemas.receipt_links import CountChosen, LinkOpened, LinkRevoked
from exchange.schemas.shipments import Receiving
from exchange.workflows import conflict_rules as conflicts
from exchange.workflows import link_rules as links
from exchange.workflows import receipt_rules as counting
from exchange.workflows.engine import Transition, row

P = Permission
ON_THE_WAY = "dispatched in_transit at_customs held arrived receiving"
COUNTED = "receiving received disputed lost"


def receiving_rows(states: type[StrEnum]) -> Iterator[Transition]:
    """Yield one row a state for each of them, as they leave the shipment where it stands."""
    yield from _staying(
        states, "open_link", ON_THE_WAY, P.SHIPMENT_LINK, LinkOpened, effect=links.open_link
    )
    yield from _staying(
        states,
        "revoke_link",
        f"{ON_THE_WAY} received disputed lost",
        P.SHIPMENT_LINK,
        LinkRevoked,
        guards=(links.has_link,),
        effect=links.revoke_link,
    )
    yield from _staying(
        states,
        "count_again",
        COUNTED,
        P.SHIPMENT_RECEIVE,
        Receiving,
        guards=(conflicts.something_counted,),
        effect=counting.record,
    )
    yield from _staying(
        states,
        "choose_count",
        COUNTED,
        P.SHIPMENT_CHOOSE_COUNT,
        CountChosen,
        guards=(conflicts.something_to_choose,),
        effect=conflicts.choose,
    )


def _staying(  # a row has all of these
    states: type[StrEnum], action: str, where: str, needs: Permission, asks: Any, **more: Any
) -> Iterator[Transition]:
    for name in where.split():
        state = states(name)
        yield row(action, frozenset({state}), state, needs, inputs=asks, aside=True, **more)
