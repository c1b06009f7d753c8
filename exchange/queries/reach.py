"""What a reader may see of a kind of case, so asked that a million take as long as one.

A case is read from one of two sides: it is the reader's city's own, or it is shared with that
city. Each side is asked by itself, in the order of an index, and no further than is shown.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, true, union_all

from exchange.models import Person, db
from exchange.models.opening import alone
from exchange.policy import sides_read
from exchange.workflows.engine import Workflow

COUNTED = 1_000  # more are not counted, but said to be more
# What a line of a list shows of what hangs on its case; all else is left unread.
SHOWN: Mapping[str, frozenset[str]] = {
    "appeal": frozenset({"lines"}),
    "pledge": frozenset({"lines"}),
    "claim": frozenset({"lines"}),
    "mailing": frozenset({"recipients"}),
    "line": frozenset({"steps"}),
    "person": frozenset({"grants"}),
}
DEEPEST = 1_000  # further back a list does not go page by page

Terms = Sequence[ColumnElement[bool]]


def sides(flow: Workflow, reader: Person) -> list[Select[Any]]:
    """Return the ids of what the reader may see, a statement for each side; no row is in both."""
    noun: Any = flow.noun
    ours, theirs = sides_read(reader, flow.read)
    kept = noun.is_kept_by(reader.city_id)
    shared = (noun.is_addressed_to(reader.city_id), noun.shared_at.is_not(None))
    found = []
    if ours:
        found.append(select(noun.id).where(kept))
    if theirs:
        found.append(select(noun.id).where(*shared, *((kept.is_not(true()),) if ours else ())))
    return found


def newest(
    flow: Workflow, reader: Person, terms: Terms, limit: int, offset: int = 0
) -> list[UUID]:
    """Return the ids of the newest cases the reader may see; one statement."""
    noun: Any = flow.noun
    found = [
        select(
            side.add_columns(noun.created_at)
            .where(*terms)
            .order_by(noun.created_at.desc(), noun.id)
            .limit(limit + offset)
            .subquery()
        )
        for side in sides(flow, reader)
    ]
    if not found:
        return []
    both = union_all(*found).subquery()
    wanted = select(both.c.id).order_by(both.c.created_at.desc(), both.c.id)
    return list(db.session.scalars(wanted.limit(limit).offset(offset)))


def counted(flow: Workflow, reader: Person, terms: Terms) -> int:
    """Count the cases the reader may see, no further than one past COUNTED; one statement."""
    found = [
        select(side.where(*terms).limit(COUNTED + 1).subquery().c.id)
        for side in sides(flow, reader)
    ]
    if not found:
        return 0
    total = db.session.scalar(select(func.count()).select_from(union_all(*found).subquery())) or 0
    return min(total, COUNTED + 1)


def counted_each(flow: Workflow, reader: Person) -> dict[str, int]:
    """Count as `counted` does, state by state; one statement."""
    noun: Any = flow.noun
    found = [
        select(
            literal(state.value).label("state"),
            select(func.count())
            .select_from(side.where(noun.state == state).limit(COUNTED + 1).subquery())
            .scalar_subquery()
            .label("n"),
        )
        for state in flow.states
        for side in sides(flow, reader)
    ]
    sums: dict[str, int] = {}
    for state, n in db.session.execute(union_all(*found)) if found else ():
        sums[state] = min(sums.get(state, 0) + n, COUNTED + 1)
    return sums


def read(flow: Workflow, ids: Sequence[UUID]) -> list[Any]:
    """Return the cases of these ids in their order, without what hangs on them; one statement."""
    noun: Any = flow.noun
    rows = db.session.scalars(select(noun).where(noun.id.in_(ids)).options(*listed(flow)))
    by_id = {one.id: one for one in rows.unique()} if ids else {}
    return [by_id[one] for one in ids]


def listed(flow: Workflow) -> list[Any]:
    """Return the options that read cases as far as a line of a list shows them."""
    return alone(flow.noun, SHOWN.get(flow.kind, ()))


def with_city(flow: Workflow, city_id: UUID | None) -> list[ColumnElement[bool]]:
    """Return the term that a city takes part, if one is given."""
    noun: Any = flow.noun
    if city_id is None:
        return []
    return [or_(noun.is_addressed_to(city_id), noun.is_kept_by(city_id))]
