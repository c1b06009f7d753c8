"""The world map: partner cities by tie, and what aid went which way, as a map, table and CSV."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext

from exchange import clock
from exchange.errors import N_, NotFound
from exchange.facts.words import unit_names
from exchange.identity import me, require_login
from exchange.queries.ledger_sums import Sum
from exchange.queries.register import as_csv
from exchange.queries.world_map import Bond, Place, WorldMap, world_map
from exchange.web.atlas.drawing import draw
from exchange.web.language import in_words, label

pages = Blueprint("maps", __name__)
pages.before_request(require_login)

HEADINGS = (
    N_("City"),
    N_("Country"),
    N_("Tie"),
    N_("Since"),
    N_("What"),
    N_("Unit"),
    N_("Given"),
    N_("Received"),
)


@pages.get("/map")
def show() -> str:
    """Show where the partner cities lie, and the aid of a year or of all years."""
    told = _asked()
    return render_template(
        "maps/show.html",
        told=told,
        sheets=draw(told),
        unplaced=[one.city for one in told.places if one.city.latitude is None],
        Bond=Bond,
        goods=_goods,
    )


@pages.get("/map.csv")
def export() -> Response:
    """Return the same as a table: a line for each item, and for each city without any."""
    told = _asked()
    rows = [[gettext(one) for one in HEADINGS]]
    rows += [list(line) for place in told.places for line in _lines(place)]
    answer = make_response(as_csv(rows))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="map-{told.day}.csv"'
    return answer


def _asked() -> WorldMap:
    """Return the map asked for; what is no day asks for today, what is no year for all."""
    if me.city is None:
        raise NotFound(N_("There is nothing here."))
    try:
        day = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        day = clock.today(me.city.timezone)
    return world_map(me.city, day, request.args.get("year", type=int))


def _goods(sums: tuple[Sum, ...], way: str) -> list[tuple[int, str]]:
    """Return how much of what went one way, to be shown."""
    return [
        (getattr(one, way), f"{one.item} ({in_words(unit_names(one.unit))})")
        for one in sums
        if getattr(one, way)
    ]


def _lines(place: Place) -> Iterator[tuple[str, ...]]:
    city = place.city
    bond = label("map", "bond", place.bond) if place.kind is None else _tie(place)
    head = (in_words(city.names), in_words(city.country.names), bond, str(place.since or ""))
    if not place.sums:
        yield (*head, "", "", "", "")
    for one in place.sums:
        yield (*head, one.item, one.unit, str(one.given or ""), str(one.received or ""))


def _tie(place: Place) -> str:
    kind = label("tie", "kind", str(place.kind))
    return f"{kind} ({gettext('not certain')})" if place.bond is Bond.UNCERTAIN else kind
