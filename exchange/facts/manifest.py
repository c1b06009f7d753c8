"""What the shipment manifest says: the goods as they were handed to the carrier."""

from typing import Any

from exchange import clock
from exchange.facts import shapes
from exchange.facts.paper import header, languages_of, order
from exchange.facts.words import country_names, in_both, unit_names
from exchange.models import (
    Carton,
    City,
    Document,
    DocumentKind,
    Person,
    Shipment,
    ShipmentLine,
)

SERIES = "MF"
COPIES = 3


def order_manifest(shipment: Shipment, actor: Person) -> Document:
    """Freeze the manifest of what left, and order it."""
    facts = manifest_facts(shipment, header(shipment, SERIES, COPIES))
    return order(DocumentKind.MANIFEST, shipment, actor, shipment.title, facts)


def manifest_facts(shipment: Shipment, head: shapes.PaperFacts) -> shapes.ManifestFacts:
    """Return the whole of what the manifest says; its totals are computed when it is set."""
    both = languages_of(shipment)
    left = shipment.dispatched_at or clock.now()
    return {
        **head,
        "consignor": _party(shipment.consignor, head["office"]["addresses"]),
        "consignee": _party(shipment.consignee, {}),
        "mode": shipment.mode.value if shipment.mode else "air",
        "carrier": shipment.carrier,
        "waybill": shipment.waybill or "",
        "dispatched_on": clock.on_day(left, shipment.consignor.timezone).isoformat(),
        "eta": shipment.eta.isoformat() if shipment.eta else "",
        "pallets": shipment.pallets,
        "seal": shipment.seal,
        "appeal": shipment.appeal_reference,
        "lines": [_line(line, shipment.currency, both) for line in shipment.lines],
        "cartons": [_carton(carton) for carton in shipment.cartons],
    }


def _party(city: City, addresses: shapes.Words) -> shapes.Party:
    party: shapes.Party = {"names": city.government_names or city.official_names}
    if addresses:
        party["addresses"] = addresses
    return party


def _line(line: ShipmentLine, currency: str, both: tuple[str, str]) -> shapes.GoodsLine:
    return {
        "no": line.position,
        "description": in_both(line.item, line.item_partner, both),
        "quantity": str(line.quantity),
        "unit": line.unit,
        "unit_label": unit_names(line.unit),
        "origin": line.origin,
        "origin_names": country_names(line.origin),
        "hs": line.hs_code,
        "unit_value": f"{line.unit_value.normalize():f}",
        "currency": currency,
        "lot": line.lot,
        "expiry": _partial(line.expiry),
    }


def _carton(carton: Carton) -> shapes.Carton:
    return {
        "n": carton.position,
        "sscc": carton.sscc,
        "length_cm": _tenths(carton.length_mm, 1),
        "width_cm": _tenths(carton.width_mm, 1),
        "height_cm": _tenths(carton.height_mm, 1),
        "net_kg": _tenths(carton.net_g, 3),
        "gross_kg": _tenths(carton.gross_g, 3),
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


def _tenths(whole: int, places: int) -> str:
    """Write a whole number of mm or g as cm or kg, without a float on the way."""
    unit = 10**places
    decimals = str(whole % unit).zfill(places).rstrip("0")
    return f"{whole // unit}.{decimals}" if decimals else str(whole // unit)


def _partial(day: Any) -> str:
    return "" if day is None else str(day)
