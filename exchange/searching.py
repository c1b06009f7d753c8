"""Words by which cases are found, in any script; kept up to date with each case by the door.

A word is written without case, width and accents. Scripts that set no spaces between words are
found from any character on: of `건강용마스크` the search for `마스크` finds it too.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, inspect, select

from exchange import clock
from exchange.models import Case, SearchTerm, db
from exchange.models.opening import begin_writing
from exchange.models.searching import LONGEST_TERM

TOLD_BY = ("number", "title", "title_partner", "title_english", "waybill", "check_code", "name")
OF_LINES = ("item", "item_partner", "lot")
MOST_TERMS = 400  # of one case; a thousand lines are found by their first
WORD = re.compile(r"\w+(?:[-./]\w+)*")
PART = re.compile(r"\w+")
# Thai and Lao write vowels and tones above and below, which are no accents.
VOWELS = frozenset(chr(n) for n in (*range(0x0E31, 0x0E50), *range(0x0EB1, 0x0ED0)))
UNSPACED = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def plain(text: str) -> str:
    """Return `text` without case, width and accents; Hangul stays whole."""
    spread = unicodedata.normalize("NFKD", text)
    kept = "".join(one for one in spread if unicodedata.category(one) != "Mn" or one in VOWELS)
    return unicodedata.normalize("NFC", kept).casefold()


def words(text: str) -> list[str]:
    """Return the words somebody looks for, as `terms` writes them."""
    return [one[:LONGEST_TERM] for one in WORD.findall(plain(text))]


def terms(*texts: str) -> set[str]:
    """Return every term under which a case with these texts is found."""
    found: set[str] = set()
    for word in (one for text in texts for one in WORD.findall(plain(text))):
        for part in {word, *PART.findall(word)}:
            starts = range(len(part)) if UNSPACED.search(part) else (0,)
            found |= {part[n:][:LONGEST_TERM] for n in starts}
    return found


def remember(kind: str, case: Case) -> None:
    """Bring the words of `case` up to date in the caller's transaction, if anything changed."""
    if _is_unchanged(case):
        return
    db.session.execute(delete(SearchTerm).where(SearchTerm.subject_id == case.id))
    write(kind, case)


def write(kind: str, case: Case) -> None:
    """Add the words of a case that has none yet, for each city that may read it."""
    cities = {_id_of(case), case.behalf_city_id, *(case.addressed_ids if case.shared_at else ())}
    found = sorted(terms(*_texts(case)))[:MOST_TERMS]
    at = case.created_at if inspect(case).persistent else clock.now()
    db.session.add_all(
        SearchTerm(city_id=city, term=term, subject_kind=kind, subject_id=case.id, at=at)
        for city in cities
        if city is not None
        for term in found
    )


def next_ids(noun: type[Any], after: UUID | None, count: int) -> list[UUID]:
    """Return the ids of the next cases of a kind, in their order."""
    wanted = select(noun.id).order_by(noun.id).limit(count)
    return list(db.session.scalars(wanted if after is None else wanted.where(noun.id > after)))


def rewrite(kind: str, noun: type[Any], ids: Sequence[UUID]) -> None:
    """Write anew the words of these cases, in the caller's transaction."""
    begin_writing(db.session)
    db.session.execute(delete(SearchTerm).where(SearchTerm.subject_id.in_(ids)))
    for case in db.session.scalars(select(noun).where(noun.id.in_(ids))).unique():
        write(kind, case)


def _texts(case: Any) -> Iterable[str]:
    for name in TOLD_BY:
        if isinstance(text := getattr(case, name, None), str):
            yield text
    for line in getattr(case, "lines", ()):
        yield from (getattr(line, name, "") or "" for name in OF_LINES)


def _is_unchanged(case: Any) -> bool:
    state = inspect(case)
    if state.transient or state.pending:
        return False
    names = {*TOLD_BY, "shared_at", "lines"} & set(state.mapper.attrs.keys())
    if any(state.attrs[name].history.has_changes() for name in names):
        return False
    lines = () if "lines" in state.unloaded else getattr(case, "lines", ())
    return not any(inspect(line).modified for line in lines)


def _id_of(case: Any) -> UUID | None:
    """Return the id of the city that owns the case, before its first flush too."""
    city = getattr(case, "owner_city", None)
    found: UUID | None = case.owner_city_id if city is None else city.id
    return found
