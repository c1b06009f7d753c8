"""Cases and cities found by what was typed: a number, an SSCC, a waybill, words in any script.

What is looked at does not grow with what there is: words are looked up in an index in the order
of time, and of a word that thousands of cases bear the newest are looked through.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select, union_all
from sqlalchemy.orm import aliased

from exchange.models import Carton, City, Person, SearchTerm, db
from exchange.policy import may_see
from exchange.searching import plain, words
from exchange.workflows.registry import CASES, PLURALS

MOST = 25
MOST_WORDS = 6
MOST_FORMS = 20  # words that begin as typed
NEWEST = 2_000  # cases looked through for a second word
SSCC = re.compile(r"(?:\(00\)|00)?(\d{18})")
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found, and under which plural its page is."""

    plural: str
    case: Any


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: cities by name, and cases, newest first; `more` if others were left out."""

    cities: list[City]
    hits: list[Hit]
    more: bool


def find_all(written: str, reader: Person) -> Found:
    """Return what `reader` may know of what they typed; a fixed number of statements."""
    if reader.city_id is None or not plain(written).strip():
        return Found([], [], more=False)
    asked = words(written)[:MOST_WORDS]
    keys = [*_by_sscc(written), *(_by_words(asked, reader.city_id) if asked else ())]
    hits = list(_read(keys[:MOST], reader))
    return Found(_cities(plain(written).strip()), hits, more=len(keys) > MOST)


def _by_sscc(written: str) -> list[tuple[str, UUID]]:
    digits = SSCC.fullmatch(re.sub(r"[\s-]", "", written))
    if digits is None:
        return []
    found = db.session.scalar(select(Carton.shipment_id).where(Carton.sscc == digits[1]))
    return [] if found is None else [("shipment", found)]


def _by_words(asked: Sequence[str], city_id: UUID) -> list[tuple[str, UUID]]:
    """Return the newest cases that bear every word, by the beginning of each."""
    forms = {one: _forms(one, city_id) for one in asked}
    if not all(forms.values()):
        return []
    first, *others = sorted(asked, key=lambda one: -len(one))
    driver = _newest(forms[first], city_id, NEWEST if others else MOST + 1).subquery()
    wanted = select(driver.c.subject_kind, driver.c.subject_id, func.max(driver.c.at).label("at"))
    for one in others:
        also = aliased(SearchTerm)
        wanted = wanted.where(
            exists().where(
                also.subject_id == driver.c.subject_id,
                also.city_id == city_id,
                also.term.in_(forms[one]),
            )
        )
    wanted = wanted.group_by(driver.c.subject_kind, driver.c.subject_id)
    rows = db.session.execute(wanted.order_by(func.max(driver.c.at).desc()).limit(MOST + 1))
    return [(row.subject_kind, row.subject_id) for row in rows]


def _newest(forms: Sequence[str], city_id: UUID, most: int) -> Any:
    """Return the newest cases under each word, so many of each; each is a walk of the index."""
    each: list[Select[Any]] = [
        select(
            select(SearchTerm.subject_kind, SearchTerm.subject_id, SearchTerm.at)
            .where(SearchTerm.city_id == city_id, SearchTerm.term == form)
            .order_by(SearchTerm.at.desc())
            .limit(most)
            .subquery()
        )
        for form in forms
    ]
    return union_all(*each)


def _forms(word: str, city_id: UUID) -> list[str]:
    """Return the words in use that begin as typed, stepping from each to the next."""
    within = and_(SearchTerm.city_id == city_id, SearchTerm.term < word + LAST)
    start = select(func.min(SearchTerm.term).label("term")).where(within, SearchTerm.term >= word)
    walk = start.cte("walk", recursive=True)
    after = select(func.min(SearchTerm.term)).where(within, SearchTerm.term > walk.c.term)
    walk = walk.union_all(select(after.scalar_subquery()).where(walk.c.term.is_not(None)))
    found = db.session.scalars(select(walk.c.term).limit(MOST_FORMS + 1))
    return [one for one in found if one is not None][:MOST_FORMS]


def _read(keys: Iterable[tuple[str, UUID]], reader: Person) -> Iterable[Hit]:
    """Read the cases, a statement a kind, and keep in order those the reader may see."""
    keys = list(dict.fromkeys(keys))
    rows: dict[UUID, Hit] = {}
    for kind, ids in groupby(sorted(keys, key=lambda key: key[0]), key=lambda key: key[0]):
        plural = PLURALS[kind]
        flow = CASES[plural]
        noun: Any = flow.noun
        for case in db.session.scalars(
            select(noun).where(noun.id.in_([one for _, one in ids]))
        ).unique():
            if may_see(reader, case, flow.read):
                rows[case.id] = Hit(plural, case)
    return [rows[one] for _, one in keys if one in rows]


def _cities(asked: str) -> list[City]:
    """Return the cities one of whose names holds what was typed; there are hundreds, not more."""
    cities = db.session.scalars(select(City).order_by(City.slug)).unique()
    return [
        city
        for city in cities
        if any(asked in plain(name) for name in (*city.names.values(), city.slug))
    ]
