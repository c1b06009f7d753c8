"""Appeals and pledges as pages show them, and what a form that answers one begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from exchange.models import (
    OPEN_APPEALS,
    Appeal,
    AppealLine,
    Item,
    Person,
    Pledge,
    PledgeState,
    Shipment,
    db,
)
from exchange.policy import may_see
from exchange.workflows.appeal_rules import appeal_named
from exchange.workflows.coverage import Coverage, coverage_of
from exchange.workflows.pledge_rules import pledge_named

Told = dict[str, Any]
WHOLE = 1000  # a bar is so many parts long
PARTS = ("arrived", "on_the_way", "to_come")


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a bar: what it stands for, where it begins and how long it is, in parts."""

    name: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class CoveredLine:
    """One line of an appeal, how far it is covered, and that as a bar with its goal."""

    line: AppealLine
    coverage: Coverage
    bar: Sequence[Segment]
    goal: int


def covered_lines(appeal: Appeal) -> list[CoveredLine]:
    """Return every line with how far it is covered, drawn to scale."""
    return [CoveredLine(line, one, *drawn(one)) for line, one in coverage_of(appeal)]


def drawn(one: Coverage) -> tuple[list[Segment], int]:
    """Return the pieces of a bar and where the goal stands; more than asked goes beyond it."""
    scale = Fraction(WHOLE) / max(one.asked, one.expected)
    bar, reached = [], Fraction(0)
    for name in PARTS:
        start, reached = int(reached * scale), reached + getattr(one, name)
        if length := int(reached * scale) - start:
            bar.append(Segment(name, start, length))
    return bar, int(one.asked * scale)


def pledges_to(appeal: Appeal, reader: Person) -> list[Pledge]:
    """Return the pledges to an appeal that exist for `reader`, oldest first."""
    found = db.session.scalars(
        select(Pledge).where(Pledge.appeal_id == appeal.id).order_by(Pledge.created_at)
    )
    return [one for one in found if may_see(reader, one)]


def shipments_for(case: Appeal | Pledge, reader: Person) -> list[Shipment]:
    """Return the shipments that answer an appeal, or carry a pledge, as `reader` may see them."""
    column = Shipment.appeal_id if isinstance(case, Appeal) else Shipment.pledge_id
    found = db.session.scalars(
        select(Shipment).where(column == case.id).order_by(Shipment.created_at)
    )
    return [one for one in found if may_see(reader, one)]


def open_appeals(reader: Person) -> list[Appeal]:
    """Return the appeals that the reader's city is asked to answer, or keeps, newest first."""
    wanted = (
        select(Appeal)
        .where(
            Appeal.state.in_(OPEN_APPEALS),
            Appeal.is_addressed_to(reader.city_id) | Appeal.is_kept_by(reader.city_id),
        )
        .order_by(Appeal.created_at.desc())
    )
    return list(db.session.scalars(wanted))


def standing_pledges(reader: Person) -> list[Pledge]:
    """Return the pledges of the reader's city that are to be carried out, newest first."""
    wanted = (
        select(Pledge)
        .where(Pledge.state == PledgeState.PLEDGED, Pledge.is_kept_by(reader.city_id))
        .order_by(Pledge.created_at.desc())
    )
    return list(db.session.scalars(wanted))


def catalogue(*, retired: bool = False) -> list[Item]:
    """Return the items that may be chosen, or every one, by category and code."""
    wanted = select(Item).order_by(Item.category, Item.code)
    return list(db.session.scalars(wanted if retired else wanted.where(Item.in_use)))


def answering(plural: str, asked: Told, reader: Person) -> Told:
    """Return what the form of a new pledge or shipment holds that answers what is `asked`."""
    if plural == "pledges" and asked.get("appeal"):
        appeal = appeal_named(str(asked["appeal"]))
        if appeal is not None and may_see(reader, appeal):
            return {"promised": [_still_missing(*one) for one in coverage_of(appeal)]}
    if plural == "shipments" and asked.get("pledge"):
        pledge = pledge_named(str(asked["pledge"]))
        if pledge is not None and pledge.is_kept_for(reader.city_id):
            return _carried_out(pledge)
    return {}


def _still_missing(line: AppealLine, one: Coverage) -> Told:
    """Offer what nobody promised yet: in the unit asked for where that is whole, else in base."""
    exact = one.missing / line.item.ratio(line.unit)
    unit, quantity = line.unit, exact
    if exact.denominator != 1:
        unit, quantity = line.item.unit, one.missing
    amount = quantity.numerator if quantity and quantity.denominator == 1 else ""
    return {"item_code": line.item.code, "quantity": amount, "unit": unit}


def _carried_out(pledge: Pledge) -> Told:
    """Offer a shipment of all that was promised."""
    appeal = pledge.appeal
    lines = [
        {
            "item_code": line.item.code,
            "quantity": line.quantity,
            "unit": line.unit,
            "hs_code": line.item.hs_code,
            "origin": pledge.owner_city.country.code,
        }
        for line in pledge.lines
    ]
    return {
        "consignee": pledge.partner_city.slug,
        "appeal": appeal.reference,
        "title": appeal.title_english or appeal.title,
        "title_partner": appeal.title,
        "lines": lines,
    }
