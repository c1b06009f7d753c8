"""What an office may order of its books without a case, and what there must be to tell of."""

from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, NotFound, NotReady, UnmetCondition
from exchange.facts.city_record import cities_on_record, owe_city_record
from exchange.facts.paper import frozen_as
from exchange.facts.yearly import has_anything, owe_yearly
from exchange.models import City, Document, Person, db
from exchange.schemas.documents import RecordKind
from exchange.workflows.colleagues import own_city
from exchange.workflows.engine import Inputs, Told


def order_record(actor: Person, inputs: Inputs) -> Document:
    """Freeze what the books of the actor's city say now, and owe the paper."""
    city = own_city(actor)
    if inputs["record"] is RecordKind.YEARLY:
        return _yearly(city, inputs["year"], actor)
    partner = db.session.scalar(select(City).where(City.slug == inputs["partner"]))
    if partner is None or partner.id not in cities_on_record(city):
        raise NotFound(N_("There is nothing here."))
    return owe_city_record(city, partner, actor)


def sealed_with(paper: Document) -> Told:
    """Seal the digest of the facts with the order, as for every paper."""
    return frozen_as(paper)


def _yearly(city: City, year: int, actor: Person) -> Document:
    told = {"year": str(year)}
    if year > clock.today(city.timezone).year:
        raise NotReady(
            UnmetCondition(
                "year_ahead",
                N_("%(year)s has not begun yet. Choose this year or an earlier one."),
                told,
            )
        )
    if not has_anything(city, year):
        raise NotReady(
            UnmetCondition(
                "year_empty",
                N_(
                    "Your books hold nothing of %(year)s: no exchange that took place, no"
                    " consignment that left, no paper. Choose another year."
                ),
                told,
            )
        )
    return owe_yearly(city, year, actor)
