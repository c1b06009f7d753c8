"""Late steps of approval lines: reminded of, then sent one post up, through the door."""

from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import and_, or_, select

from exchange import clock
from exchange.errors import NotReady, StaleVersion, WrongState
from exchange.models import Approval, ApprovalStep, City, Outcome, Post, Shipment, db
from exchange.notices.keeping import writing
from exchange.workflows.engine import Workflow
from exchange.workflows.perform import perform
from exchange.workflows.registry import PLURALS, WORKFLOWS
from exchange.workflows.shipment import ON_THE_WAY, SHIPMENT
from exchange.workflows.standing_still import tell_of_stuck
from workers.context import system

log = structlog.get_logger()

MOST = 200
EARLIEST_ZONE = timedelta(hours=14)  # where the day begins first


def hurry() -> int:
    """Remind of what is due, and send up what is late; return how many steps were taken.

    Safe to run from two places: of two, the second finds nothing due.
    """
    due = [(WORKFLOWS[PLURALS[run.subject_kind]], run.subject_id) for run in _due()]
    return sum(
        _taken(flow, subject_id, action)
        for flow, subject_id in due
        for action in ("remind", "escalate")
    )


def miss() -> int:
    """Note what has not arrived by its day, once for each day; return how many shipments."""
    last = (clock.now() + EARLIEST_ZONE).date()
    waited = db.session.scalars(
        select(Shipment.id)
        .where(
            Shipment.state.in_(ON_THE_WAY),
            Shipment.eta < last,
            Shipment.late_noted_for.is_distinct_from(Shipment.eta),
        )
        .order_by(Shipment.eta)
        .limit(MOST)
    ).all()
    return sum(_taken(SHIPMENT, one, "note_late") for one in waited)


def mend() -> int:
    """Tell of cases that wait for nobody since a day has come or gone; return how many.

    Whatever somebody does is told of at once by the door; this sees holdings that end and
    absences that begin by themselves.
    """
    running = select(Approval.city_id).where(Approval.outcome == Outcome.OPEN)
    cities = db.session.scalars(select(City).where(City.id.in_(running))).all()
    return sum(_tell_of_stuck(city.id) for city in cities)


def _taken(flow: Workflow, subject_id: UUID, action: str) -> bool:
    try:
        perform(flow, subject_id, action, actor=system())
    except (NotReady, StaleVersion, WrongState):
        db.session.rollback()  # not yet, or somebody acted meanwhile
        return False
    return True


def _tell_of_stuck(city_id: UUID) -> int:
    with writing():
        return tell_of_stuck(db.session.get_one(City, city_id))


def _due() -> list[Approval]:
    """Return the runs that may have a step to remind of or to send up, longest due first."""
    last = (clock.now() + EARLIEST_ZONE).date()
    can_go_up = and_(ApprovalStep.escalated_to_id.is_(None), Post.superior_id.is_not(None))
    steps = db.session.scalars(
        select(ApprovalStep)
        .join(Post, Post.id == ApprovalStep.post_id)
        .where(
            ApprovalStep.outcome == Outcome.OPEN,
            ApprovalStep.due_on <= last,
            or_(ApprovalStep.reminded_at.is_(None), can_go_up),
        )
        .order_by(ApprovalStep.due_on)
        .limit(MOST)
    )
    return list({step.approval_id: step.approval for step in steps}.values())
