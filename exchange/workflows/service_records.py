"""Where the personal records of a request are: who asked, and what was written down since."""

from typing import Final

from sqlalchemy import select

from exchange.errors import N_, NotFound
from exchange.models import PersonalRecord, ServiceCase, db

REQUEST: Final = "service_case"
NOTE: Final = "service_note"


def request_of(case: ServiceCase) -> PersonalRecord:
    """Return the record of who asked and in which words; raise NotFound where there is none."""
    record = db.session.scalar(
        select(PersonalRecord).where(
            PersonalRecord.subject_kind == REQUEST, PersonalRecord.subject_id == case.id
        )
    )
    if record is None:
        raise NotFound(N_("There is nothing here."))
    return record


def notes_of(case: ServiceCase) -> list[PersonalRecord]:
    """Return what was written down of a request, the oldest first."""
    return list(
        db.session.scalars(
            select(PersonalRecord)
            .where(PersonalRecord.subject_kind == NOTE, PersonalRecord.subject_id == case.id)
            .order_by(PersonalRecord.created_at, PersonalRecord.id)
        )
    )
