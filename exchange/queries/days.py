"""The days that stand in a reader's cases: what arrives, what is awaited, what takes place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select

from exchange.models import (
    Appeal,
    AppealLine,
    Case,
    City,
    Person,
    Project,
    ProjectState,
    Shipment,
    db,
)
from exchange.queries import cases, inbox
from exchange.queries.reach import listed
from exchange.workflows.appeal import APPEAL
from exchange.workflows.engine import Workflow
from exchange.workflows.project import PROJECT
from exchange.workflows.registry import CASES, PLURALS
from exchange.workflows.shipment import ON_THE_WAY, SHIPMENT

MOST = 200  # of each kind: a calendar is read by people
BACK, AHEAD = timedelta(days=60), timedelta(days=400)
TAKES_PLACE = frozenset(
    {
        ProjectState.INVITED,
        ProjectState.AGREED,
        ProjectState.UNDER_WAY,
        ProjectState.REPORTED,
        ProjectState.CLOSED,
    }
)
OPEN = frozenset(APPEAL.states) - APPEAL.final - {APPEAL.initial}


class Occasion(StrEnum):
    """Why a day matters."""

    ARRIVAL = "arrival"
    ANSWER = "answer"
    EXCHANGE = "exchange"
    NEED = "need"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Day:
    """One or more days of a case, `first` and `last` both included; `mark` tells two apart."""

    occasion: Occasion
    plural: str
    case: Case
    first: date
    last: date
    place: City | None = None
    mark: str = ""


def days_of(reader: Person, today: date) -> list[Day]:
    """Return the days from BACK before `today` to AHEAD after it, in order.

    So many of each kind and no more. What is over or came to nothing has no day.
    """
    found = [
        *_arrivals(reader, today),
        *_answers(reader, today),
        *_exchanges(reader, today),
        *_needs(reader, today),
        *_decisions(reader, today),
    ]
    return sorted(found, key=lambda one: (one.first, one.occasion, one.case.id, one.mark))


def _arrivals(reader: Person, today: date) -> Iterable[Day]:
    moving = Shipment.state.in_(ON_THE_WAY)
    for one in _read(SHIPMENT, reader, Shipment.eta, today, moving):
        yield Day(Occasion.ARRIVAL, "shipments", one, one.eta, one.eta, one.consignee)


def _answers(reader: Person, today: date) -> Iterable[Day]:
    invited = Project.state == ProjectState.INVITED
    for one in _read(PROJECT, reader, Project.reply_by, today, invited):
        yield Day(Occasion.ANSWER, "projects", one, one.reply_by, one.reply_by)


def _exchanges(reader: Person, today: date) -> Iterable[Day]:
    for one in _read(PROJECT, reader, Project.starts_on, today, Project.state.in_(TAKES_PLACE)):
        last = one.ends_on or one.starts_on
        yield Day(Occasion.EXCHANGE, "projects", one, one.starts_on, last)


def _needs(reader: Person, today: date) -> Iterable[Day]:
    asked = cases.narrowed(APPEAL, reader, tuple(sorted(OPEN))).with_only_columns(Appeal.id)
    lines: Any = db.session.execute(
        select(AppealLine, Appeal)
        .join(Appeal, Appeal.id == AppealLine.appeal_id)
        .where(AppealLine.needed_by.between(today - BACK, today + AHEAD), Appeal.id.in_(asked))
        .order_by(AppealLine.needed_by, AppealLine.id)
        .limit(MOST)
    )
    for line, appeal in lines:
        day, mark = line.needed_by, str(line.position)
        yield Day(Occasion.NEED, "appeals", appeal, day, day, appeal.owner_city, mark)


def _decisions(reader: Person, today: date) -> Iterable[Day]:
    for number in range(1, MOST // inbox.PAGE + 1):
        page = inbox.to_decide(reader, today, number)
        for item in page.items:
            plural = PLURALS[item.run.subject_kind]
            case: Any = db.session.get(CASES[plural].noun, item.run.subject_id)
            due, mark = item.step.due_on, str(item.step.id)
            if due is not None:
                yield Day(Occasion.DECISION, plural, case, due, due, mark=mark)
        if not page.has_more:
            break


def _read(
    flow: Workflow, reader: Person, day: Any, today: date, *terms: ColumnElement[bool]
) -> Iterable[Any]:
    """Return the cases whose `day` lies near today, the first ones first."""
    near = cases.narrowed(flow, reader).where(day.between(today - BACK, today + AHEAD), *terms)
    near = near.order_by(day, flow.noun.id).limit(MOST).options(*listed(flow))
    return db.session.scalars(near).unique()
