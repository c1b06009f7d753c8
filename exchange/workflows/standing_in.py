"""For whom a case is begun: one's own city, or one without an office here, on its behalf."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import City, Person, Tie, db
from exchange.workflows.colleagues import own_city
from exchange.workflows.partner_cities import city_by_slug


def tied_with(city: City, day: date) -> list[City]:
    """Return the cities with a tie in force with `city` on `day`, by their slugs."""
    ties = db.session.scalars(
        select(Tie)
        .where(or_(Tie.owner_city_id == city.id, Tie.partner_city_id == city.id))
        .options(joinedload(Tie.owner_city), joinedload(Tie.partner_city))
    )
    others = {
        tie.partner_city if tie.owner_city_id == city.id else tie.owner_city
        for tie in ties
        if tie.is_in_force(day)
    }
    return sorted(others, key=lambda one: one.slug)


def acting_for(actor: Person, slug: str) -> tuple[City, City | None]:
    """Return the city that a case is of, and the city that keeps it on its behalf, if another.

    Raise NotReady for a city that keeps an office here, or has no tie with the actor's own: its
    own people begin what is its own.
    """
    own = own_city(actor)
    if slug in {"", own.slug}:
        return own, None
    city = city_by_slug(slug)
    if city.office is not None:
        raise NotReady(
            UnmetCondition(
                "keeps_office",
                N_("%(name)s keeps an office here and begins its cases itself."),
                {"name": slug},
            )
        )
    if own.office is None or city not in tied_with(own, clock.today(own.timezone)):
        raise NotReady(
            UnmetCondition(
                "not_for_them",
                N_("Only an office with a tie in force acts on behalf of %(name)s."),
                {"name": slug},
            )
        )
    return city, own
