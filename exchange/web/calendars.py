"""A reader's days as a calendar file, and as an address their calendar program asks again."""

from hashlib import sha256
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, make_response, request, url_for
from flask_babel import force_locale, gettext

from exchange import clock
from exchange.errors import N_, NotFound
from exchange.identity import limiter, tokens
from exchange.interchange import calendars
from exchange.interchange.calendars import Entry
from exchange.models import Person, Scope
from exchange.queries.days import Day, days_of
from exchange.web.check import LIMIT
from exchange.web.language import LANGUAGES, called, in_words, label
from exchange.workflows.registry import WORKFLOWS

pages = Blueprint("calendars", __name__)


@pages.get("/calendar/<token>.ics")
@limiter.limit(LIMIT)
def feed(token: str) -> Response:
    """Return the days of whom a token speaks for, where it was made for nothing but this."""
    row = tokens.token_row(token)
    if row is None or row.scope is not Scope.CALENDAR:
        raise NotFound(N_("There is nothing here."))
    person = row.person
    language = person.language if person.language in LANGUAGES else LANGUAGES[-1]
    with force_locale(language):
        answer = calendar_of(person)
    tokens.note_use(row)
    return answer


def calendar_of(person: Person) -> Response:
    """Return somebody's days as a file, in the language of this answer."""
    today = clock.today(person.zone)
    entries = [_entry(one, person) for one in days_of(person, today)]
    host = urlsplit(_public()).hostname or "localhost"
    city = in_words(person.city.names) if person.city else ""
    name = f"{city} · {gettext('Exchange and aid')}"
    text = calendars.written(entries, name, host)
    answer = make_response(text)
    answer.headers["Content-Type"] = f"{calendars.MEDIA_TYPE}; charset=utf-8"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(sha256(text).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def _entry(day: Day, reader: Person) -> Entry:
    case = day.case
    what = label("calendar", "occasion", day.occasion.value)
    number = str(getattr(case, "number", ""))
    return Entry(
        key="-".join(filter(None, (str(case.id), day.occasion.value, day.mark))),
        first=day.first,
        last=day.last,
        summary=f"{what}: {called(case, reader)}",
        place=in_words(day.place.names) if day.place else "",
        about=f"{number} · {label(WORKFLOWS[day.plural].kind, 'state', case.state)}",
        address=_public() + url_for("subjects.show", plural=day.plural, subject_id=case.id),
        made_at=case.created_at,
        version=case.version,
    )


def feed_address(secret: str) -> str:
    """Return the address a calendar program asks for the days of whom `secret` speaks for."""
    return _public() + url_for("calendars.feed", token=secret)


def _public() -> str:
    address: str = current_app.extensions["config"].public_url
    return address
