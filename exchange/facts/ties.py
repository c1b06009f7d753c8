"""The ties between two cities, as papers tell them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from exchange.facts import goods_shapes, shapes
from exchange.models import PARTNERSHIPS, City, Tie, db


def ties_of_letter(owner: City, partner: City) -> list[shapes.Tie]:
    """Return the partnerships of `owner` with `partner`, oldest first."""
    rows: list[Any] = [
        {"kind": tie.kind.value, "began": _said(tie.began)} for tie in _between(owner, partner)
    ]
    return sorted(rows, key=lambda tie: (tie["began"], tie["kind"]))


def ties_between(one: City, other: City) -> list[shapes.Tie]:
    """Return the partnerships of two cities, oldest first, whichever of them entered them."""
    rows = [*ties_of_letter(one, other), *ties_of_letter(other, one)]
    return sorted(rows, key=lambda tie: (tie["began"], tie["kind"]))


def ties_in_force(owner: City, partner: City, day: date) -> list[goods_shapes.Tie]:
    """Return the partnerships in force on `day`, oldest first, whichever city entered them."""
    found = [*_between(owner, partner), *_between(partner, owner)]
    rows: list[Any] = [
        {
            "kind": tie.kind.value,
            "began": _said(tie.began),
            "attested_on": _said(tie.attested_on),
            "ended": _said(tie.ended),
        }
        for tie in found
        if tie.is_in_force(day)
    ]
    return sorted(rows, key=lambda tie: (tie["began"] or tie["attested_on"], tie["kind"]))


def _between(owner: City, partner: City) -> Sequence[Tie]:
    return db.session.scalars(
        select(Tie).where(
            Tie.owner_city_id == owner.id,
            Tie.partner_city_id == partner.id,
            Tie.kind.in_(PARTNERSHIPS),
        )
    ).all()


def _said(day: Any) -> str:
    return "" if day is None else str(day)


def last_beginnings(owner_id: UUID, partner_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return when the latest tie with each of these cities began, "" if unknown; one query.

    Cities without a sister or friendship tie are missing.
    """
    ties = db.session.scalars(
        select(Tie).where(
            Tie.owner_city_id == owner_id,
            Tie.partner_city_id.in_(partner_ids),
            Tie.kind.in_(PARTNERSHIPS),
        )
    )
    found: dict[UUID, str] = {}
    for tie in ties:
        began = "" if tie.began is None else str(tie.began)
        found[tie.partner_city_id] = max(began, found.get(tie.partner_city_id, ""))
    return found
