"""What stands on a pallet, and what handling units add up to, in whole numbers throughout."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final, NamedTuple

from exchange.facts import goods_shapes
from exchange.facts.figures import decimals
from exchange.models import Carton, Pallet, Shipment

TO: Final = "\N{EN DASH}"


class RolledUp(NamedTuple):
    """What leaves: the cartons alone, and as it is lifted, on its pallets."""

    net_g: int
    gross_g: int
    volume_mm3: int
    loaded_g: int
    loaded_mm3: int


def rolled_up(cartons: Iterable[Carton], pallets: Iterable[Pallet]) -> RolledUp:
    """Return what they add up to; a pallet stands for the cartons on it."""
    boxes, lifted = list(cartons), list(pallets)
    loose = [one for one in boxes if one.pallet is None]
    return RolledUp(
        net_g=sum(one.net_g for one in boxes),
        gross_g=sum(one.gross_g for one in boxes),
        volume_mm3=sum(map(volume_of, boxes)),
        loaded_g=sum(one.gross_g for one in lifted) + sum(one.gross_g for one in loose),
        loaded_mm3=sum(one.volume_mm3 for one in lifted) + sum(map(volume_of, loose)),
    )


def volume_of(carton: Carton) -> int:
    """Return the room a carton takes, in mm³."""
    return carton.length_mm * carton.width_mm * carton.height_mm


def pallet_labels(shipment: Shipment) -> list[goods_shapes.Label]:
    """Return a label for each pallet that has a row."""
    return [
        {
            "n": pallet.position,
            "sscc": pallet.sscc,
            "gross_kg": decimals(pallet.gross_g, 3),
            "size": [
                decimals(size, 1) for size in (pallet.length_mm, pallet.width_mm, pallet.height_mm)
            ],
            "contents": [],
            "cartons": cartons_on(pallet, shipment.cartons),
        }
        for pallet in shipment.pallet_units
    ]


def cartons_on(pallet: Pallet, cartons: Iterable[Carton]) -> str:
    """Return the numbers of the cartons that stand on it."""
    return spans(one.position for one in cartons if one.pallet is pallet)


def spans(numbers: Iterable[int]) -> str:
    """Write whole numbers in order as people do, runs of them by their ends."""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(sorted(numbers)), lambda one: one[1] - one[0])
    ]
    return ", ".join(str(a[0]) if len(a) == 1 else f"{a[0]}{TO}{a[-1]}" for a in runs)
