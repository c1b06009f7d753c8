"""The world from files: countries, cities, ties and their past, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from exchange.interchange import bonds, borders, catalogue, centres, order, places, posts
from exchange.interchange.rows import BadRow
from exchange.interchange.upsert import LoadReport
from exchange.models import Base, City, Country, db

__all__ = ["BadRow", "LoadReport", "load", "load_demo"]

R = TypeVar("R", bound=Base)


def load(folder: Path) -> LoadReport:
    """Bring the database up to date with the files of `folder` and say what changed.

    Reads countries.csv, cities.csv, ties.csv, past_exchanges.csv, past_aid.csv, stated_totals.csv,
    items.csv, item_units.csv, customs_rules.csv, and centres.csv with the five files beside it.
    The same files again change nothing; rows that no file names stay, but for the hours of a
    centre's week. Raise BadRow for the first bad row, and load nothing.
    """
    with _whole_or_not_at_all():
        tables = [places.load_countries(folder / "countries.csv")]
        tables.append(places.load_cities(folder / "cities.csv", _by(Country, "code")))
        cities = _by(City, "slug")
        tables += [
            bonds.load_ties(folder / "ties.csv", cities),
            bonds.load_exchanges(folder / "past_exchanges.csv", cities),
            bonds.load_aid(folder / "past_aid.csv", cities),
            bonds.load_totals(folder / "stated_totals.csv", cities),
            catalogue.load_items(folder / "items.csv"),
            catalogue.load_units(folder / "item_units.csv"),
            borders.load_rules(folder / "customs_rules.csv", _by(Country, "code")),
            *centres.load(folder, cities),
            posts.load_system(),
        ]
    return LoadReport(tuple(tables))


def load_rates(file: Path) -> LoadReport:
    """Record exchange rates from a file and say what changed; raise as `load` does."""
    with _whole_or_not_at_all():
        return LoadReport((bonds.load_rates(file),))


def load_demo(folder: Path, password: str, *, check_url: str) -> LoadReport:
    """Load offices, people, posts and lines, and say what changed; raise as `load` does.

    A person seen for the first time gets `password`; a known one keeps theirs. Papers of these
    offices are checked below `check_url`.
    """
    with _whole_or_not_at_all():
        cities = _by(City, "slug")
        tables = [
            posts.load_offices(folder / "offices.csv", cities, check_url),
            *posts.load_people(folder / "people.csv", cities, password),
        ]
        db.session.flush()
        tables += [
            order.load_posts(folder / "posts.csv", cities),
            order.load_lines(folder / "lines.csv", cities),
        ]
    return LoadReport(tuple(tables))


@contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    db.session.rollback()
    try:
        if db.engine.dialect.name == "sqlite":  # its one writer says so at the start
            db.session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def _by(noun: type[R], column: str) -> dict[str, R]:
    """Return every row by its natural key, those just loaded among them."""
    db.session.flush()
    return {getattr(row, column): row for row in db.session.scalars(select(noun)).unique()}
