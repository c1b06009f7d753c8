"""What EPCIS tells of each step: when, where, of what, between whom, under which papers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy import select

from exchange.interchange import epcis_names as names
from exchange.interchange.epcis_steps import PACKING
from exchange.models import Carton, CartonContent, Count, Event, Receipt, Shipment, db

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Life:
    """A shipment with all that is told of it."""

    shipment: Shipment
    events: Sequence[Event]
    receipts: Sequence[Receipt]
    base: str

    @property
    def cartons(self) -> list[Carton]:
        """Its cartons, in order."""
        return self.shipment.cartons

    @property
    def aid(self) -> str:
        """Where the words that CBV lacks are named."""
        return f"{self.base}/ns/aid#"


@dataclass(frozen=True, slots=True)
class Counting:
    """What one receipt found: all that holds of it, or what gave way to a `later` receipt."""

    receipt: Receipt
    later: Receipt | None = None


def read(shipment: Shipment, until: datetime | None = None) -> Life:
    """Return a shipment with its history and its countings: all, or those `until` then."""
    last = until or datetime.max.replace(tzinfo=UTC)
    events = db.session.scalars(
        select(Event)
        .where(Event.subject_id == shipment.id, Event.at <= last)
        .order_by(Event.position)
    ).all()
    receipts = db.session.scalars(
        select(Receipt)
        .where(Receipt.shipment_id == shipment.id, Receipt.signed_at <= last)
        .order_by(Receipt.position)
    ).all()
    packed = [event for event in events if event.action == PACKING]
    # What was packed and unpacked again is in no row any more: only the last packing is told.
    kept = [event for event in events if event not in packed[:-1]] if shipment.cartons else []
    return Life(shipment, kept, receipts, names.base_of(shipment))


def frame(life: Life, event: Event, where: str, *, left: bool = True) -> Told:
    """Tell when, where and under which papers; a moment somebody stated counts before ours."""
    shipment = life.shipment
    stated = shipment.arrived_at if event.action == "arrive" else None
    zone = (
        shipment.consignee.timezone
        if where in {"destination", "discharge"}
        else shipment.consignor.timezone
    )
    read = {"readPoint": {"id": _place(life, where)}} if where else {}
    return names.at(stated or event.at, zone) | read | _papers(life, left=left)


def counted_at(life: Life, receipt: Receipt, *, here: bool) -> Told:
    """Tell when and where a counting was signed; of what never came nobody knows where it is."""
    papers = _papers(life, left=True)["bizTransactionList"]
    number = number_of(life, receipt)
    place = {"id": _place(life, "destination")}
    return (
        names.at(receipt.signed_at, life.shipment.consignee.timezone)
        | ({"readPoint": place, "bizLocation": place} if here else {})
        | {"bizTransactionList": [*papers, {"type": "recadv", "bizTransaction": number}]}
    )


def number_of(life: Life, receipt: Receipt) -> str:
    """Name a counting as a paper of the shipment."""
    return f"{life.base}/bt/receipts/{quote(life.shipment.number, safe='')}/{receipt.position}"


def _papers(life: Life, *, left: bool) -> Told:
    shipment = life.shipment
    known = [
        ("desadv", "shipments", shipment.number),
        ("bol", "waybills", (shipment.waybill or "") if left else ""),
        (f"{life.aid}appeal", "appeals", shipment.appeal_reference),
    ]
    return {
        "bizTransactionList": [
            {"type": kind, "bizTransaction": f"{life.base}/bt/{room}/{quote(number, safe='')}"}
            for kind, room, number in known
            if number
        ]
    }


def parties(life: Life) -> Told:
    """Tell who gives and who gets, and between which places."""
    kinds = (
        ("owning_party", names.party),
        ("location", names.place),
    )
    return {
        "sourceList": [
            {"type": kind, "source": name(life.base, life.shipment.consignor)}
            for kind, name in kinds
        ],
        "destinationList": [
            {"type": kind, "destination": name(life.base, life.shipment.consignee)}
            for kind, name in kinds
        ],
    }


def _place(life: Life, where: str) -> str:
    shipment, carriage = life.shipment, life.shipment.carriage
    city = shipment.consignor if where in {"origin", "loading"} else shipment.consignee
    ports = {"loading": "port_of_loading", "discharge": "port_of_discharge"}
    return names.place(life.base, city, carriage.get(ports.get(where, ""), ""))


def receipts_of(life: Life, event: Event) -> list[Receipt]:
    """Return the countings written by that event: signed since the one before it."""
    earlier = [one.at for one in life.events if one.position < event.position]
    since = max(earlier, default=None)
    return [
        one
        for one in life.receipts
        if one.signed_at <= event.at and (since is None or one.signed_at > since)
    ]


def countings(life: Life, receipt: Receipt) -> Iterable[Counting]:
    """Return what holds of a receipt, then what gave way, by the receipt it gave way to."""
    own = {
        count.superseded_by_id
        for content in life.shipment.contents
        for count in content.counts
        if count.receipt_id == receipt.id
    }
    later = [one for one in life.receipts if one.id in own]
    return [Counting(receipt, one) for one in (None, *later)]


def counts_in(contents: Iterable[CartonContent], counting: Counting) -> list[Count]:
    """Return the counts of that counting among those of some contents."""
    instead = counting.later.id if counting.later else None
    return [
        count
        for content in contents
        for count in content.counts
        if (count.receipt_id, count.superseded_by_id) == (counting.receipt.id, instead)
    ]


def arrived(count: Count) -> int:
    """Return how many there were at all, whole or not."""
    return count.dispatched + count.over - count.short


def goods(life: Life, counting: Counting, name: str) -> Told:
    """Tell how much of each kind of goods a counting found in that class, if any."""
    sums: dict[str, tuple[CartonContent, int]] = {}
    for content in life.shipment.contents:
        found = sum(getattr(one, name) for one in counts_in([content], counting))
        if found:
            key = names.goods(life.base, content)
            sums[key] = (content, sums.get(key, (content, 0))[1] + found)
    told = [names.quantity(life.base, *one) for one in sums.values()]
    return {"quantityList": told} if told else {}


def classes(life: Life) -> Iterable[CartonContent]:
    """Return one content of each kind of goods: a line, a lot, an expiry."""
    return {names.goods(life.base, one): one for one in life.shipment.contents}.values()


def whole(life: Life, content: CartonContent) -> Told:
    """Tell how much of that kind of goods was packed in all."""
    wanted = names.goods(life.base, content)
    same = [one for one in life.shipment.contents if names.goods(life.base, one) == wanted]
    return names.quantity(life.base, content, sum(one.quantity for one in same))


def ilmd(content: CartonContent) -> Told:
    """Tell what is true of the goods wherever they are."""
    is_day = content.expiry is not None and content.expiry.day is not None
    name = "cbvmda:itemExpirationDate" if is_day else "aid:itemExpiration"
    told = {
        "cbvmda:descriptionShort": content.line.item,
        "cbvmda:countryOfOrigin": content.line.origin,
        "cbvmda:lotNumber": content.lot,
        name: str(content.expiry or ""),
    }
    return {name: value for name, value in told.items() if value}


def pallets(life: Life) -> dict[str, list[Carton]]:
    """Return the pallets by their name, each with the cartons that stand on it.

    One that has no SSCC of its own bears an address of this service.
    """
    stacked: dict[str, list[Carton]] = {}
    for carton in life.cartons:
        if carton.pallet is not None:
            sscc = carton.pallet.sscc
            plain = f"{life.base}/obj/{life.shipment.id}/pallets/{carton.pallet.position}"
            stacked.setdefault(names.unit(sscc) if sscc else plain, []).append(carton)
    return stacked


def outermost(life: Life) -> list[str]:
    """Name the pallets, and the cartons that stand on none."""
    loose = [names.unit(carton.sscc) for carton in life.cartons if carton.pallet is None]
    return [*pallets(life), *loose]


def units(life: Life) -> list[str]:
    """Name every pallet and every carton."""
    return [*pallets(life), *(names.unit(carton.sscc) for carton in life.cartons)]
