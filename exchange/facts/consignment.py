"""What all papers of one consignment have in common, frozen once as the goods leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from exchange import clock
from exchange.facts import goods_shapes, shapes
from exchange.facts.figures import decimals, plain
from exchange.facts.pallets import rolled_up
from exchange.facts.paper import languages_of
from exchange.facts.ties import ties_in_force
from exchange.facts.words import country_names, in_both, unit_names
from exchange.models import Carton, City, Shipment, ShipmentLine

CUBIC = 9  # places from mm³ to m³


@dataclass(frozen=True, slots=True)
class Load:
    """A consignment frozen whole; the facts of each paper are cut from it."""

    shipment: Shipment
    common: goods_shapes.Consignment
    lines: list[shapes.GoodsLine]
    cartons: list[shapes.Carton]
    totals: goods_shapes.Totals


def load_of(shipment: Shipment, papers: Mapping[str, str]) -> Load:
    """Return what is sent; `papers` are the numbers of all papers by kind."""
    return Load(
        shipment,
        consignment(shipment, papers),
        lines_of(shipment),
        cartons_of(shipment),
        totals_of(shipment),
    )


def consignment(shipment: Shipment, papers: Mapping[str, str]) -> goods_shapes.Consignment:
    """Return who sends what to whom and how; `papers` are the numbers of all papers by kind."""
    left = shipment.dispatched_at or clock.now()
    day = clock.on_day(left, shipment.consignor.timezone)
    told = shipment.carriage
    return {
        "consignor": _trader(shipment.consignor, told.get("exporter_number", "")),
        "consignee": _trader(shipment.consignee, told.get("importer_number", "")),
        "origin": _place(shipment.consignor),
        "destination": _place(shipment.consignee),
        "mode": shipment.mode.value if shipment.mode else "air",
        "carrier": shipment.carrier,
        "vehicle": told.get("vehicle", ""),
        "container": told.get("container", ""),
        "waybill": shipment.waybill or "",
        "seal": shipment.seal,
        "dispatched_on": day.isoformat(),
        "eta": shipment.eta.isoformat() if shipment.eta else "",
        "pallets": shipment.pallets,
        "marks": told.get("marks", []),
        "stacking_limit": told.get("stacking_limit", 0),
        "appeal": shipment.appeal_reference,
        "case": shipment.number,
        "ties": ties_in_force(shipment.consignor, shipment.consignee, day),
        "papers": dict(papers),
    }


def lines_of(shipment: Shipment) -> list[shapes.GoodsLine]:
    """Return what is sent, in order."""
    both = languages_of(shipment)
    home = shipment.consignor.country
    named = {home.code: home.names}  # as its own cities write it
    return [_line(line, shipment.currency, both, named) for line in shipment.lines]


def cartons_of(shipment: Shipment) -> list[shapes.Carton]:
    """Return the cartons with what lies in them, in order."""
    return [_carton(carton) for carton in shipment.cartons]


def totals_of(shipment: Shipment) -> goods_shapes.Totals:
    """Return what the cartons add up to, exactly."""
    sums = rolled_up(shipment.cartons, shipment.pallet_units)
    return {
        "cartons": str(len(shipment.cartons)),
        "net_kg": decimals(sums.net_g, 3),
        "gross_kg": decimals(sums.gross_g, 3),
        "volume_m3": decimals(sums.volume_mm3, CUBIC),
    }


def value_of(shipment: Shipment) -> str:
    """Return the value of all goods in the currency of the shipment."""
    worth = sum((line.unit_value * line.quantity for line in shipment.lines), Decimal(0))
    return plain(worth)


def _trader(city: City, registration: str) -> goods_shapes.Trader:
    """Return a party; an address is known only of a city with an office here."""
    party: goods_shapes.Trader = {"names": city.government_names or city.official_names}
    if city.office is not None:
        party["addresses"] = city.office.addresses
        party["contact"] = city.office.telephone
    if registration:
        party["registration"] = registration
    return party


def _place(city: City) -> goods_shapes.Place:
    code = city.country.code
    return {
        "names": city.names,
        "country": country_names(code) | city.country.names,
        "code": code,
    }


def _line(
    line: ShipmentLine,
    currency: str,
    both: tuple[str, str],
    named: Mapping[str, shapes.Words],
) -> shapes.GoodsLine:
    return {
        "no": line.position,
        "description": in_both(line.item, line.item_partner, both),
        "quantity": str(line.quantity),
        "unit": line.unit,
        "unit_label": unit_names(line.unit),
        "origin": line.origin,
        "origin_names": country_names(line.origin) | named.get(line.origin, {}),
        "hs": line.hs_code,
        "unit_value": plain(line.unit_value),
        "currency": currency,
        "lot": line.lot,
        "expiry": _partial(line.expiry),
    }


def _carton(carton: Carton) -> shapes.Carton:
    return {
        "n": carton.position,
        "sscc": carton.sscc,
        "length_cm": decimals(carton.length_mm, 1),
        "width_cm": decimals(carton.width_mm, 1),
        "height_cm": decimals(carton.height_mm, 1),
        "net_kg": decimals(carton.net_g, 3),
        "gross_kg": decimals(carton.gross_g, 3),
        "contents": [
            {
                "line_no": content.line.position,
                "quantity": str(content.quantity),
                "lot": content.lot,
                "expiry": _partial(content.expiry),
            }
            for content in carton.contents
        ],
    }


def _partial(day: Any) -> str:
    return "" if day is None else str(day)
