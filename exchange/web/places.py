"""The partner cities, and one city as the reader's own knows it."""

from flask import Blueprint, render_template

from exchange import clock
from exchange.errors import N_, NotFound
from exchange.facts.city_record import cities_on_record
from exchange.identity import me, require_login
from exchange.queries.cities import city_page, partners_of, tally

pages = Blueprint("places", __name__)
pages.before_request(require_login)


@pages.get("/cities")
def all_cities() -> str:
    """Show every city with a tie today, the certain ones first."""
    home = me.city
    if home is None:
        raise NotFound(N_("There is nothing here."))
    today = clock.today(home.timezone)
    return render_template(
        "cities/list.html",
        home=home,
        partners=partners_of(home, today),
        tally=tally(home, today),
        today=today,
    )


@pages.get("/cities/<slug>")
def show(slug: str) -> str:
    """Show a city: the tie, what was done together, what was given and received."""
    home = me.city
    if home is None:
        raise NotFound(N_("There is nothing here."))
    page = city_page(slug, me, clock.today(home.timezone))
    on_record = page.city.id in cities_on_record(home)
    return render_template("cities/show.html", home=home, page=page, on_record=on_record)
