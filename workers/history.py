"""Set an anchor over the heads of all cases that moved."""

from exchange.anchoring import set_anchor
from workers.context import job


@job()
def anchor_history() -> None:
    """Set an anchor; with nothing new since the last one, none is set."""
    set_anchor()
