"""What the record of a city says: everything between two cities, from rows with their sources."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import case, or_, select

from exchange import clock
from exchange.facts import report_shapes, shapes
from exchange.facts.paper import head_between, owed
from exchange.facts.spoken import typed_words
from exchange.facts.words import in_both, unit_names
from exchange.models import (
    City,
    Document,
    DocumentKind,
    PastAid,
    PastExchange,
    Person,
    Project,
    Shipment,
    Tie,
    db,
)

SERIES = "CR"
COPIES = 1


def owe_city_record(owner: City, partner: City, actor: Person) -> Document:
    """Freeze what the books say of two cities, and owe the record."""
    facts = city_record_facts(owner, partner, head_between(owner, partner, SERIES, COPIES))
    title = partner.names.get(owner.letter_language) or partner.names["en"]
    return owed(DocumentKind.CITY_RECORD, partner, actor, title, facts, (owner, partner))


def cities_on_record(owner: City) -> set[UUID]:
    """Return the cities of which the record would say something; one query."""
    paper, shipment = Document.issued_at, Shipment.dispatched_at
    between: tuple[tuple[Any, Any, Any], ...] = (
        (Tie.owner_city_id, Tie.partner_city_id, None),
        (PastExchange.owner_city_id, PastExchange.partner_city_id, None),
        (PastAid.consignor_id, PastAid.consignee_id, None),
        (Project.owner_city_id, Project.partner_city_id, Project.shared_at.is_not(None)),
        (Shipment.consignor_id, Shipment.consignee_id, shipment.is_not(None)),
        (
            Document.owner_city_id,
            Document.partner_city_id,
            Document.shared_at.is_not(None) & paper.is_not(None),
        ),
    )
    asked = [_others(owner, *one) for one in between]
    return set(db.session.scalars(asked[0].union(*asked[1:]))) - {owner.id}


def _others(owner: City, one: Any, other: Any, known: Any) -> Any:
    """Return the other side of each row that has `owner` on either."""
    found = select(case((one == owner.id, other), else_=one)).where(
        or_(one == owner.id, other == owner.id)
    )
    return found if known is None else found.where(known)


def city_record_facts(
    owner: City, partner: City, head: shapes.PaperFacts
) -> report_shapes.CityRecordFacts:
    """Return ties, exchanges, aid in both directions and papers, each in order of time."""
    return {
        **head,
        "ties": list(_ties(owner, partner)),
        "exchanges": sorted(_exchanges(owner, partner, head["languages"]), key=_on),
        "sent": sorted(_aid(owner, partner, head["languages"]), key=_on),
        "received": sorted(_aid(partner, owner, head["languages"]), key=_on),
        "papers": list(_papers(owner, partner, head["languages"])),
    }


def _on(row: Any) -> str:
    return str(row["on"])


def _ties(owner: City, partner: City) -> Iterator[report_shapes.TieRow]:
    found = _kept_by(Tie, owner, partner) or _kept_by(Tie, partner, owner)
    for tie in sorted(found, key=lambda one: (_said(one.began), one.kind.value)):
        yield {
            "kind": tie.kind.value,
            "began": _said(tie.began),
            "attested_on": _said(tie.attested_on),
            "ended": _said(tie.ended),
            "source": tie.source,
        }


def _exchanges(
    owner: City, partner: City, languages: Sequence[str]
) -> Iterator[report_shapes.ExchangeRow]:
    past = _kept_by(PastExchange, owner, partner) or _kept_by(PastExchange, partner, owner)
    for one in past:
        yield {
            "on": str(one.took_place),
            "kind": one.type,
            "title": typed_words(one.title, languages),
            "number": "",
            "state": "",
            "people": 0,
            "source": one.source,
        }
    for project in db.session.scalars(_both_ways(Project, owner, partner)):
        own = project.owner_city_id == owner.id
        titles = (project.title, project.title_partner)
        yield {
            "on": project.starts_on.isoformat() if project.starts_on else _day(project, owner),
            "kind": project.type.value,
            "title": in_both(*(titles if own else titles[::-1]), (languages[0], languages[-1])),
            "number": project.number,
            "state": project.state.value,
            "people": project.people_took_part or 0,
            "source": "",
        }


def _aid(
    consignor: City, consignee: City, languages: Sequence[str]
) -> Iterator[report_shapes.AidRow]:
    past = select(PastAid).where(
        PastAid.consignor_id == consignor.id, PastAid.consignee_id == consignee.id
    )
    for one in db.session.scalars(past):
        yield {
            "on": str(one.took_place),
            "item": typed_words(one.item, languages),
            "quantity": str(one.quantity),
            "unit": unit_names(one.unit),
            "number": "",
            "source": one.source,
        }
    sent = select(Shipment).where(
        Shipment.consignor_id == consignor.id,
        Shipment.consignee_id == consignee.id,
        Shipment.dispatched_at.is_not(None),
    )
    for shipment in db.session.scalars(sent):
        left = shipment.dispatched_at or clock.now()
        for line in shipment.lines:
            yield {
                "on": clock.on_day(left, consignor.timezone).isoformat(),
                "item": typed_words(line.item, languages)
                | typed_words(line.item_partner, languages),
                "quantity": str(line.quantity),
                "unit": unit_names(line.unit),
                "number": shipment.number,
                "source": "",
            }


def _papers(
    owner: City, partner: City, languages: Sequence[str]
) -> Iterator[report_shapes.PaperRow]:
    issued = _both_ways(Document, owner, partner).where(Document.issued_at.is_not(None))
    for paper in db.session.scalars(issued.order_by(Document.issued_at, Document.number)):
        yield {
            "on": str(paper.facts["issued_on"]),
            "kind": paper.kind.value,
            "number": paper.number,
            "title": typed_words(paper.title, languages),
        }


def _both_ways(noun: Any, owner: City, partner: City) -> Any:
    """Return what either city has on its books about the other, once the other knows of it.

    The record goes to the partner too, who sees nothing before it is shared.
    """
    return select(noun).where(
        noun.shared_at.is_not(None),
        or_(
            (noun.owner_city_id == owner.id) & (noun.partner_city_id == partner.id),
            (noun.owner_city_id == partner.id) & (noun.partner_city_id == owner.id),
        ),
    )


def _kept_by(noun: Any, owner: City, partner: City) -> list[Any]:
    """Return what one city's own books say; both may keep the same tie, each in its own words."""
    kept = select(noun).where(noun.owner_city_id == owner.id, noun.partner_city_id == partner.id)
    return list(db.session.scalars(kept))


def _day(project: Project, city: City) -> str:
    return clock.on_day(project.created_at, city.timezone).isoformat()


def _said(day: Any) -> str:
    return "" if day is None else str(day)
