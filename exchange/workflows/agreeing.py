"""Agreeing to several cases at once: each through the door by itself, as on its own page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from exchange.approvals import turn_of
from exchange.errors import N_, ExchangeError, NotReady, UnmetCondition
from exchange.models import Approval, Part, Person, db
from exchange.workflows.perform import READ_AGAIN, perform
from exchange.workflows.registry import PLURALS, WORKFLOWS

ACTIONS = {Part.REVIEW: "review", Part.CONCUR: "concur", Part.DECIDE: "approve"}
GONE = UnmetCondition("not_found", N_("There is nothing here."))
STALE = UnmetCondition("stale", READ_AGAIN)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What became of one case: nothing unmet, or why it was left as it is."""

    number: str
    title: str
    unmet: tuple[UnmetCondition, ...] = ()


def agree(
    run_id: UUID, *, actor: Person, note: str = "", confirmed_at: datetime | None = None
) -> Agreed:
    """Take the step that is `actor`'s in a run, if it is still the run the case is in."""
    run = db.session.get(Approval, run_id)
    if run is None or run.city_id != actor.city_id:
        return Agreed("", "", (GONE,))
    number, title = run.number, run.title
    flow = WORKFLOWS[PLURALS[run.subject_kind]]
    subject = db.session.get_one(flow.noun, run.subject_id)
    turn = turn_of(actor, subject)
    if turn is None or turn.step.approval_id != run.id:
        return Agreed(number, title, (STALE,))
    action, version = ACTIONS[turn.step.part], subject.version
    try:
        perform(
            flow,
            subject.id,
            action,
            actor=actor,
            payload={"note": note},
            expected_version=version,
            confirmed_at=confirmed_at,
        )
    except NotReady as refusal:
        return Agreed(number, title, refusal.unmet)
    except ExchangeError as refusal:
        why = UnmetCondition(refusal.code, refusal.message, refusal.params)
        return Agreed(number, title, (why,))
    return Agreed(number, title)
