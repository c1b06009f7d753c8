"""Who may act for a post on a day: its holder, or while they are away their deputy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from exchange.models import Absence, AbsenceState, Capacity, Holding, Person, Post, PostState, db


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who may act for a post on a day; `on_behalf_of` is the holder who is away."""

    person: Person
    capacity: Capacity
    on_behalf_of: Person | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A post somebody may act for on a day, and by what right."""

    post_id: UUID
    capacity: Capacity
    on_behalf_of: Person | None = None


def takers(city_id: UUID, post_ids: Iterable[UUID], day: date) -> dict[UUID, Taker]:
    """Return who may act for each post of a city on `day`; a post nobody can act for is missing.

    Two queries. While a holder is away only the deputy acts; a deputy who is away too, or no
    longer works here, acts for nobody.
    """
    held = {
        one.post_id: one
        for one in db.session.scalars(
            select(Holding).where(Holding.post_id.in_(list(post_ids)), _covers(Holding, day))
        )
    }
    away = _away(city_id, day)
    found = ((post_id, _taker(one, away)) for post_id, one in held.items())
    return {post_id: taker for post_id, taker in found if taker is not None}


def seats_of(person: Person, day: date) -> tuple[Seat, ...]:
    """Return the posts `person` may act for on `day`: their own, and those of whom they stand for.

    Two queries of a few columns; whoever they stand for is read besides.
    """
    if not person.active or person.city_id is None:
        return ()
    deputies = deputies_on(person.city_id, day)
    if person.id in deputies:
        return ()
    absent = {
        one: db.session.get_one(Person, one)
        for one, deputy in deputies.items()
        if deputy == person.id
    }
    held = db.session.execute(
        select(Holding.post_id, Holding.person_id, Holding.is_acting)
        .join(Post)
        .where(
            Holding.person_id.in_([person.id, *absent]),
            _covers(Holding, day),
            Post.state == PostState.OPEN,
        )
    )
    return tuple(
        _seat(post_id, is_acting=is_acting, absent=absent.get(holder_id))
        for post_id, holder_id, is_acting in held
    )


def deputies_of(city_id: UUID, person_id: UUID, day: date) -> frozenset[UUID]:
    """Return the ids of those who stand for somebody of a city on `day`."""
    deputies = deputies_on(city_id, day)
    return frozenset({deputies[person_id]} if person_id in deputies else ())


def deputies_on(city_id: UUID, day: date) -> dict[UUID, UUID]:
    """Return who stands for whom on `day`, by who is away; ids only, nobody is read."""
    noted = select(Absence.person_id, Absence.deputy_id).where(_counts(city_id, day))
    return dict(db.session.execute(noted).all())


def holder_on(post_id: UUID, day: date) -> Holding | None:
    """Return who held a post on a day, for whoever asks years later."""
    return db.session.scalar(
        select(Holding).where(Holding.post_id == post_id, _covers(Holding, day))
    )


def _taker(held: Holding, away: dict[UUID, Absence]) -> Taker | None:
    absence = away.get(held.person_id)
    if absence is None:
        own = Capacity.ACTING if held.is_acting else Capacity.HOLDER
        return Taker(held.person, own) if held.person.active else None
    stands_in = absence.deputy
    if stands_in.id in away or not stands_in.active:
        return None
    return Taker(stands_in, Capacity.DEPUTY, held.person)


def _seat(post_id: UUID, *, is_acting: bool, absent: Person | None) -> Seat:
    if absent is not None:
        return Seat(post_id, Capacity.DEPUTY, absent)
    return Seat(post_id, Capacity.ACTING if is_acting else Capacity.HOLDER)


def _away(city_id: UUID, day: date) -> dict[UUID, Absence]:
    """Return the absences of a city that count on `day`, by who is away."""
    noted = select(Absence).where(_counts(city_id, day))
    return {one.person_id: one for one in db.session.scalars(noted)}


def _counts(city_id: UUID, day: date) -> ColumnElement[bool]:
    return and_(
        Absence.owner_city_id == city_id,
        Absence.state == AbsenceState.NOTED,
        _covers(Absence, day),
    )


def _covers(noun: Any, day: date) -> ColumnElement[bool]:
    return and_(noun.starts_on <= day, or_(noun.ends_on.is_(None), noun.ends_on >= day))
