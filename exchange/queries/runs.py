"""Runs of cases through their lines, as their readers may see them."""

from typing import Any

from sqlalchemy import select

from exchange.approvals import run_of
from exchange.models import Approval, Person, db


def run_shown(subject: Any, reader: Person) -> Approval | None:
    """Return the run a case is in or was last; the partner reads nothing of it."""
    run = run_of(subject)
    return run if run is not None and reader.city_id == run.city_id else None


def earlier_run(run: Approval) -> Approval | None:
    """Return the run before this one of the same case; one query."""
    if run.round == 1:
        return None
    return db.session.scalar(
        select(Approval).where(
            Approval.subject_id == run.subject_id, Approval.round == run.round - 1
        )
    )
