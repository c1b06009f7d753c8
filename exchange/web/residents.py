"""What is personal of a request to the centre: shown to its staff, each look noted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from exchange.errors import N_, NotPermitted
from exchange.identity import require_login
from exchange.identity.sessions import reader
from exchange.models import Person, PersonalRecord, ServiceCase, Why, db
from exchange.permissions import Permission
from exchange.policy import may
from exchange.queries import cases
from exchange.schemas.service_cases import PERSONAL
from exchange.vault.keeping import look
from exchange.web.language import in_words
from exchange.workflows.registry import WORKFLOWS
from exchange.workflows.service_records import notes_of, request_of

pages = Blueprint("residents", __name__)
pages.before_request(require_login)

ADDRESS = "/service_cases/<uuid:subject_id>/personal"


@pages.get(ADDRESS)
def back(subject_id: UUID) -> Response:
    """Lead whoever comes without pressing the button to the case; only a press is a look."""
    case = cases.find(WORKFLOWS["service_cases"], subject_id, reader())
    return redirect(url_for("subjects.show", plural="service_cases", subject_id=case.id), 303)


@pages.post(ADDRESS)
def show(subject_id: UUID) -> str:
    """Show who asked and what was written down, once the look is noted."""
    case = cases.find(WORKFLOWS["service_cases"], subject_id, reader())
    if not may(reader(), Permission.SERVICE_HANDLE, case):
        raise NotPermitted(N_("Who asked is for the staff of the centre to see."))
    asked, notes = request_of(case), [one for one in notes_of(case) if one.purged_at is None]
    known = {} if asked.purged_at else _seen(asked, PERSONAL)
    return render_template(
        "service_cases/personal.html",
        case=db.session.get_one(ServiceCase, subject_id),
        asked=known,
        notes=[_told(one) for one in notes],
    )


def _told(record: PersonalRecord) -> dict[str, Any]:
    said = _seen(record, ("note", "by", "at"))
    writer = db.session.get(Person, UUID(said["by"]))
    name = (in_words(writer.title) or writer.name) if writer else ""
    return {"note": said["note"], "by": name, "at": datetime.fromisoformat(said["at"])}


def _seen(record: PersonalRecord, fields: tuple[str, ...]) -> dict[str, Any]:
    return look(record.id, fields, person=reader(), why=Why.HANDLE)
