"""What an aid shipment must satisfy before it leaves, and what each step does to it."""

from decimal import Decimal

from sqlalchemy import select

from exchange import clock, numbering
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.receipt_papers import order_closing_papers
from exchange.facts.shipment_papers import SSCC_SERIES, order_shipment_papers
from exchange.models import (
    Carton,
    CartonContent,
    Person,
    Shipment,
    ShipmentLine,
    ShipmentState,
    Tie,
    db,
)
from exchange.workflows.engine import Inputs
from exchange.workflows.link_rules import first_link
from exchange.workflows.partner_cities import other_city

SERIES = "AS"
CARRIAGE = (
    "vehicle",
    "container",
    "stacking_limit",
    "named_place",
    "port_of_loading",
    "port_of_discharge",
    "exporter_number",
    "importer_number",
)  # kept as they were typed
USE = ("end_use", "end_use_partner", "handed_to", "people_reached")


def has_lines(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """It says what is sent."""
    if shipment.lines:
        return None
    return UnmetCondition("no_lines", N_("List what is being sent."))


def has_words(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Every item is named in the consignee's language too, as the papers need it."""
    missing = [line.item for line in shipment.lines if not line.item_partner]
    if not missing and shipment.title_partner:
        return None
    return UnmetCondition(
        "words_missing", N_("Give the title and every item in the consignee's language too.")
    )


def tie_or_appeal(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Aid goes to a city with a tie in force, or in answer to an appeal."""
    day = clock.today(shipment.consignor.timezone)
    ties = db.session.scalars(
        select(Tie).where(
            Tie.owner_city_id == shipment.consignor_id,
            Tie.partner_city_id == shipment.consignee_id,
        )
    )
    if shipment.appeal_reference or any(tie.is_in_force(day) for tie in ties):
        return None
    return UnmetCondition("no_tie", N_("There is neither a tie in force nor an appeal."))


def answers_appeal(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Nothing is packed for a city that did not ask for it or accept it."""
    if shipment.appeal_reference:
        return None
    return UnmetCondition(
        "no_appeal", N_("Record the consignee's appeal or acceptance before packing.")
    )


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


def create(actor: Person, inputs: Inputs) -> Shipment:
    """Make a draft of the actor's city, with its case number."""
    city = actor.city
    if city is None:
        raise NotReady(UnmetCondition("no_city", N_("You act for no city.")))
    shipment = Shipment(
        consignor=city,
        consignor_id=city.id,
        officer_id=actor.id,
        number=numbering.numbered(city, SERIES, clock.today(city.timezone).year),
        state=ShipmentState.DRAFT,
    )
    edit(shipment, actor, inputs)
    return shipment


def edit(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Write the draft anew from what was sent."""
    consignee = other_city(inputs["consignee"], shipment.consignor_id)
    shipment.consignee, shipment.consignee_id = consignee, consignee.id
    for name in ("title", "title_partner", "appeal_reference", "appeal_on", "currency"):
        setattr(shipment, name, inputs[name])
    earlier = {line.position: line for line in shipment.lines}
    shipment.lines = [_line(earlier.get(n), n, said) for n, said in enumerate(inputs["lines"], 1)]


def keep_remarks(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Keep what the decider said, for the officer to read."""
    shipment.decision_note = (
        inputs.get("remarks") or inputs.get("reason") or inputs.get("note", "")
    )


def pack(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Put the lines into numbered cartons, each with its SSCC, and check that all of it fits."""
    lines = {line.position: line for line in shipment.lines}
    shipment.pallets = inputs["pallets"]
    for package in inputs["packages"]:
        for _ in range(package["cartons"]):
            shipment.cartons.append(_carton(shipment, package, lines))
    if (unmet := fully_packed(shipment, _actor)) is not None:
        raise NotReady(unmet)


def unpack(shipment: Shipment, _actor: Person, _inputs: Inputs) -> None:
    """Take everything out again; its SSCCs are never used a second time."""
    shipment.cartons.clear()
    shipment.pallets = 0


def dispatch(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Hand over to the carrier, freeze all papers as the goods left, and owe their rendering."""
    for name in ("mode", "carrier", "waybill", "seal", "eta"):
        setattr(shipment, name, inputs[name])
    shipment.carriage = {
        **{name: inputs[name] for name in CARRIAGE},
        "marks": [mark.value for mark in inputs["marks"]],
        "incoterm": inputs["incoterm"].value.upper() if inputs["incoterm"] else "",
        "freight": _amount(inputs["freight"]),
        "insurance": _amount(inputs["insurance"]),
    }
    shipment.dispatched_at = clock.now()
    shipment.shared_at = shipment.shared_at or clock.now()
    order_shipment_papers(shipment, actor, first_link(shipment, actor))


def arrive(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Note when it arrived."""
    shipment.arrived_at = inputs["arrived_at"] or clock.now()


def settle(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Close the file: what the aid did, how a difference was settled, and the papers of it."""
    if shipment.state == ShipmentState.DISPUTED and inputs["settlement"] is None:
        raise NotReady(
            UnmetCondition(
                "unsettled", N_("Say how the difference was settled between the cities.")
            )
        )
    shipment.settlement = inputs["settlement"]
    shipment.closing_note = f"{inputs['end_use']}\n{inputs['thanks']}"
    shipment.use = {name: inputs[name] for name in USE}
    if shipment.state != ShipmentState.LOST:
        order_closing_papers(shipment, actor)


def _amount(money: Decimal | None) -> str:
    return "" if money is None else f"{money.normalize():f}"


def _line(earlier: ShipmentLine | None, position: int, said: Inputs) -> ShipmentLine:
    """Write the earlier line of that number anew: two of one number can never be."""
    line = earlier or ShipmentLine(position=position)
    for name, value in said.items():
        setattr(line, name, value)
    return line


def _carton(shipment: Shipment, package: Inputs, lines: dict[int, ShipmentLine]) -> Carton:
    serial = numbering.next_number(shipment.consignor, SSCC_SERIES, 0)
    carton = Carton(
        position=len(shipment.cartons) + 1,
        sscc=numbering.sscc(_company_prefix(shipment), serial),
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


def _company_prefix(shipment: Shipment) -> str:
    office = shipment.consignor.office
    if office is None or not office.company_prefix:
        raise NotReady(
            UnmetCondition("no_company_prefix", N_("The office has no GS1 company prefix."))
        )
    return office.company_prefix
