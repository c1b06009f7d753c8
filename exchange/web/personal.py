"""The auditor's page: who read personal data of their city, when and what for."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import gettext

from exchange.errors import N_, NotPermitted
from exchange.identity import require_login
from exchange.identity.sessions import reader
from exchange.models import PersonalReading, ReadBy
from exchange.policy import may_read_page
from exchange.queries import personal
from exchange.web.language import in_words, label

pages = Blueprint("personal", __name__)
pages.before_request(require_login)


@pages.get("/personal")
def show() -> str:
    """Show readings of the auditor's city, newest first; never what was read."""
    auditor = reader()
    if auditor.city_id is None or not may_read_page(auditor, "personal"):
        raise NotPermitted(N_("Who read personal data is for the auditor of the city to see."))
    people = personal.readers_of(auditor.city_id)
    who = _known(request.args.get("who", ""), {*ReadBy, *(str(one.id) for one in people)})
    is_side = who in set(ReadBy)
    return render_template(
        "personal/log.html",
        log=personal.log_of(
            auditor,
            by=ReadBy(who) if is_side else None,
            person_id=_id(who),
            before=_id(request.args.get("before", "")),
        ),
        people=people,
        sides=(ReadBy.RESIDENT, ReadBy.SERVICE),
        who=who,
        is_first=not request.args.get("before"),
        read_by=read_by,
        field_named=field_named,
    )


def read_by(reading: PersonalReading) -> str:
    """Return whose eyes it was."""
    if reading.person is None:
        return label("personal", "by", reading.by)
    name, title = reading.person.name, in_words(reading.person.title)
    return name if title in {"", name} else f"{name} · {title}"


def field_named(name: str) -> str:
    """Return what people call a field; one without words is called as the program does."""
    key = f"personal.field.{name}"
    words = gettext(key)
    return name if words == key else str(words)


def _known(asked: str, known: set[str]) -> str:
    """Return who is asked about; somebody who read nothing here narrows nothing."""
    return asked if asked in known else ""


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
