"""The reciprocity ledger: what two cities gave each other, as bars, as a table and as CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext
from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, NotFound
from exchange.facts.words import unit_names
from exchange.identity import me, require_login
from exchange.models import City, db
from exchange.queries.cities import city_page
from exchange.queries.disarming import as_csv
from exchange.queries.ledger import Direction, Entry, ledger_of
from exchange.queries.ledger_sums import Year, sums_of, years_of
from exchange.queries.stated import Stated, stated_of
from exchange.web.language import in_words, label

pages = Blueprint("ledger", __name__)
pages.before_request(require_login)

FULL = 100.0  # the width of the longest bar
HEADINGS = (
    N_("Date"),
    N_("Direction"),
    N_("City"),
    N_("What"),
    N_("Unit"),
    N_("Sent"),
    N_("Arrived whole"),
    N_("People"),
    N_("Value for customs"),
    N_("Currency"),
    N_("In our currency"),
    N_("Rate of"),
    N_("Case"),
    N_("Counted as"),
    N_("Source"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the chart, on its own scale: `give` and `take` are widths from 0 to 100."""

    label: str
    given: int
    received: int

    @property
    def give(self) -> float:
        """How wide the bar of what was given is."""
        return self._width(self.given)

    @property
    def take(self) -> float:
        """How wide the bar of what was received is."""
        return self._width(self.received)

    def _width(self, quantity: int) -> float:
        return round(FULL * quantity / (max(self.given, self.received) or 1), 2)


@pages.get("/ledger")
def show_all() -> str:
    """Show what went each way between the reader's city and all others."""
    home = _home()
    entries = ledger_of(home)
    return render_template(
        "ledger/all.html",
        home=home,
        sums=[
            _bar_of_goods(one.item, one.unit, one.given, one.received) for one in sums_of(entries)
        ],
        cities=_by_city(home, entries),
        stated=stated_of(home),
        told=_told,
    )


@pages.get("/ledger/<slug>")
def show(slug: str) -> str:
    """Show what went each way between the reader's city and one other."""
    home, other = _pair(slug)
    entries = ledger_of(home, other)
    years = years_of(entries)
    return render_template(
        "ledger/show.html",
        home=home,
        other=other,
        entries=entries,
        bars=_bars(entries, years),
        years=[one for one in years if any((*one.units.values(), *one.visits.values()))],
        as_on=clock.today(home.timezone),
        Direction=Direction,
        unit_names=unit_names,
    )


@pages.get("/ledger/<slug>.csv")
def export(slug: str) -> Response:
    """Return the rows between two cities as CSV, the city each came from in its own column."""
    home, other = _pair(slug)
    rows = [[gettext(one) for one in HEADINGS]]
    rows += [list(_cells(one, other)) for one in ledger_of(home, other)]
    answer = make_response(as_csv(rows))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="ledger-{other.slug}.csv"'
    return answer


def _home() -> City:
    if me.city is None:
        raise NotFound(N_("There is nothing here."))
    return me.city


def _pair(slug: str) -> tuple[City, City]:
    """Return the two cities; raise NotFound where they have nothing to do with one another."""
    home = _home()
    other = city_page(slug, me, clock.today(home.timezone)).city
    if other is home:
        raise NotFound(N_("A city has no ledger with itself."))
    return home, other


def _bars(entries: Sequence[Entry], years: Sequence[Year]) -> list[Bar]:
    bars = [_bar_of_goods(one.item, one.unit, one.given, one.received) for one in sums_of(entries)]
    for name, counts in (
        (gettext("Shipments"), _shipments(entries)),
        (gettext("Visits"), _added(years, "visits")),
        (gettext("People who travelled"), _added(years, "people")),
    ):
        if any(counts):
            bars.append(Bar(name, *counts))
    return bars


def _bar_of_goods(item: str, unit: str, given: int, received: int) -> Bar:
    return Bar(f"{item} ({in_words(unit_names(unit))})", given, received)


def _shipments(entries: Sequence[Entry]) -> tuple[int, int]:
    """Count consignments: a case, or what one source tells of one day."""
    seen = {
        (one.direction, one.case.id if one.case else (one.between, one.on))
        for one in entries
        if not one.is_visit and not one.told_by
    }
    given = sum(direction is Direction.GIVEN for direction, _ in seen)
    return given, len(seen) - given


def _added(years: Sequence[Year], name: str) -> tuple[int, int]:
    counts = [getattr(one, name) for one in years]
    return sum(c[Direction.GIVEN] for c in counts), sum(c[Direction.RECEIVED] for c in counts)


def _by_city(home: City, entries: Sequence[Entry]) -> list[tuple[City, list[Bar]]]:
    """Return the sums of each city there is a row with, by their names."""
    rows: dict[UUID, list[Entry]] = {}
    for one in entries:
        other = next(city for city in one.between if city != home.id)
        rows.setdefault(other, []).append(one)
    cities = db.session.scalars(select(City).where(City.id.in_(rows))).unique()
    return [
        (city, _bars(rows[city.id], years_of(rows[city.id])))
        for city in sorted(cities, key=lambda city: in_words(city.names))
    ]


def _told(one: Stated) -> str:
    """Say whether the rows add up to what a source states."""
    if one.difference == 0:
        return str(gettext("The rows add up to it."))
    return str(gettext("The rows add up to another sum; which is right is not known."))


def _cells(one: Entry, other: City) -> Iterator[object]:
    yield from (str(one.on), label("ledger", "direction", one.direction), in_words(other.names))
    yield from (one.item, one.unit, one.sent or "", "" if one.arrived is None else one.arrived)
    yield from (one.people or "", "" if one.value is None else one.value, one.currency)
    yield "" if one.at_home is None else one.at_home
    yield one.rate_on or ""
    yield from (one.case.number if one.case else "", one.told_by, one.source)
