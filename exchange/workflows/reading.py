"""Who opened a case as it was submitted: nobody decides unread, and who had to know is noted."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from exchange import clock
from exchange.approvals import run_of, turn_of
from exchange.models import Outcome, Part, Person, Reading, db
from exchange.models.opening import begin_writing

INFORMED = frozenset({Part.INFORM})


def note_reading(subject: Any, reader: Person) -> None:
    """Keep that `reader` saw the case as it stands in its line; again changes nothing.

    Only the owner's people read a run. A step that only informs (공람) ends by being read.
    """
    run = run_of(subject)
    if run is None or reader.city_id != run.city_id:
        return
    if has_read(run.id, reader):
        return
    run_id, reader_id = run.id, reader.id
    begin_writing(db.session)
    try:
        db.session.add(Reading(approval_id=run_id, person_id=reader_id))
        _note_seen(subject, reader)
        db.session.commit()
    except IntegrityError:  # the same reader in another window, at the same moment
        db.session.rollback()


def has_read(run_id: UUID, reader: Person) -> bool:
    """Say whether `reader` opened a case as it was submitted in that run."""
    known = select(Reading.id).where(Reading.approval_id == run_id, Reading.person_id == reader.id)
    return db.session.scalar(known) is not None


def _note_seen(subject: Any, reader: Person) -> None:
    run = run_of(subject)
    waiting = [] if run is None else [s for s in run.steps if s.part is Part.INFORM]
    if run is None or run.outcome is not Outcome.AGREED or not waiting:
        return
    turn = turn_of(reader, subject, INFORMED)
    if turn is not None:
        turn.step.outcome, turn.step.taken_at = Outcome.SEEN, clock.now()
        turn.step.taken_by, turn.step.capacity = reader, turn.capacity
        turn.step.on_behalf_of = turn.seat.on_behalf_of
