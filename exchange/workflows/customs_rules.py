"""What becomes of goods that customs turned away."""

from exchange.models import Person, Shipment
from exchange.workflows.engine import Inputs


def donate_locally(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Keep who was given the goods where they were stopped."""
    shipment.use = {**shipment.use, "handed_to": inputs["handed_to"]}


def close_uncounted(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Close the file of goods that never came in: nothing was counted, so no paper tells of it."""
    shipment.closing_note = f"{inputs['end_use']}\n{inputs['thanks']}"
