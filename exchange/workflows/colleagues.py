"""People and posts of one's own city, found by the names forms give them."""

from uuid import UUID

from sqlalchemy import select

from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import City, Person, Post, PostState, db


def colleague(city_id: UUID, email: str) -> Person:
    """Return somebody who works for the city, or raise NotReady where nobody has that address."""
    found = db.session.scalar(
        select(Person).where(Person.city_id == city_id, Person.email == email, Person.active)
    )
    if found is None:
        raise NotReady(
            UnmetCondition(
                "no_such_colleague", N_("Nobody here has the address %(name)s."), {"name": email}
            )
        )
    return found


def post_by_code(city_id: UUID, code: str) -> Post:
    """Return a post of the city that is there to be held, or raise NotReady."""
    found = db.session.scalar(
        select(Post).where(
            Post.owner_city_id == city_id, Post.code == code, Post.state == PostState.OPEN
        )
    )
    if found is None:
        raise NotReady(
            UnmetCondition("no_such_post", N_("There is no post %(name)s."), {"name": code})
        )
    return found


def own_city(actor: Person) -> City:
    """Return the city the actor works for, or raise NotReady."""
    if actor.city is None:
        raise NotReady(UnmetCondition("no_city", N_("You act for no city.")))
    return actor.city
