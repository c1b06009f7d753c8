"""A mailing as the letters it is: one to each city, each with its own number and language."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final, cast
from uuid import UUID

from exchange.facts.letter_shapes import LetterFacts
from exchange.facts.letters import COPIES, letter_facts
from exchange.facts.paper import header, office_of, order
from exchange.facts.shapes import PaperFacts, Words
from exchange.facts.ties import last_beginnings
from exchange.facts.words import FALLBACK, letter_language
from exchange.models import (
    City,
    Document,
    DocumentKind,
    Letter,
    LetterKind,
    Mailing,
    MailingKind,
    Person,
)

TITLES: Final = ("title", "event")  # as the kinds of letter call what a mailing's title says


@dataclass(frozen=True, slots=True)
class Addressed:
    """A mailing as the letter to one of its cities; whatever else is asked, it answers itself."""

    mailing: Mailing
    partner_city: City

    goods: ClassVar[tuple[()]] = ()
    reply_by: ClassVar[None] = None
    wording: ClassVar[dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        """Return what is the same in every letter."""
        return getattr(self.mailing, name)

    @property
    def kind(self) -> LetterKind:
        """The kind of letter."""
        return LetterKind(self.mailing.kind.value)

    @property
    def partner_city_id(self) -> UUID:
        """The one city with which its paper is shared."""
        return self.partner_city.id

    @property
    def title_partner(self) -> str:
        """What it is about, as the city reads it."""
        return self._read("title")

    @property
    def message_partner(self) -> str:
        """The officer's own paragraph, as the city reads it."""
        return self._read("message")

    def said(self, name: str) -> Words:
        """Return one text in English and in the city's language as far as known, and in ours."""
        texts = self.mailing.by_language
        known = [one for one in (FALLBACK, self._theirs) if one in texts]
        own = letter_language(self.mailing.owner_city.letter_language)
        return {one: getattr(texts[one], name) for one in known} | {own: getattr(self, name)}

    @property
    def _theirs(self) -> str:
        return letter_language(self.partner_city.letter_language)

    def _read(self, name: str) -> str:
        said = self.said(name)
        return said.get(self._theirs) or said.get(FALLBACK) or ""


def addressed(mailing: Mailing) -> list[Addressed]:
    """Return the letters of a mailing as it stands, in the order of its cities."""
    out = {city.id for city in left_out(mailing)}
    return [Addressed(mailing, city) for city in mailing.cities if city.id not in out]


def left_out(mailing: Mailing) -> list[City]:
    """Return the cities there is nothing to congratulate: no tie, or no year it began; one query.

    A tie of that very year has no anniversary in it yet.
    """
    if mailing.kind is not MailingKind.CONGRATULATION or mailing.celebrated_on is None:
        return []
    year = str(mailing.celebrated_on.year)
    began = last_beginnings(mailing.owner_city_id, [city.id for city in mailing.cities])
    known = {city_id for city_id, first in began.items() if first and first[:4] < year}
    return [city for city in mailing.cities if city.id not in known]


def order_letters(mailing: Mailing, actor: Person) -> list[Document]:
    """Freeze every letter and order it, each with its own number, in the caller's transaction."""
    series = office_of(mailing.owner_city).series_prefix
    kind = DocumentKind(mailing.kind.value)
    return [
        order(kind, one, actor, mailing.title, mailing_facts(one, header(one, series, COPIES)))
        for one in addressed(mailing)
    ]


def mailing_facts(one: Addressed, head: PaperFacts) -> LetterFacts:
    """Return the whole of what one letter says; each text under the language it really is in."""
    facts = letter_facts(cast("Letter", one), head)
    said: dict[str, Any] = {name: one.said("title") for name in TITLES if name in facts}
    said["message"] = one.said("message") if one.mailing.message else {}
    return cast("LetterFacts", {**facts, **said})
