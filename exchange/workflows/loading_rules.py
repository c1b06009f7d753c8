"""How cartons are put on pallets: in their order, each on one at most."""

from collections.abc import Sequence

from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import Pallet, Shipment
from exchange.workflows.engine import Inputs
from exchange.workflows.unit_codes import next_sscc


def load_pallets(shipment: Shipment, loads: Sequence[Inputs], codes: Sequence[str]) -> None:
    """Put the next so many cartons on each pallet; what is left over stands on none."""
    asked, there = sum(load["cartons"] for load in loads), len(shipment.cartons)
    if asked > there:
        raise NotReady(
            UnmetCondition(
                "too_many_on_pallets",
                N_("%(asked)s cartons are to stand on pallets, and there are %(there)s."),
                {"asked": str(asked), "there": str(there)},
            )
        )
    left = iter(shipment.cartons)
    for n, (load, code) in enumerate(zip(loads, codes, strict=True), 1):
        cartons = [next(left) for _ in range(load["cartons"])]
        pallet = Pallet(
            position=n,
            sscc=code or next_sscc(shipment),
            gross_g=load["tare_g"] + sum(carton.gross_g for carton in cartons),
            **{name: load[name] for name in ("length_mm", "width_mm", "height_mm", "tare_g")},
        )
        shipment.pallet_units.append(pallet)
        for carton in cartons:
            carton.pallet = pallet
    shipment.pallets = len(loads)
