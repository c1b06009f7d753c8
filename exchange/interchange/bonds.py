"""What binds cities: their ties, and the exchanges and the aid there were before this service."""

from datetime import date
from pathlib import Path

from exchange.interchange import cells
from exchange.interchange.rows import Row, Shape, read
from exchange.interchange.upsert import TableReport, Upsert
from exchange.models import (
    City,
    ExchangeRate,
    PartialDate,
    PastAid,
    PastExchange,
    ProjectType,
    StatedTotal,
    Tie,
    TieKind,
)

TIE = Shape(plain=("owner", "partner", "kind", "began", "attested_on", "ended", "source"))
EXCHANGE = Shape(
    plain=("owner", "partner", "took_place", "type", "title", "description", "source")
)
TOTAL = Shape(plain=("consignee", "took_place", "item", "quantity", "unit", "source"))
RATE = Shape(plain=("currency", "quote", "day", "rate", "source"))
AID = Shape(plain=("consignor", "consignee", "took_place", "item", "quantity", "unit", "source"))


def load_ties(path: Path, cities: dict[str, City]) -> TableReport:
    """Load the ties, dated only as far as their sources go."""
    table = Upsert("ties", Tie, ["owner_city_id", "partner_city_id", "kind"])
    kind = cells.one_of(TieKind)
    for row in read(path, TIE, ["owner", "partner", "kind"]):
        owner, partner = _two_cities(row, "owner", "partner", cities)
        began, attested, ended = _span(row)
        table.put(
            f"{owner.slug} - {partner.slug}, {row.text('kind')}",
            owner_city_id=owner.id,
            partner_city_id=partner.id,
            kind=row.get("kind", kind),
            began=began,
            attested_on=attested,
            ended=ended,
            source=row.get("source", str),
        )
    return table.report


def load_exchanges(path: Path, cities: dict[str, City]) -> TableReport:
    """Load the exchanges of the past."""
    table = Upsert("past exchanges", PastExchange, ["partner_city_id", "took_place", "title"])
    kind = cells.one_of(ProjectType)
    for row in read(path, EXCHANGE, ["partner", "took_place", "title"]):
        owner, partner = _two_cities(row, "owner", "partner", cities)
        table.put(
            f"{owner.slug} - {partner.slug}, {row.text('title')}",
            owner_city_id=owner.id,
            partner_city_id=partner.id,
            took_place=row.get("took_place", PartialDate.parse),
            type=row.get("type", kind).value,
            title=row.get("title", str),
            description=row.get("description", str),
            source=row.get("source", str),
        )
    return table.report


def load_aid(path: Path, cities: dict[str, City]) -> TableReport:
    """Load the aid of the past: one item, one direction, one source a row."""
    table = Upsert("past aid", PastAid, ["consignor_id", "consignee_id", "took_place", "item"])
    for row in read(path, AID, ["consignor", "consignee", "took_place", "item"]):
        consignor, consignee = _two_cities(row, "consignor", "consignee", cities)
        table.put(
            f"{consignor.slug} to {consignee.slug}, {row.text('item')}",
            consignor_id=consignor.id,
            consignee_id=consignee.id,
            took_place=row.get("took_place", PartialDate.parse),
            item=row.get("item", str),
            quantity=row.get("quantity", cells.count),
            unit=row.get("unit", cells.unit),
            source=row.get("source", str),
        )
    return table.report


def _two_cities(row: Row, one: str, other: str, cities: dict[str, City]) -> tuple[City, City]:
    known = cells.known_in(cities, "a known city")
    pair = row.get(one, known), row.get(other, known)
    if pair[0] is pair[1]:
        raise row.bad(other, "a city has nothing with itself")
    return pair


def _span(row: Row) -> tuple[PartialDate | None, PartialDate | None, PartialDate | None]:
    """Return when a tie began, was first seen standing, and ended, as far as each is known."""
    began, attested, ended = (
        row.maybe(field, PartialDate.parse) for field in ("began", "attested_on", "ended")
    )
    if began is not None and attested is not None:
        raise row.bad("attested_on", "is only for a tie whose beginning is unknown")
    start = began or attested
    if start is not None and ended is not None and ended.latest < start.earliest:
        raise row.bad("ended", f"is before {start}")
    return began, attested, ended


def load_totals(path: Path, cities: dict[str, City]) -> TableReport:
    """Load the sums that sources state, whether or not the rows add up to them."""
    table = Upsert("stated totals", StatedTotal, ["consignee_id", "took_place", "item"])
    for row in read(path, TOTAL, ["consignee", "took_place", "item"]):
        consignee = row.get("consignee", cells.known_in(cities, "a known city"))
        table.put(
            f"{consignee.slug}, {row.text('item')}",
            consignee_id=consignee.id,
            took_place=row.get("took_place", PartialDate.parse),
            item=row.get("item", str),
            quantity=row.get("quantity", cells.count),
            unit=row.get("unit", cells.unit),
            source=row.get("source", str),
        )
    return table.report


def load_rates(path: Path) -> TableReport:
    """Load exchange rates: one unit of `currency` in `quote` on a day, with its source."""
    table = Upsert("exchange rates", ExchangeRate, ["currency", "quote", "day"])
    for row in read(path, RATE, ["currency", "quote", "day"]):
        table.put(
            f"{row.text('currency')} on {row.text('day')}",
            currency=row.get("currency", cells.currency),
            quote=row.get("quote", cells.currency),
            day=row.get("day", date.fromisoformat),
            written=row.get("rate", cells.rate),
            source=row.get("source", str),
        )
    return table.report
