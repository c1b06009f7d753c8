"""What pages of the office's own order ask: who holds a post, how a line would be gone through."""

from flask import Flask
from flask_login import current_user

from exchange import clock
from exchange.models import Holding, Post
from exchange.queries.inbox import count_to_decide
from exchange.queries.lines import ways_through


def install(app: Flask) -> None:
    """Give every template these questions."""
    app.jinja_env.globals.update(
        holder_today=holder_today, ways_through=ways_through, to_decide=to_decide
    )


def holder_today(post: Post) -> Holding | None:
    """Return who holds a post today."""
    today = clock.today(post.owner_city.timezone)
    return next((one for one in post.holdings if one.covers(today)), None)


def to_decide() -> int:
    """Count what the reader has to decide, for the menu."""
    city = current_user.city
    return 0 if city is None else count_to_decide(current_user, clock.today(city.timezone))
