"""The places of the world: countries, and the registry of cities, which belongs to nobody."""

from pathlib import Path

from exchange.interchange import cells
from exchange.interchange.rows import Row, Shape, read
from exchange.interchange.upsert import TableReport, Upsert
from exchange.models import City, Country

REGIONS = {name: name for name in ("Africa", "Americas", "Asia", "Europe", "Oceania")}  # UN M49

COUNTRY = Shape(
    plain=("code", "region", "calling_code", "currency", "relations_with"), worded=("names",)
)
CITY = Shape(
    plain=(
        "slug",
        "country",
        "letter_language",
        "timezone",
        "latitude",
        "longitude",
        "population",
        "population_source",
    ),
    worded=("names", "official_names", "government_names", "head_titles"),
)


def load_countries(path: Path) -> TableReport:
    """Load the countries; diplomatic relations must be told by both sides."""
    rows = read(path, COUNTRY, ["code"])
    table = Upsert("countries", Country, ["code"])
    relations = {
        row.cells["code"]: row.maybe("relations_with", cells.countries) or [] for row in rows
    }
    for row in rows:
        code = row.get("code", cells.country)
        _check_relations(row, code, relations, table)
        table.put(
            code,
            code=code,
            names=row.words("names", "en"),
            region=row.get("region", cells.known_in(REGIONS, "a region of UN M49")),
            calling_code=row.get("calling_code", cells.calling_code),
            currency=row.get("currency", cells.currency),
            relations_with=relations[code],
        )
    return table.report


def load_cities(path: Path, countries: dict[str, Country]) -> TableReport:
    """Load the registry of cities, each in one of `countries`."""
    table = Upsert("cities", City, ["slug"])
    known = cells.known_in(countries, "a known country")
    for row in read(path, CITY, ["slug"]):
        slug = row.get("slug", cells.slug)
        letters = row.get("letter_language", cells.language)
        population = row.maybe("population", cells.count)
        if population is not None and not row.text("population_source"):
            raise row.bad("population_source", "a population needs its source")
        latitude, longitude = _position(row)
        table.put(
            slug,
            slug=slug,
            names=row.words("names", "en", local=letters),
            official_names=row.words("official_names", "en", local=letters),
            government_names=row.words("government_names", local=letters),
            head_titles=row.words("head_titles", "en", local=letters),
            country_id=row.get("country", known).id,
            letter_language=letters,
            timezone=row.get("timezone", cells.timezone),
            latitude=latitude,
            longitude=longitude,
            population=population,
            population_source=row.text("population_source"),
        )
    return table.report


def _check_relations(
    row: Row, code: str, relations: dict[str, list[str]], table: Upsert[Country]
) -> None:
    for other in relations[code]:
        standing = table.find(other)
        back = relations.get(other, standing.relations_with if standing else None)
        if back is None:
            raise row.bad("relations_with", f"{other!r} is not a known country")
        if code not in back:
            raise row.bad("relations_with", f"{other} does not say so of {code}")


def _position(row: Row) -> tuple[float | None, float | None]:
    north, east = row.maybe("latitude", cells.latitude), row.maybe("longitude", cells.longitude)
    if (north is None) != (east is None):
        raise row.bad("latitude" if north is None else "longitude", "half a position is none")
    return north, east
