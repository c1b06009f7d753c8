"""The open cases of somebody who leaves, given to another; each keeps that in its own history."""

from typing import Any

from sqlalchemy import select

from exchange import history
from exchange.models import Case, Person, db
from exchange.workflows.engine import Workflow
from exchange.workflows.project import PROJECT
from exchange.workflows.shipment import SHIPMENT

HAND_OVER = "hand_over"
Open = list[tuple[Workflow, Any]]


def open_cases(person: Person) -> Open:
    """Return every case in this person's charge that is not at its end, locked."""
    return [
        (flow, case)
        for flow in (PROJECT, SHIPMENT)
        for case in db.session.scalars(_of(flow, person))
    ]


def hand_over(cases: Open, person: Person, successor: Person, actor: Person) -> list[str]:
    """Put `successor` in charge, write it into each history, and return the numbers."""
    for flow, case in cases:
        told = {"from": str(person.id), "to": str(successor.id)}
        history.append(flow.kind, case, HAND_OVER, (str(case.state),) * 2, actor, told)
        case.officer_id = successor.id
    return [case.number for _, case in cases]


def _of(flow: Workflow, person: Person) -> Any:
    noun: Any = flow.noun
    charge: type[Case] = noun
    return (
        select(charge)
        .where(noun.officer_id == person.id, noun.state.not_in(sorted(flow.final)))
        .order_by(noun.id)
        .with_for_update(of=charge)
    )
