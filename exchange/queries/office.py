"""Posts and people of one city, to choose from."""

from sqlalchemy import select

from exchange.models import City, Person, Post, PostState, db


def posts_of(city: City) -> list[Post]:
    """Return the posts that can be held, by code."""
    return list(
        db.session.scalars(
            select(Post)
            .where(Post.owner_city_id == city.id, Post.state == PostState.OPEN)
            .order_by(Post.code)
        )
    )


def people_of(city: City) -> list[Person]:
    """Return who works for the city, by address."""
    return list(
        db.session.scalars(
            select(Person).where(Person.city_id == city.id, Person.active).order_by(Person.email)
        )
    )
