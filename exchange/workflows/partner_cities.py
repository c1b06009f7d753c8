"""The other city of a case, found by the name a form gives it."""

from uuid import UUID

from sqlalchemy import select

from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import City, db


def city_by_slug(slug: str) -> City:
    """Return the city, or raise NotReady where none is called so."""
    city = db.session.scalar(select(City).where(City.slug == slug))
    if city is None:
        raise NotReady(
            UnmetCondition("no_such_city", N_("No city is called %(name)s."), {"name": slug})
        )
    return city


def other_city(slug: str, own_id: UUID) -> City:
    """Return the city, or raise NotReady where it is the owner's own or none is called so."""
    city = city_by_slug(slug)
    if city.id == own_id:
        raise NotReady(UnmetCondition("same_city", N_("Choose another city than your own.")))
    return city
