"""An appeal and its pledges go on by what arrived, once a receipt for them was signed."""

from uuid import UUID

from sqlalchemy import select

from exchange.errors import NotReady, StaleVersion, WrongState
from exchange.models import Appeal, AppealState, Pledge, PledgeState, db
from exchange.workflows.appeal import APPEAL
from exchange.workflows.engine import Workflow
from exchange.workflows.perform import perform
from exchange.workflows.pledge import PLEDGE
from workers.context import GivingUp, job, system

# Nobody waits for it: what arrived is computed on every page, and the next receipt weighs anew.
UNTOLD: GivingUp[[str]] | None = None


@job(UNTOLD)
def weigh_appeal(appeal_id: str) -> None:
    """Take an appeal as far on as what arrived allows, and its pledges; again changes nothing."""
    appeal = db.session.get_one(Appeal, UUID(appeal_id), populate_existing=True)
    pledges = db.session.scalars(
        select(Pledge.id).where(Pledge.appeal_id == appeal.id, Pledge.state == PledgeState.PLEDGED)
    ).all()
    if appeal.state in {AppealState.PUBLISHED, AppealState.PARTLY_MET}:
        _take(APPEAL, appeal.id, "meet") or _take(APPEAL, appeal.id, "meet_partly")
    for pledge_id in pledges:
        _take(PLEDGE, pledge_id, "fulfil")


def _take(flow: Workflow, subject_id: UUID, action: str) -> bool:
    """Take the step and say so, unless it is not time, or somebody else took it first."""
    try:
        perform(flow, subject_id, action, actor=system())
    except (WrongState, NotReady, StaleVersion):
        return False
    return True
