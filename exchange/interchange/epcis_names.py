"""How things, parties, places and moments of a shipment are named in EPCIS 2.0 and CBV 2.0.

Cartons and pallets are GS1 Digital Link URIs of their SSCC. Goods have no GTIN and cities no GLN:
they bear addresses of this service, places their coordinates (RFC 5870) or their UN/LOCODE.
"""

from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from exchange.models import CartonContent, City, Shipment

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
DIGITAL_LINK = "https://id.gs1.org/00/"
LOCODE = "https://vocabulary.uncefact.org/unlocode#"  # UN/CEFACT's names of UN/LOCODE places
Named = dict[str, Any]


def base_of(shipment: Shipment) -> str:
    """Return the address this service is known by to the office that keeps the case."""
    cities = (shipment.consignor, shipment.consignee)
    known = [city.office.check_url for city in cities if city.office is not None]
    return known[0].rstrip("/")


def unit(sscc: str) -> str:
    """Name a carton or a pallet by its SSCC, 18 digits."""
    return DIGITAL_LINK + sscc


def goods(base: str, content: CartonContent) -> str:
    """Name what lies in a carton: a line of the shipment, and the lot where there is one."""
    lot = f"/lot/{quote(content.lot, safe='')}" if content.lot else ""
    best = f"/expiry/{content.expiry}" if content.expiry else ""
    return f"{base}/class/{content.line_id}{lot}{best}"


def quantity(base: str, content: CartonContent, pieces: int) -> Named:
    """Tell how much of it, in its UN/ECE Rec 20 unit, which is what CBV asks for."""
    return {
        "epcClass": goods(base, content),
        "quantity": pieces,
        "uom": content.line.unit,
    }


def party(base: str, city: City) -> str:
    """Name a city by its page."""
    return f"{base}/cities/{city.slug}"


def place(base: str, city: City, locode: str = "") -> str:
    """Name a place by its UN/LOCODE, else by where its city lies, else by the city itself."""
    if locode:
        return LOCODE + locode
    if city.latitude is None or city.longitude is None:
        return party(base, city)
    return f"geo:{city.latitude},{city.longitude}"


def at(moment: datetime, zone: str) -> Named:
    """Tell a moment as the clocks of its place showed it; older offsets to the minute."""
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
    minutes = round(offset.total_seconds() / 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    local = moment.astimezone(timezone(timedelta(minutes=minutes)))
    return {
        "eventTime": local.isoformat(timespec="milliseconds"),
        "eventTimeZoneOffset": f"{sign}{hours:02}:{rest:02}",
    }


def event_id(event: UUID, part: int) -> str:
    """Name one step of one event of the history, always the same."""
    return f"urn:uuid:{uuid5(event, str(part))}"
