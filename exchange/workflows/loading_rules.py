"""How pallets are numbered, and which cartons stand on each."""

from exchange.models import Pallet, Shipment
from exchange.workflows.engine import Inputs
from exchange.workflows.unit_codes import next_sscc

SIZES = ("length_mm", "width_mm", "height_mm")


def load_pallets(shipment: Shipment, inputs: Inputs) -> None:
    """Put the cartons on their pallets, each pallet under a code of its own; the rest stay loose.

    What it weighs is known once somebody said what it weighs empty, and which cartons it bears.
    """
    measured = {one["number"]: one for one in inputs["pallet_units"]}
    placed = [one["pallet"] for one in inputs["packages"] for _ in range(one["cartons"])]
    for n in range(1, inputs["pallets"] + 1):
        said = measured.get(n, {})
        cartons = [box for box, on in zip(shipment.cartons, placed, strict=True) if on == n]
        tare = said.get("tare_g")
        pallet = Pallet(
            position=n,
            sscc=said.get("sscc") or next_sscc(shipment),
            tare_g=inputs["pallet_tare_g"] if tare is None else tare,
            **{name: said.get(name) for name in SIZES},
        )
        if pallet.tare_g is not None and cartons:
            pallet.gross_g = pallet.tare_g + sum(carton.gross_g for carton in cartons)
        shipment.pallet_units.append(pallet)
        for carton in cartons:
            carton.pallet = pallet
