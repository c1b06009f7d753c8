"""The ties between two cities as papers tell them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from exchange.facts import shapes
from exchange.models import PARTNERSHIPS, Tie, db


def ties_between(owner_id: UUID, partner_id: UUID) -> list[shapes.Tie]:
    """Return the sister and friendship ties that `owner_id` keeps with the other, oldest first."""
    ties = db.session.scalars(
        select(Tie).where(
            Tie.owner_city_id == owner_id,
            Tie.partner_city_id == partner_id,
            Tie.kind.in_(PARTNERSHIPS),
        )
    ).all()
    rows: list[Any] = [
        {"kind": tie.kind.value, "began": "" if tie.began is None else str(tie.began)}
        for tie in ties
    ]
    return sorted(rows, key=lambda tie: (tie["began"], tie["kind"]))


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
