"""Where the partner cities of one city lie, and what aid went which way between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from exchange.models import City, PartialDate, TieKind, db
from exchange.queries.ledger import Entry, ledger_of
from exchange.queries.ledger_sums import Sum, counted, sums_of
from exchange.queries.ties import partners_of


class Bond(StrEnum):
    """How a city stands to the reader's own, for its sign on the map; uncertain ties apart."""

    SISTER = TieKind.SISTER.value
    FRIENDSHIP = TieKind.FRIENDSHIP.value
    CONTACT = TieKind.CONTACT.value
    UNCERTAIN = "uncertain"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A city on the map, its tie, and the goods given to it and received from it, item by item."""

    city: City
    bond: Bond
    kind: TieKind | None
    since: PartialDate | None
    sums: tuple[Sum, ...]

    @property
    def given(self) -> int:
        """How many units of goods went to it."""
        return sum(one.given for one in self.sums)

    @property
    def received(self) -> int:
        """How many units of goods came from it."""
        return sum(one.received for one in self.sums)


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The map of `home` as on `day`, the years of aid there are, and the one that is shown."""

    home: City
    day: date
    years: tuple[int, ...]
    year: int | None
    places: tuple[Place, ...]

    @property
    def by_bond(self) -> dict[Bond, int]:
        """How many cities stand each way to the reader's own."""
        return {
            bond: n for bond in Bond if (n := sum(one.bond is bond for one in self.places)) > 0
        }

    @property
    def with_aid(self) -> tuple[Place, ...]:
        """The cities goods went to or came from, the most goods first."""
        moved = [one for one in self.places if one.sums]
        return tuple(sorted(moved, key=lambda one: -(one.given + one.received)))


def world_map(home: City, day: date, year: int | None = None) -> WorldMap:
    """Return the map of `home`: ties that stood on `day`, and aid until then, of `year` if given.

    A year without aid asks for all years.
    """
    aid = [one for one in counted(ledger_of(home)) if not one.is_visit]
    aid = [one for one in aid if one.on.earliest <= day]
    years = tuple(sorted({one.on.year for one in aid}, reverse=True))
    chosen = year if year in years else None
    moved = [one for one in aid if chosen in {None, one.on.year}]
    return WorldMap(home, day, years, chosen, tuple(_places(home, day, moved)))


def _places(home: City, day: date, aid: Iterable[Entry]) -> Iterable[Place]:
    """Yield every city with a tie, in the order of the ties, then those with aid alone."""
    by_city: dict[UUID, list[Entry]] = {}
    for one in aid:
        other = next(city for city in one.between if city != home.id)
        by_city.setdefault(other, []).append(one)
    for partner in partners_of(home, day):
        sums = tuple(sums_of(by_city.pop(partner.city.id, ())))
        bond = Bond(partner.tie.kind) if partner.is_certain else Bond.UNCERTAIN
        yield Place(partner.city, bond, partner.tie.kind, partner.tie.began, sums)
    others = select(City).where(City.id.in_(by_city)).order_by(City.slug)
    for city in db.session.scalars(others).unique():
        yield Place(city, Bond.NONE, None, None, tuple(sums_of(by_city[city.id])))
