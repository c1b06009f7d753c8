"""A shipment that has not arrived by its day: noticed once for each day that was promised."""

from datetime import date

from exchange import clock
from exchange.errors import N_, UnmetCondition
from exchange.models import Person, Shipment
from exchange.workflows.engine import Inputs, Told


def is_late(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Its day of arrival is over where it is awaited, and that was not noted yet."""
    if missed(shipment) is not None:
        return None
    return UnmetCondition("not_late", N_("It is not late, or that is noted already."))


def note_late(shipment: Shipment, _actor: Person, _inputs: Inputs) -> Told:
    """Note for which day it was late; another day given since is watched anew."""
    day = missed(shipment)
    shipment.late_noted_for = day
    return {"eta": str(day)}


def missed(shipment: Shipment) -> date | None:
    """Return the day of arrival that is over and was not noted as missed."""
    over = shipment.eta is not None and shipment.eta < clock.today(shipment.consignee.timezone)
    return shipment.eta if over and shipment.late_noted_for != shipment.eta else None
