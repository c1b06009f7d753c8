"""Codes of handling units: the next of the office's own, or those that units bear already."""

from sqlalchemy import select

from exchange import numbering
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.shipment_papers import SSCC_SERIES
from exchange.models import Carton, City, Pallet, Shipment, db
from exchange.policy import owner_is_abroad
from exchange.workflows.engine import Inputs


def given_codes(shipment: Shipment, inputs: Inputs) -> list[list[str]]:
    """Return the codes cartons bear already, package by package; those of pallets are checked too.

    Only a city that keeps no office here labels its units before we hear of them. A code of the
    office's own range is refused: it would be given again.
    """
    given: list[list[str]] = [package["ssccs"].split() for package in inputs["packages"]]
    on_pallets: list[str] = [pallet["sscc"] for pallet in inputs["pallet_units"]]
    codes = [code for some in given for code in some] + list(filter(None, on_pallets))
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
    taken = {
        code
        for column in (Carton.sscc, Pallet.sscc)
        for code in db.session.scalars(select(column).where(column.in_(codes)))
    }
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


def next_sscc(shipment: Shipment) -> str:
    """Return the next code of the office that labels these goods; none is given twice."""
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
