"""A city as its partners see it: the tie, what was done together, what was given and received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from exchange.errors import N_, NotFound
from exchange.facts.city_record import cities_on_record
from exchange.models import City, PastAid, PastExchange, Person, Tie, db
from exchange.queries.cases import Page, page_of
from exchange.queries.ties import (
    Partner,
    Tally,
    describe_tally,
    has_begun,
    partners_among,
    partners_of,
    tally,
    ties_of,
)
from exchange.workflows.registry import CASES

__all__ = [
    "AidTotal",
    "CityPage",
    "Partner",
    "Tally",
    "aid_of",
    "city_page",
    "describe_tally",
    "on_record",
    "partners_of",
    "tally",
    "totals",
]

RECENT = 10


@dataclass(frozen=True, slots=True)
class AidTotal:
    """How much of one item a city gave and received, in a UN/ECE Rec 20 `unit`."""

    item: str
    unit: str
    given: int
    received: int


@dataclass(frozen=True, slots=True)
class CityPage:
    """All that one reader may know of a city on a day, as seen from their own.

    `ties` are all that had, or may have, begun between the two, oldest first; `standing` is the
    one certainly in force, `uncertain` those of which this cannot be said. Exchanges come newest
    first, aid oldest first. `cases` holds the newest of each workflow by its plural.
    """

    city: City
    ties: list[Tie]
    standing: Tie | None
    uncertain: list[Tie]
    exchanges: list[PastExchange]
    aid: list[PastAid]
    aid_totals: list[AidTotal]
    cases: dict[str, Page]


def city_page(slug: str, reader: Person, day: date) -> CityPage:
    """Return what `reader` may know of a city on `day`; a fixed number of queries.

    Raise NotFound for a city that is unknown, or that never had to do with the reader's own.
    """
    home = reader.city
    city = db.session.scalar(select(City).where(City.slug == slug))
    if city is None or home is None:
        raise NotFound(N_("There is nothing here."))
    ties, exchanges, aid = _between(home, city)
    cases = {
        plural: page_of(flow, reader, size=RECENT, city_id=city.id)
        for plural, flow in CASES.items()
    }
    if city is not home and not any((ties, exchanges, aid, *(p.rows for p in cases.values()))):
        raise NotFound(N_("There is nothing here."))
    aid = [row for row in aid if row.took_place.earliest <= day]
    return CityPage(
        city=city,
        ties=[tie for tie in ties if has_begun(tie, day)],
        standing=next((p.tie for p in partners_among(ties, home, day) if p.is_certain), None),
        uncertain=[tie for tie in ties if tie.may_be_in_force(day) and not tie.is_in_force(day)],
        exchanges=[row for row in exchanges if row.took_place.earliest <= day],
        aid=aid,
        aid_totals=totals(aid, home),
        cases=cases,
    )


def on_record(home: City) -> list[City]:
    """Return the cities of which a record would say something, also where no tie is left."""
    ids = cities_on_record(home)
    return list(db.session.scalars(select(City).where(City.id.in_(ids)).order_by(City.slug)))


def aid_of(city: City, other: City | None = None) -> list[PastAid]:
    """Return the past aid `city` gave or received, with `other` if given, oldest first."""
    wanted = select(PastAid).where(_either(PastAid.consignor_id, PastAid.consignee_id, city))
    if other is not None:
        wanted = wanted.where(_either(PastAid.consignor_id, PastAid.consignee_id, other))
    return sorted(db.session.scalars(wanted), key=lambda row: (row.took_place.earliest, row.item))


def totals(aid: Iterable[PastAid], city: City) -> list[AidTotal]:
    """Add up aid item by item as `city` gave and received it; items in order of appearance."""
    sums: dict[tuple[str, str], list[int]] = {}
    for row in aid:
        given_received = sums.setdefault((row.item, row.unit), [0, 0])
        given_received[0 if row.consignor_id == city.id else 1] += row.quantity
    return [AidTotal(*what, *both) for what, both in sums.items()]


def _between(home: City, city: City) -> tuple[list[Tie], list[PastExchange], list[PastAid]]:
    """Return all that binds two different cities; three queries, or none for one and the same."""
    return (
        ([], [], [])
        if city is home
        else (ties_of(home, city), _exchanges(home, city), aid_of(home, city))
    )


def _exchanges(home: City, city: City) -> list[PastExchange]:
    sides = PastExchange.owner_city_id, PastExchange.partner_city_id
    found = db.session.scalars(
        select(PastExchange).where(_either(*sides, home), _either(*sides, city))
    )
    return sorted(found, key=lambda row: (row.took_place.earliest, row.title), reverse=True)


def _either(one: Any, other: Any, city: City) -> ColumnElement[bool]:
    return or_(one == city.id, other == city.id)
