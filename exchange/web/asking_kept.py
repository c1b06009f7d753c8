"""All that is kept of a resident for one request, handed out to them as a file."""

import json
from typing import Any

from sqlalchemy import select

from exchange.models import PersonalReading, PersonalRecord, ServiceCase, Why, db
from exchange.schemas.service_cases import PERSONAL
from exchange.vault import keeping
from exchange.workflows.service_records import notes_of, request_of

OF_CASE = (
    "reference",
    "number",
    "language",
    "topic",
    "meeting",
    "wished",
    "needs_interpreter",
    "urgency",
    "channel",
    "state",
    "place",
    "referred_to",
    "outcome",
)
MOMENTS = ("created_at", "contact_by", "starts_at", "ends_at")
OF_NOTE = ("note", "at")  # who of the staff wrote it is not the resident's data


def kept_of(case: ServiceCase) -> str:
    """Return it as JSON, once the reading of it is noted; raise Purged where it is no more."""
    told = {name: getattr(case, name) for name in OF_CASE}
    told |= {name: _moment(getattr(case, name)) for name in MOMENTS}
    record_id, notes = request_of(case).id, [one.id for one in notes_of(case)]
    case_id = case.id
    said = keeping.look(record_id, PERSONAL, person=None, why=Why.EXPORT)
    written = [keeping.look(one, OF_NOTE, person=None, why=Why.EXPORT) for one in notes]
    everything = {"request": told, "said": said, "notes": written, "read": _readings(case_id)}
    return json.dumps(everything, ensure_ascii=False, indent=2)


def _readings(case_id: Any) -> list[dict[str, Any]]:
    """Return each reading: by which side, when, what of and what for."""
    rows = db.session.scalars(
        select(PersonalReading)
        .join(PersonalRecord)
        .where(PersonalRecord.subject_id == case_id)
        .order_by(PersonalReading.at, PersonalReading.id)
    )
    return [
        {"at": _moment(one.at), "by": one.by, "why": one.why, "fields": one.fields} for one in rows
    ]


def _moment(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())
