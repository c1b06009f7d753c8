"""What an aid shipment must satisfy before it leaves, and what each step does to it."""

from decimal import Decimal

from exchange import clock
from exchange.errors import N_, UnmetCondition
from exchange.facts.shipment_papers import order_shipment_papers
from exchange.models import Person, Shipment, ShipmentLine, ShipmentState
from exchange.policy import owner_is_abroad
from exchange.workflows.answering import answer
from exchange.workflows.catalogued import fill, marks_borne
from exchange.workflows.consignment_sides import number_of, sides_asked, stay_as_begun
from exchange.workflows.engine import Inputs
from exchange.workflows.link_rules import first_link
from exchange.workflows.packing_lint import refuse_stale
from exchange.workflows.partner_cities import other_city

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


def create(actor: Person, inputs: Inputs) -> Shipment:
    """Make a draft with its case number: of the actor's city, or of one that keeps no office.

    A city without an office knows of what another writes for it from the beginning.
    """
    consignor, consignee = sides_asked(actor, inputs)
    shipment = Shipment(
        consignor=consignor,
        consignor_id=consignor.id,
        consignee=consignee,
        consignee_id=consignee.id,
        officer_id=actor.id,
        number=number_of(consignor, consignee),
        state=ShipmentState.DRAFT,
        shared_at=None if actor.city_id == consignor.id else clock.now(),
    )
    edit(shipment, actor, inputs)
    return shipment


def edit(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Write the draft anew from what was sent."""
    stay_as_begun(shipment, inputs)
    consignee = other_city(inputs["consignee"], shipment.consignor_id)
    shipment.consignee, shipment.consignee_id = consignee, consignee.id
    for name in ("title", "title_partner", "appeal_reference", "appeal_on", "currency"):
        setattr(shipment, name, inputs[name])
    earlier = {line.position: line for line in shipment.lines}
    shipment.lines = [_line(earlier.get(n), n, said) for n, said in enumerate(inputs["lines"], 1)]
    fill(shipment, shipment.lines, inputs["lines"])
    answer(shipment, inputs)


def keep_remarks(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Keep what the decider said, for the officer to read."""
    shipment.decision_note = (
        inputs.get("remarks") or inputs.get("reason") or inputs.get("note", "")
    )


def dispatch(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Hand over to the carrier, freeze all papers as the goods left, and owe their rendering.

    What a city without an office here sends has papers of its own, which come with the goods.
    """
    marks_borne(shipment, inputs)
    refuse_stale(shipment, inputs["carrier"], inputs["eta"])
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
    if not owner_is_abroad(shipment):
        order_shipment_papers(shipment, actor, first_link(shipment, actor))


def arrive(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Note when it arrived."""
    shipment.arrived_at = inputs["arrived_at"] or clock.now()


def _amount(money: Decimal | None) -> str:
    return "" if money is None else f"{money.normalize():f}"


def _line(earlier: ShipmentLine | None, position: int, said: Inputs) -> ShipmentLine:
    """Write the earlier line of that number anew: two of one number can never be."""
    line = earlier or ShipmentLine(position=position)
    for name, value in said.items():
        if name == "item_code":
            continue  # `fill` finds the item
        setattr(line, name, value)
    return line
