"""What the yearly report says: one city's year, counted from its register."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from exchange import clock
from exchange.facts import report_shapes, shapes
from exchange.facts.figures import decimals, plain
from exchange.facts.paper import head_between, owed
from exchange.facts.words import country_names
from exchange.models import (
    City,
    Document,
    DocumentKind,
    Person,
    Project,
    ProjectState,
    Shipment,
    db,
)

SERIES = "YR"
COPIES = 1
HELD = frozenset({ProjectState.UNDER_WAY, ProjectState.REPORTED, ProjectState.CLOSED})


@dataclass(slots=True)
class _Count:
    """The counts of one partner or one month."""

    projects: int = 0
    people: int = 0
    cost: dict[str, Decimal] = field(default_factory=dict)
    shipments: int = 0
    cartons: int = 0
    gross_g: int = 0
    value: dict[str, Decimal] = field(default_factory=dict)
    papers: int = 0


def owe_yearly(city: City, year: int, actor: Person) -> Document:
    """Freeze a city's year, and owe the report."""
    facts = yearly_facts(city, year, head_between(city, city, SERIES, COPIES))
    return owed(DocumentKind.YEARLY, city, actor, str(year), facts, (city, city))


def has_anything(city: City, year: int) -> bool:
    """Say whether the books hold anything of that year."""
    return any(day.year == year for _, day, _ in _rows(city, year))


def yearly_facts(city: City, year: int, head: shapes.PaperFacts) -> report_shapes.YearlyFacts:
    """Return counts and sums by partner and by month; a paper counts for both of its cities."""
    partners: dict[UUID, _Count] = {}
    months: dict[int, _Count] = {}
    for noun, day, partner in _rows(city, year):
        if day.year != year:
            continue
        for count in (
            partners.setdefault(partner.id, _Count()),
            months.setdefault(day.month, _Count()),
        ):
            _add(count, noun)
    cities = {one.id: one for one in db.session.scalars(select(City).where(City.id.in_(partners)))}
    rows: list[report_shapes.PartnerSums] = [
        {
            **_sums(count),
            "names": cities[id_].official_names,
            "country": country_names(cities[id_].country.code),
        }
        for id_, count in sorted(partners.items(), key=lambda one: cities[one[0]].slug)
    ]
    return {
        **head,
        "year": year,
        "partners": rows,
        "months": [{**_sums(count), "month": n} for n, count in sorted(months.items())],
        "scope": "year",
    }


def _rows(city: City, year: int) -> Iterator[tuple[Any, date, City]]:
    """Yield exchanges that took place, consignments that left, papers issued, with their day.

    A day in the city may lie in another year than the same moment in UTC: all of the year are
    there, and some of the days around it.
    """
    begins = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    ends = datetime(year + 1, 1, 1, tzinfo=UTC) + timedelta(days=1)
    held = select(Project).where(
        Project.owner_city_id == city.id,
        Project.state.in_(HELD),
        Project.starts_on.between(begins.date(), ends.date()),
    )
    for project in db.session.scalars(held):
        yield project, project.starts_on or begins.date(), project.partner_city
    sent = select(Shipment).where(
        Shipment.consignor_id == city.id, Shipment.dispatched_at.between(begins, ends)
    )
    for shipment in db.session.scalars(sent):
        left = shipment.dispatched_at or clock.now()
        yield shipment, clock.on_day(left, city.timezone), shipment.consignee
    issued = select(Document).where(
        Document.owner_city_id == city.id, Document.issued_at.between(begins, ends)
    )
    for paper in db.session.scalars(issued):
        if paper.partner_city_id != city.id and paper.issued_at:
            yield paper, clock.on_day(paper.issued_at, city.timezone), paper.partner_city


def _add(count: _Count, noun: Any) -> None:
    if isinstance(noun, Project):
        count.projects += 1
        count.people += noun.people_took_part or 0
        _add_money(count.cost, noun.budget_currency or "", noun.final_cost)
    elif isinstance(noun, Shipment):
        count.shipments += 1
        count.cartons += len(noun.cartons)
        count.gross_g += sum(carton.gross_g for carton in noun.cartons)
        for line in noun.lines:
            _add_money(count.value, noun.currency, line.unit_value * line.quantity)
    else:
        count.papers += 1


def _add_money(sums: dict[str, Decimal], currency: str, amount: Decimal | None) -> None:
    if amount:
        sums[currency] = sums.get(currency, Decimal(0)) + amount


def _sums(count: _Count) -> report_shapes.Sums:
    return {
        "projects": count.projects,
        "people": count.people,
        "cost": _money(count.cost.items()),
        "shipments": count.shipments,
        "cartons": count.cartons,
        "gross_kg": decimals(count.gross_g, 3),
        "value": _money(count.value.items()),
        "papers": count.papers,
    }


def _money(sums: Iterable[tuple[str, Decimal]]) -> dict[str, str]:
    return {currency: plain(sum_) for currency, sum_ in sums}
