"""How the lines go into cartons, each under a code of its own, and out of them again."""

from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import (
    Carton,
    CartonContent,
    Person,
    Shipment,
    ShipmentLine,
    ShipmentState,
)
from exchange.workflows.answering import is_answer
from exchange.workflows.engine import Inputs
from exchange.workflows.loading_rules import load_pallets
from exchange.workflows.packing_lint import lint
from exchange.workflows.unit_codes import given_codes, next_sscc


def wanted(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Nothing is packed for a city that did not ask for it or accept it."""
    answers = shipment.appeal_reference or is_answer(shipment)
    if answers or shipment.state == ShipmentState.ACCEPTED:
        return None
    return UnmetCondition(
        "no_appeal", N_("Record the appeal it answers, or offer it and wait for the acceptance.")
    )


def was_accepted(shipment: Shipment) -> bool:
    """Say whether the consignee accepted it as an offer."""
    return shipment.accepted_at is not None


def fully_packed(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Every unit of every line is in exactly one carton."""
    packed: dict[object, int] = {}
    for content in shipment.contents:
        packed[content.line_id] = packed.get(content.line_id, 0) + content.quantity
    wrong = [
        f"{line.item} {packed.get(line.id, 0):,}/{line.quantity:,}"
        for line in shipment.lines
        if packed.get(line.id, 0) != line.quantity
    ]
    if not wrong:
        return None
    return UnmetCondition(
        "not_fully_packed",
        N_("Packed and listed quantities differ: %(lines)s."),
        {"lines": "; ".join(wrong)},
    )


def pack(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Put the lines into numbered cartons, each with its SSCC, and check that all of it fits."""
    lines = {line.position: line for line in shipment.lines}
    given = given_codes(shipment, inputs)
    for n, package in enumerate(inputs["packages"]):
        for _ in range(package["cartons"]):
            sscc = given[n].pop(0) if given[n] else next_sscc(shipment)
            shipment.cartons.append(_carton(shipment, package, lines, sscc))
    load_pallets(shipment, inputs)
    if (unmet := fully_packed(shipment, _actor)) is not None:
        raise NotReady(unmet)
    lint(shipment, warnings_read=inputs["warnings_read"])


def unpack(shipment: Shipment, _actor: Person, _inputs: Inputs) -> None:
    """Take everything out again; its SSCCs are never used a second time."""
    shipment.cartons.clear()
    shipment.pallet_units.clear()


def _carton(
    shipment: Shipment, package: Inputs, lines: dict[int, ShipmentLine], sscc: str
) -> Carton:
    carton = Carton(
        position=len(shipment.cartons) + 1,
        sscc=sscc,
        **{
            name: package[name]
            for name in ("length_mm", "width_mm", "height_mm", "net_g", "gross_g")
        },
    )
    for n, content in enumerate(package["contents"], 1):
        line = lines.get(content["line"])
        if line in [other.line for other in carton.contents]:
            raise NotReady(
                UnmetCondition(
                    "line_twice",
                    N_("Line %(line)s is twice in one carton; give another lot its own line."),
                    {"line": str(content["line"])},
                )
            )
        if line is None:
            raise NotReady(
                UnmetCondition(
                    "no_such_line",
                    N_("There is no line %(line)s."),
                    {"line": str(content["line"])},
                )
            )
        carton.contents.append(
            CartonContent(
                position=n,
                line=line,
                line_id=line.id,
                quantity=content["quantity"],
                lot=content["lot"] or line.lot,
                expiry=content["expiry"] or line.expiry,
            )
        )
    return carton
