"""The registry of cities, and the ties of the reader's own on a day."""

from collections.abc import Mapping
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields
from sqlalchemy import select

from exchange import clock
from exchange.api import asking
from exchange.api.describing import READING, offer
from exchange.errors import N_, NotFound
from exchange.models import City, db
from exchange.queries.cities import tally
from exchange.schemas import responses

pages: Any = Blueprint("api-places", __name__, url_prefix="/api/v1")
pages.before_request(asking.require_token)


class DayAsked(Schema):
    """On which day; today in the reader's city, if none is given."""

    on = fields.Date(load_default=None)


def list_cities() -> list[City]:
    """Return every city of the registry."""
    return list(db.session.scalars(select(City).order_by(City.slug)))


def list_ties(asked: Mapping[str, Any]) -> list[Any]:
    """Return the ties that certainly stood on a day."""
    home = asking.reader().city
    if home is None:
        raise NotFound(N_("There is nothing here."))
    return list(tally(home, asked["on"] or clock.today(home.timezone)).standing)


offer(pages, "/cities", "GET", list_cities, "List the registry", responses.City(many=True), (401,))
offer(
    pages,
    "/ties",
    "GET",
    list_ties,
    "List the ties of one's own city that stood on a day",
    responses.Tie(many=True),
    READING,
    DayAsked,
)
