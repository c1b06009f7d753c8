"""The registry of cities, and the ties of the reader's own on a day."""

from collections.abc import Mapping
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields
from sqlalchemy import select

from exchange import clock
from exchange.api import asking
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


def _offer() -> None:
    cities = pages.response(200, responses.City(many=True))(list_cities)
    pages.route("/cities", methods=["GET"])(cities)
    ties = pages.response(200, responses.Tie(many=True))(list_ties)
    pages.route("/ties", methods=["GET"])(pages.arguments(DayAsked, location="query")(ties))


_offer()
