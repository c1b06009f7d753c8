"""The life of a shipment as EPCIS 2.0 in JSON-LD, made from its rows and its history alone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from exchange.history import canonical
from exchange.interchange import epcis_lives as lives
from exchange.interchange import epcis_names as names
from exchange.interchange.epcis_steps import DIFFERENCES, PACKING, Step, steps_of
from exchange.models import Event, Shipment

MEDIA_TYPE = "application/ld+json"
Told = dict[str, Any]


def epcis_of(shipment: Shipment) -> bytes:
    """Return the document of a shipment as canonical JSON: same rows, same bytes."""
    return canonical(document(shipment))


def document(shipment: Shipment, until: datetime | None = None) -> Told:
    """Return what happened to the goods and their cartons, the oldest first: `until` then or now.

    Counts that were superseded since are told as they hold today.
    """
    life = lives.read(shipment, until)
    told = [one for event in life.events for one in _numbered(life, event)]
    made = life.events[-1].at if life.events else shipment.created_at
    return {
        "@context": [names.CONTEXT, {"aid": life.aid}],
        "id": f"{life.base}/shipments/{shipment.id}/epcis",
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": made.isoformat(timespec="milliseconds"),
        "epcisBody": {"eventList": told},
    }


def _numbered(life: lives.Life, event: Event) -> Iterator[Told]:
    for part, one in enumerate(_parts(life, event)):
        yield {"eventID": names.event_id(event.id, part), **one}


def _parts(life: lives.Life, event: Event) -> Iterator[Told]:
    if event.action == PACKING:
        yield from _packed(life, event)
    for receipt in lives.receipts_of(life, event):
        for counting in lives.countings(life, receipt):
            wrong = _wrong(life, counting)
            yield from (one | wrong for one in _received(life, counting))
    if event.action == "cancel" and event.source != "packed":
        return  # there was nothing to take off the books
    for step in steps_of(event.action, event.target, event.source):
        yield _observed(life, event, step)


def _packed(life: lives.Life, event: Event) -> Iterator[Told]:
    """Tell of goods and units coming to be, and of what was put into what."""
    frame = lives.frame(life, event, "origin", left=False)
    frame["bizLocation"] = frame["readPoint"]
    made = frame | {"type": "ObjectEvent", "action": "ADD", "disposition": "active"}
    for content in lives.classes(life):
        yield made | {
            "bizStep": "creating_class_instance",
            "quantityList": [lives.whole(life, content)],
            "ilmd": lives.ilmd(content),
        }
    yield made | {"bizStep": "commissioning", "epcList": lives.units(life)}
    packing = frame | {"type": "AggregationEvent", "action": "ADD"}
    packing |= {"bizStep": "packing", "disposition": "in_progress"}
    for carton in life.cartons:
        inside = [names.quantity(life.base, one, one.quantity) for one in carton.contents]
        yield packing | {"parentID": names.unit(carton.sscc), "childQuantityList": inside}
    for pallet, cartons in lives.pallets(life).items():
        stacked = [names.unit(carton.sscc) for carton in cartons]
        yield packing | {"parentID": pallet, "childEPCs": stacked}


def _observed(life: lives.Life, event: Event, step: Step) -> Told:
    told = lives.frame(life, event, step.where, left=event.action != "cancel")
    if step.stays:
        told["bizLocation"] = told["readPoint"]
    if step.parties:
        told |= lives.parties(life)
    return told | {
        "type": "ObjectEvent",
        "action": "DELETE" if step.ends else "OBSERVE",
        "bizStep": step.biz_step,
        "disposition": step.disposition,
        "epcList": lives.units(life) if step.ends else lives.outermost(life),
    }


def _wrong(life: lives.Life, counting: lives.Counting) -> Told:
    """Declare that what was counted was counted anew, and name the events that hold instead."""
    later = counting.later
    if later is None:
        return {}
    number = lives.number_of(life, later)
    instead = [
        names.event_id(event.id, part)
        for event in life.events
        if later in lives.receipts_of(life, event)
        for part, one in enumerate(_parts(life, event))
        if number in {paper["bizTransaction"] for paper in one["bizTransactionList"]}
    ]
    said = later.signed_at.isoformat(timespec="milliseconds")
    told = {"declarationTime": said, "reason": "incorrect_data", "correctiveEventIDs": instead}
    return {"errorDeclaration": told}


def _received(life: lives.Life, counting: lives.Counting) -> Iterator[Told]:
    """Tell of one counting: what was received, taken out of what, and what differs."""
    found = [(carton, lives.counts_in(carton.contents, counting)) for carton in life.cartons]
    arrived = [(carton, [n for n in all_ if lives.arrived(n)]) for carton, all_ in found]
    arrived = [(carton, counts) for carton, counts in arrived if counts]
    frame = lives.counted_at(life, counting.receipt, here=bool(arrived))
    if arrived:
        yield (
            frame
            | lives.parties(life)
            | lives.goods(life, counting, "good")
            | {
                "type": "ObjectEvent",
                "action": "OBSERVE",
                "bizStep": "receiving",
                "disposition": "in_progress",
                "epcList": [names.unit(carton.sscc) for carton, _ in arrived],
            }
        )
    for carton, counts in arrived:
        yield frame | {
            "type": "AggregationEvent",
            "action": "DELETE",
            "bizStep": "unpacking",
            "disposition": "in_progress",
            "parentID": names.unit(carton.sscc),
            "childQuantityList": [
                names.quantity(life.base, n.content, lives.arrived(n)) for n in counts
            ],
        }
    for name, disposition in DIFFERENCES.items():
        if differing := lives.goods(life, counting, name):
            yield (
                frame
                | differing
                | {
                    "type": "ObjectEvent",
                    "action": "OBSERVE",
                    "bizStep": "inspecting",
                    "disposition": disposition,
                    "aid:difference": name,
                }
            )
