"""Cases as their readers may see them: one, or a page of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from exchange.errors import N_, NotFound
from exchange.models import WITHDRAWN, Document, Event, Person, db
from exchange.policy import may_see, sides_read
from exchange.queries.reach import DEEPEST, counted, counted_each, newest, read, with_city
from exchange.workflows.engine import Subject, Workflow
from exchange.workflows.perform import BEGIN
from exchange.workflows.photos import ADD, DELETE, DESCRIBE
from exchange.workflows.registry import PLURALS, WORKFLOWS

PAGE = 25
PHOTOS = frozenset({ADD, DESCRIBE, DELETE})
NUMBERS = ("number", "email", "code")  # what a case is known by, whichever its kind has


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows, which page it is, and how many rows there are in all.

    Of a long list not all are counted, and not all are shown page by page.
    """

    rows: list[Any]
    number: int
    total: int
    size: int = PAGE

    @property
    def pages(self) -> int:
        """How many pages there are to turn, at least one."""
        return max(1, -(-min(self.total, DEEPEST) // self.size))


def find(flow: Workflow, subject_id: UUID, reader: Person) -> Subject:
    """Return the case, or raise NotFound where it does not exist for `reader`."""
    subject = db.session.get(flow.noun, subject_id)
    if subject is None or not may_see(reader, subject, flow.read):
        raise NotFound(N_("There is nothing here."))
    return subject


def named(flow: Workflow, written: str, reader: Person, *, everywhere: bool = False) -> Subject:
    """Return the case of that number or id, or raise NotFound where `reader` may see none.

    Cities number for themselves: of two with one number, that of the reader's city comes first.
    An operator looks `everywhere`.
    """
    noun: Any = flow.noun
    cases = select(noun) if everywhere else _visible(flow, reader)
    known = [getattr(noun, name) for name in NUMBERS if name in noun.__mapper__.columns]
    wanted = or_(_has_id(noun, written), *(one == written for one in known))
    found = db.session.scalars(cases.where(wanted)).unique().all()
    if not found:
        raise NotFound(N_("There is nothing here."))
    return min(found, key=lambda one: one.owner_city_id != reader.city_id)


def page_of(
    flow: Workflow,
    reader: Person,
    *,
    number: int = 1,
    size: int = PAGE,
    states: tuple[str, ...] = (),
    city_id: UUID | None = None,
) -> Page:
    """Return one page of the cases `reader` may see, newest first; three statements.

    A page beyond the last is empty.
    """
    noun: Any = flow.noun
    terms = with_city(flow, city_id)
    if states:
        terms.append(noun.state.in_(states))
    total = counted(flow, reader, terms)
    offset = (max(1, number) - 1) * size
    ids = newest(flow, reader, terms, size, offset) if offset < min(total, DEEPEST) else []
    return Page(read(flow, ids), max(1, number), total, size)


def narrowed(
    flow: Workflow, reader: Person, states: tuple[str, ...] = (), city_id: UUID | None = None
) -> Select[Any]:
    """Ask for the cases `reader` may see that are in one of `states` and of that city."""
    visible = _visible(flow, reader)
    noun: Any = flow.noun
    if states:
        visible = visible.where(noun.state.in_(states))
    if city_id is not None:
        visible = visible.where(or_(noun.is_addressed_to(city_id), noun.is_kept_by(city_id)))
    return visible


def history_of(flow: Workflow, subject: Subject, reader: Person) -> list[Event]:
    """Return what happened, newest first: neither side reads the other's own affairs.

    What people of one's own city did they read always, on whosoever's behalf.
    """
    events = db.session.scalars(
        select(Event).where(Event.subject_id == subject.id).order_by(Event.position.desc())
    ).all()
    ours = subject.reads_all(reader.city_id)
    return [
        event
        for event in events
        if event.actor.city_id == reader.city_id or _is_told(flow, event.action, ours=ours)
    ]


def counts_by_state(flow: Workflow, reader: Person) -> dict[StrEnum, int]:
    """Count the cases `reader` may see, state by state in the order of the table; one query.

    None is counted further than one past `reach.COUNTED`.
    """
    found = counted_each(flow, reader)
    return {state: found[state.value] for state in flow.states if found.get(state.value)}


def papers_of(subject: Subject, reader: Person) -> list[Document]:
    """Return the papers of a case that exist for `reader`: those that count first, then newest."""
    papers = db.session.scalars(
        select(Document)
        .where(Document.subject_id == subject.id)
        .order_by(Document.state.in_(WITHDRAWN), Document.created_at.desc())
    )
    return [paper for paper in papers if may_see(reader, paper)]


def openable(papers: Sequence[Document], reader: Person) -> set[UUID]:
    """Return the ids of those subjects of papers that `reader` may open; one query a kind.

    What a record of the books is about is a city, which is nobody's secret.
    """
    found: set[UUID] = set()
    for kind in {paper.subject_kind for paper in papers}:
        ids = {paper.subject_id for paper in papers if paper.subject_kind == kind}
        if kind not in PLURALS:
            found |= ids
            continue
        flow = WORKFLOWS[PLURALS[kind]]
        seen = _visible(flow, reader).where(flow.noun.id.in_(ids)).subquery()
        found |= set(db.session.scalars(select(seen.c.id)))
    return found


def _is_told(flow: Workflow, action: str, *, ours: bool) -> bool:
    """Say whether a side reads of it: of a step that is not the other's own, and of photos."""
    if ours:
        return not flow.is_theirs(action)
    if action == BEGIN:
        return flow.beginning is None  # what no one began belongs to both sides
    return action in PHOTOS or bool(flow.find(action) and not flow.is_internal(action))


def _has_id(noun: Any, written: str) -> ColumnElement[bool]:
    try:
        return cast("ColumnElement[bool]", noun.id == UUID(written))
    except ValueError:
        return false()


def _visible(flow: Workflow, reader: Person) -> Select[Any]:
    noun: Any = flow.noun
    ours, theirs = sides_read(reader, flow.read)
    shared = and_(noun.is_addressed_to(reader.city_id), noun.shared_at.is_not(None))
    return select(noun).where(
        or_(
            noun.is_kept_by(reader.city_id) if ours else false(),
            shared if theirs else false(),
        )
    )
