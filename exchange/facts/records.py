"""Records an office orders of its books without a case: what one is about, told as its case."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from exchange.facts import shapes
from exchange.facts.city_record import city_record_facts
from exchange.facts.yearly import yearly_facts
from exchange.models import City, Document


@dataclass(frozen=True, slots=True)
class Books:
    """The books of `owner_city` on `partner_city`; on itself, of the year that is its title."""

    owner_city: City
    partner_city: City
    title: str

    __tablename__: ClassVar[str] = City.__tablename__

    @classmethod
    def of(cls, paper: Document) -> Self:
        """Return what a record is about."""
        return cls(paper.owner_city, paper.partner_city, paper.title)

    @property
    def id(self) -> UUID:
        """The city it is about."""
        return self.partner_city.id


def city_record_anew(books: Any, head: shapes.PaperFacts) -> Any:
    """Return what the books say of the two cities now."""
    return city_record_facts(books.owner_city, books.partner_city, head)


def yearly_anew(books: Any, head: shapes.PaperFacts) -> Any:
    """Return what the books say of the same year now."""
    return yearly_facts(books.owner_city, int(books.title), head)
