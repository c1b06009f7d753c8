"""Runs of cases through their lines, as the pages ask for them."""

from sqlalchemy import select

from exchange.models import Approval, db


def earlier_run(run: Approval) -> Approval | None:
    """Return the run before this one of the same case; one query."""
    if run.round == 1:
        return None
    return db.session.scalar(
        select(Approval).where(
            Approval.subject_id == run.subject_id, Approval.round == run.round - 1
        )
    )
