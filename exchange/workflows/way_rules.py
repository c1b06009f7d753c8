"""What is kept of the way of a consignment, and what a border asks before it is passed."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, UnmetCondition
from exchange.models import (
    ImportRule,
    Leg,
    Person,
    Role,
    Shipment,
    ShipmentLine,
    ShipmentPaper,
    ToldBy,
    WayEvent,
    db,
)
from exchange.workflows.engine import Guard, Inputs, Told

LEG = (
    "from_place",
    "from_zone",
    "to_place",
    "to_zone",
    "mode",
    "carrier",
    "vehicle",
    "bill",
    "container",
    "departs_at",
    "departed_at",
    "arrives_at",
    "arrived_at",
)


def plan_way(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Write the legs anew; where the last one says when it arrives, it is awaited that day."""
    known = {leg.position: leg for leg in shipment.legs}
    legs = []
    for n, said in enumerate(inputs["legs"], 1):
        leg = known.get(n) or Leg(position=n)
        for name in LEG:
            setattr(leg, name, said[name])
        legs.append(leg)
    shipment.legs = legs
    if (last := legs[-1]).arrives_at is not None:
        shipment.eta = last.arrives_at.astimezone(ZoneInfo(last.to_zone)).date()


def note_event(shipment: Shipment, actor: Person, inputs: Inputs) -> Told:
    """Keep what happened; what a carrier told once is not kept twice."""
    known = {event.carrier_event for event in shipment.way_events} - {None}
    kept = 0
    for said in inputs["events"]:
        told = said["carrier_event"] or None
        if told in known:
            continue
        known |= {told} - {None}
        kept += 1
        shipment.way_events.append(
            WayEvent(
                mark=said["mark"],
                place=said["place"],
                zone=said["timezone"],
                at=said["at"],
                note=said["note"],
                told_by=_teller(actor, told),
                person_id=actor.id,
                carrier_event=told,
            )
        )
    return {"kept": kept}


def note_paper(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Keep a paper for the border; the same number again is written anew."""
    known = {(one.kind, one.number): one for one in shipment.border_papers}
    paper = known.get((inputs["border_paper"], inputs["number"]))
    if paper is None:
        paper = ShipmentPaper(kind=inputs["border_paper"], number=inputs["number"])
        shipment.border_papers.append(paper)
    paper.issued_by, paper.valid_until = inputs["issued_by"], inputs["valid_until"]
    paper.reference = inputs["copy_at"]


def papers_for(state: str) -> Guard:
    """Return a guard that names the papers without which `state` is not reached."""

    def guard(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
        missing = [
            (rule, line)
            for rule, line in asked_of(shipment)
            if rule.blocks == state
            if not _has_one(shipment, rule)
        ]
        if not missing:
            return None
        kinds = sorted({kind for rule, _ in missing for kind in rule.papers.split()})
        return UnmetCondition(
            "paper_missing",
            N_("For %(items)s the country of arrival asks for one of: %(papers)s."),
            {
                "items": "; ".join(dict.fromkeys(line.item for _, line in missing)),
                "papers": ", ".join(f"form.field.border_{kind}" for kind in kinds),
            },
        )

    return guard


def asked_of(shipment: Shipment) -> Iterator[tuple[ImportRule, ShipmentLine]]:
    """Yield the papers that the country of arrival asks for today, each with the line it is of."""
    for rule in rules_of(shipment):
        if rule.papers:
            yield from ((rule, line) for line in shipment.lines if _speaks_of(rule, line))


def shelf_lives_of(shipment: Shipment) -> Iterator[tuple[ImportRule, ShipmentLine]]:
    """Yield the shelf life that must be left on arrival, each with the line it is of."""
    for rule in rules_of(shipment):
        if rule.shelf_life_days is not None:
            yield from ((rule, line) for line in shipment.lines if _speaks_of(rule, line))


def rules_of(shipment: Shipment) -> Iterable[ImportRule]:
    """Return the rules of the country of arrival that hold today, in a steady order."""
    day = clock.today(shipment.consignee.timezone)
    found = db.session.scalars(
        select(ImportRule)
        .where(ImportRule.country_id == shipment.consignee.country_id)
        .order_by(ImportRule.hs, ImportRule.papers)
    )
    return [
        one
        for one in found
        if (one.since is None or one.since <= day) and (one.until is None or day <= one.until)
    ]


def _speaks_of(rule: ImportRule, line: ShipmentLine) -> bool:
    return rule.hs == "*" or line.hs_code.replace(".", "").startswith(rule.hs)


def _has_one(shipment: Shipment, rule: ImportRule) -> bool:
    day = clock.today(shipment.consignee.timezone)
    return any(
        paper.kind in rule.papers.split()
        and (paper.valid_until is None or paper.valid_until >= day)
        for paper in shipment.border_papers
    )


def _teller(actor: Person, carrier_event: str | None) -> ToldBy:
    if carrier_event is not None:
        return ToldBy.CARRIER
    return ToldBy.LIAISON if Role.LIAISON in actor.parts else ToldBy.CLERK
