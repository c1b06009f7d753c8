"""What stands on a pallet, and what handling units add up to, in whole numbers throughout."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from exchange.facts import goods_shapes
from exchange.facts.figures import decimals
from exchange.models import Carton, Pallet

TO: Final = "\N{EN DASH}"


class RolledUp(NamedTuple):
    """What leaves: the cartons alone, and on its pallets; None is what nobody said."""

    net_g: int
    gross_g: int
    volume_mm3: int
    loaded_g: int | None
    loaded_mm3: int | None


def rolled_up(cartons: Iterable[Carton], pallets: Iterable[Pallet]) -> RolledUp:
    """Return what they add up to; a pallet stands for the cartons on it."""
    boxes, lifted = list(cartons), list(pallets)
    loose = [one for one in boxes if one.pallet is None]
    return RolledUp(
        net_g=sum(one.net_g for one in boxes),
        gross_g=sum(one.gross_g for one in boxes),
        volume_mm3=sum(map(volume_of, boxes)),
        loaded_g=_all_of([one.gross_g for one in lifted], sum(one.gross_g for one in loose)),
        loaded_mm3=_all_of([one.volume_mm3 for one in lifted], sum(map(volume_of, loose))),
    )


def volume_of(carton: Carton) -> int:
    """Return the room a carton takes, in mm³."""
    return carton.length_mm * carton.width_mm * carton.height_mm


def pallet_label(pallet: Pallet, sscc: str, cartons: Iterable[Carton]) -> goods_shapes.Label:
    """Return the label of one pallet: the cartons on it, and what it weighs with them.

    It weighs nothing that can be stated while nobody said what an empty pallet weighs.
    """
    loaded = [carton for carton in cartons if carton.pallet is pallet]
    return {
        "n": pallet.position,
        "sscc": sscc,
        "gross_kg": "" if pallet.gross_g is None else decimals(pallet.gross_g, 3),
        "size": [decimals(size, 1) for size in pallet.size_mm or ()],
        "contents": [],
        "cartons": runs_of(carton.position for carton in loaded),
        "cartons_kg": decimals(sum(one.gross_g for one in loaded), 3) if loaded else "",
    }


def cartons_on(pallet: Pallet, cartons: Iterable[Carton]) -> str:
    """Return the numbers of the cartons that stand on it."""
    return spans(one.position for one in cartons if one.pallet is pallet)


def spans(numbers: Iterable[int]) -> str:
    """Write whole numbers in order as people do, runs of them by their ends."""
    return ", ".join(
        str(first) if first == last else f"{first}{TO}{last}"
        for first, last in runs_of(sorted(numbers))
    )


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of rising numbers by their first and last: 1, 2, 3, 8 are 1-3 and 8-8."""
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], n
        else:
            runs.append((n, n))
    return runs


def _all_of(parts: list[int | None], more: int) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) + more if len(known) == len(parts) else None
