"""What is shown on the pages of a paper too long to be set at once, dealt out beforehand.

Plain JSON, so that a portion can be put aside and set by whichever worker comes to it.
"""

from decimal import Decimal
from typing import Any, TypedDict

from exchange.documents.packing import Totals


class Row(TypedDict):
    """One line of one carton, as it is printed."""

    first: bool  # of its carton: the only row to say what belongs to the whole carton
    ends: bool
    place: str  # "12 / 48"
    sscc: str
    item: int
    lot: str
    expiry: str
    quantity: str
    size: str
    net: str
    gross: str
    height: float  # mm
    tall: bool  # some cell needs more than one line


class Carried(TypedDict):
    """Totals so far, as they are printed."""

    cartons: str
    quantity: str
    volume: str
    net: str
    gross: str


class Leaf(TypedDict):
    """The rows of one page, what came before them and what goes on."""

    rows: list[Row]
    backward: Carried | None
    forward: Carried
    is_below_goods: bool
    is_first: bool
    is_last: bool


class Portion(TypedDict):
    """A few pages of a long manifest: all that is needed to set them."""

    facts: dict[str, Any]  # of the paper, without its cartons
    totals: dict[str, Any]  # of the whole paper, see `kept`
    leaves: list[Leaf]
    opens: bool  # has the goods above its leaves
    closes: bool  # has the signatures below them
    first: int  # number of its first page, from 1
    count: int  # of its pages
    pages: int  # of the whole paper


def kept(totals: Totals) -> dict[str, Any]:
    """Return totals as JSON."""
    return {
        "cartons": totals.cartons,
        "quantities": {unit: str(sum_) for unit, sum_ in totals.quantities.items()},
        "net_kg": str(totals.net_kg),
        "gross_kg": str(totals.gross_kg),
        "volume_m3": str(totals.volume_m3),
    }


def told(totals: dict[str, Any]) -> Totals:
    """Return totals from what `kept` made of them."""
    return Totals(
        totals["cartons"],
        {unit: Decimal(sum_) for unit, sum_ in totals["quantities"].items()},
        Decimal(totals["net_kg"]),
        Decimal(totals["gross_kg"]),
        Decimal(totals["volume_m3"]),
    )
