"""The issue register of one office: every number it gave to a paper, with what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased, joinedload, lazyload

from exchange.models import (
    Approval,
    ApprovalStep,
    Document,
    DocumentKind,
    DocumentState,
    Outcome,
    Part,
    Person,
    db,
)
from exchange.queries.cases import Page

PAGE = 50
GIVEN = frozenset({Outcome.AGREED, Outcome.CARRIED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for; what is None or empty is not asked about."""

    year: int | None = None
    kind: DocumentKind | None = None
    state: DocumentState | None = None
    partner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of the register, and the step by which it was decided on, if anybody decided."""

    paper: Document
    decision: ApprovalStep | None


def page_of(city_id: UUID, wanted: Wanted, number: int = 1) -> Page:
    """Return one page of the register of that city's office, the newest number first.

    A fixed number of queries, however long the page.
    """
    entries = _entries(city_id, wanted)
    total = db.session.scalar(select(func.count()).select_from(entries.subquery())) or 0
    rows = entries.limit(PAGE).offset((max(1, number) - 1) * PAGE)
    return Page(_told(rows), max(1, number), total, PAGE)


def all_of(city_id: UUID, wanted: Wanted) -> list[Entry]:
    """Return every entry asked for, in the same order."""
    return _told(_entries(city_id, wanted))


def years_of(city_id: UUID) -> Sequence[int]:
    """Return the years in which the office gave numbers, the latest first."""
    years = select(Document.year).where(Document.owner_city_id == city_id).distinct()
    return db.session.scalars(years.order_by(Document.year.desc())).all()


def _entries(city_id: UUID, wanted: Wanted) -> Select[Any]:
    d = Document
    asked: list[tuple[object, ColumnElement[bool]]] = [
        (wanted.year, d.year == wanted.year),
        (wanted.kind, d.kind == wanted.kind),
        (wanted.state, d.state == wanted.state),
        (wanted.partner_id, d.partner_city_id == wanted.partner_id),
    ]
    chosen = [condition for value, condition in asked if value is not None]
    return (
        select(d)
        .where(d.owner_city_id == city_id, *chosen)
        .order_by(d.year.desc(), d.series, d.serial.desc(), d.id)
    )


def _told(entries: Select[Any]) -> list[Entry]:
    """Read the entries with all they name, and the decisions on their cases, at once."""
    papers = db.session.scalars(
        entries.options(
            joinedload(Document.partner_city),
            joinedload(Document.ordered_by).options(lazyload(Person.grants)),
            joinedload(Document.replaces),
            joinedload(Document.replaced_by),
        )
    ).all()
    cases = aliased(Document, entries.order_by(None).subquery())
    steps = db.session.scalars(
        select(ApprovalStep)
        .join(ApprovalStep.approval)
        .where(
            Approval.subject_id.in_(select(cases.subject_id)),
            ApprovalStep.part == Part.DECIDE,
            ApprovalStep.outcome.in_(GIVEN),
            ApprovalStep.taken_at.is_not(None),
        )
        .options(
            joinedload(ApprovalStep.approval).options(lazyload("*")),
            joinedload(ApprovalStep.taken_by).options(lazyload(Person.grants)),
        )
        .order_by(ApprovalStep.taken_at)
    ).all()
    decided: dict[UUID, list[ApprovalStep]] = {}
    for step in steps:
        decided.setdefault(step.approval.subject_id, []).append(step)
    return [Entry(paper, _decision(paper, decided)) for paper in papers]


def _decision(paper: Document, decided: dict[UUID, list[ApprovalStep]]) -> ApprovalStep | None:
    """Return the last decision taken before the paper was ordered."""
    known = decided.get(paper.subject_id, ())
    return next(
        (s for s in reversed(known) if s.taken_at and s.taken_at <= paper.created_at), None
    )
