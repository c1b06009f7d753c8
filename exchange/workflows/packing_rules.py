"""How the lines go into cartons, each under a code of its own, and out of them again."""

from sqlalchemy import select

from exchange import numbering
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.shipment_papers import SSCC_SERIES
from exchange.models import (
    Carton,
    CartonContent,
    City,
    Person,
    Shipment,
    ShipmentLine,
    ShipmentState,
    db,
)
from exchange.policy import owner_is_abroad
from exchange.workflows.answering import is_answer
from exchange.workflows.engine import Inputs


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
    shipment.pallets, shipment.pallet_tare_g = inputs["pallets"], inputs["pallet_tare_g"]
    given = _given(shipment, inputs)
    for n, package in enumerate(inputs["packages"]):
        for _ in range(package["cartons"]):
            sscc = given[n].pop(0) if given[n] else _next_sscc(shipment)
            shipment.cartons.append(_carton(shipment, package, lines, sscc))
    if (unmet := fully_packed(shipment, _actor)) is not None:
        raise NotReady(unmet)


def unpack(shipment: Shipment, _actor: Person, _inputs: Inputs) -> None:
    """Take everything out again; its SSCCs are never used a second time."""
    shipment.cartons.clear()
    shipment.pallets, shipment.pallet_tare_g = 0, None


def _given(shipment: Shipment, inputs: Inputs) -> list[list[str]]:
    """Return the codes the cartons bear already, package by package, or refuse them.

    Only a city that keeps no office here labels its cartons before we hear of them. A code of the
    office's own range is refused: it would be given again.
    """
    given: list[list[str]] = [package["ssccs"].split() for package in inputs["packages"]]
    codes = [code for some in given for code in some]
    if not codes:
        return given
    if not owner_is_abroad(shipment):
        raise NotReady(
            UnmetCondition("own_codes", N_("This office gives its cartons their codes itself."))
        )
    if any(
        len(some) > package["cartons"]
        for some, package in zip(given, inputs["packages"], strict=True)
    ):
        raise NotReady(UnmetCondition("too_many_codes", N_("There are more codes than cartons.")))
    prefix = numbering.SSCC_EXTENSION + _company_prefix(shipment)
    taken = set(db.session.scalars(select(Carton.sscc).where(Carton.sscc.in_(codes))))
    wrong = sorted(
        {one for one in codes if codes.count(one) > 1 or one in taken or one.startswith(prefix)}
    )
    if wrong:
        raise NotReady(
            UnmetCondition(
                "codes_taken",
                N_("These codes are taken, or are not the sender's: %(codes)s."),
                {"codes": ", ".join(wrong)},
            )
        )
    return given


def _carton(
    shipment: Shipment, package: Inputs, lines: dict[int, ShipmentLine], sscc: str
) -> Carton:
    carton = Carton(
        position=len(shipment.cartons) + 1,
        sscc=sscc,
        **{
            name: package[name]
            for name in ("length_mm", "width_mm", "height_mm", "net_g", "gross_g", "pallet")
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


def _next_sscc(shipment: Shipment) -> str:
    serial = numbering.next_number(_coding(shipment), SSCC_SERIES, 0)
    return numbering.sscc(_company_prefix(shipment), serial)


def _company_prefix(shipment: Shipment) -> str:
    office = _coding(shipment).office
    if office is None or not office.company_prefix:
        raise NotReady(
            UnmetCondition("no_company_prefix", N_("The office has no GS1 company prefix."))
        )
    return office.company_prefix


def _coding(shipment: Shipment) -> City:
    """Return the city whose office gives cartons their codes: who sends, or else who receives."""
    return shipment.consignee if owner_is_abroad(shipment) else shipment.consignor
