"""The reader's own account: what they prove themselves with, and who is let in for them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from exchange.errors import N_, NotFound, NotPermitted
from exchange.identity import (
    limiter,
    me,
    passkeys,
    passwords,
    recovery,
    require_login,
    second_factor,
    sessions,
    tokens,
)
from exchange.identity.installing import SIGN_IN_LIMIT
from exchange.identity.sessions import reader
from exchange.models import ApiToken, Person, Scope, WebSession, db
from exchange.permissions import Permission
from exchange.policy import is_fresh, is_own, may
from exchange.queries.access import access_of
from exchange.schemas.people import OwnFacts
from exchange.web import drafts
from exchange.web.calendars import feed_address
from exchange.web.forms import boxes
from exchange.web.language import speak
from exchange.web.links import UNEQUAL
from exchange.web.second_factor import confirm_first
from exchange.workflows.perform import perform
from exchange.workflows.person import PERSON

pages = Blueprint("account", __name__)
pages.before_request(require_login)

LONGEST_LABEL = 60
DAYS = (7, 30, 90, 365)
WRONG_PASSWORD = N_("This is not your present password.")


@pages.get("/account")
def show() -> str:
    """Show the reader's account."""
    return _page()


@pages.post("/account/password")
@limiter.limit(SIGN_IN_LIMIT)
def change_password() -> Response:
    """Keep another password; every other browser is signed out."""
    if second_factor.is_enrolled(me) and not _is_fresh():
        return confirm_first("account.show")
    person, typed = reader(), request.form.get("password", "")
    wrong = passwords.weakness(typed, person)
    if passwords.who(person.email, request.form.get("present", "")) is None:
        wrong = WRONG_PASSWORD
    elif not wrong and typed != request.form.get("again", ""):
        wrong = UNEQUAL
    if wrong:
        return make_response(_page(wrong=speak(wrong)), 422)
    confirmed = second_factor.confirmed_at() is not None
    passwords.change(person, typed)
    sessions.begin_session(person, confirmed=confirmed)
    return _back()


@pages.post("/account/facts")
def edit_own() -> Response:
    """Keep what the reader says of themselves; their own language is spoken from now on."""
    person, typed = reader(), {name: request.form.get(name, "") for name in OwnFacts().fields}
    version = request.form.get("version", type=int)
    try:
        perform(
            PERSON, person.id, "edit_own", actor=person, payload=typed, expected_version=version
        )
    except ValidationError as refusal:
        return make_response(_page(typed=typed, faults=refusal.messages), 422)
    session.pop("language", None)
    return _back()


@pages.post("/account/sessions/<uuid:session_id>/end")
def end_session(session_id: UUID) -> Response:
    """End a session of the reader's, or of somebody whose account they manage."""
    row = db.session.get(WebSession, session_id)
    if row is None:
        raise NotFound(N_("There is nothing here."))
    whose = _managed(row.person)
    sessions.end(row)
    return _back(whose)


@pages.post("/account/tokens/<uuid:token_id>/revoke")
def revoke_token(token_id: UUID) -> Response:
    """Revoke a token of the reader's, or of somebody whose account they manage."""
    row = db.session.get(ApiToken, token_id)
    if row is None:
        raise NotFound(N_("There is nothing here."))
    whose = _managed(row.person)
    tokens.revoke(row)
    return _back(whose)


@pages.post("/account/tokens")
@limiter.limit(SIGN_IN_LIMIT)
def make_token() -> Response:
    """Make a token and show it, this once; a second factor comes first."""
    if not _is_fresh():
        return confirm_first("account.show")
    scope, days = request.form.get("scope", ""), request.form.get("days", "")
    label = request.form.get("label", "").strip()[:LONGEST_LABEL]
    if scope not in set(Scope) or days not in map(str, DAYS) or not label.isprintable():
        raise NotPermitted(N_("Choose one of the list."))
    secret = tokens.make(reader(), label or "-", timedelta(days=int(days)), Scope(scope))
    if scope == Scope.CALENDAR:
        secret = feed_address(secret)
    return make_response(_page(secret=secret))


@pages.post("/account/passkeys/<uuid:passkey_id>/forget")
@limiter.limit(SIGN_IN_LIMIT)
def forget_passkey(passkey_id: UUID) -> Response:
    """Remove one passkey, after a second factor given just now."""
    if not _is_fresh():
        return confirm_first("second_factor.show")
    is_last = len(second_factor.passkeys_of(me)) == 1 and not second_factor.has_codes(me)
    if is_last and second_factor.is_asked_of(me):
        raise NotPermitted(
            N_("Your part asks for a second factor; set up another before this one goes.")
        )
    passkeys.forget(reader(), passkey_id)
    return redirect(url_for("second_factor.show"))


def _page(
    wrong: str = "", secret: str = "", typed: dict[str, Any] | None = None, faults: Any = None
) -> str:
    shape, person = OwnFacts(), reader()
    known = typed or drafts.written(shape, person)
    return render_template(
        "people/account.html",
        own=boxes(shape, known, faults, drafts.choices(person)),
        wrong=wrong,
        secret=secret,
        access=access_of(me),
        this=sessions.this_session(),
        is_enrolled=second_factor.is_enrolled(me),
        has_codes=second_factor.has_codes(me),
        passkeys=second_factor.passkeys_of(me),
        codes_left=recovery.left(me),
        scopes=list(Scope),
        days=DAYS,
        shortest=passwords.SHORTEST,
    )


def _managed(person: Person) -> Person:
    """Return `person` where they are the reader, or one whose account the reader manages."""
    if not is_own(reader(), person) and not may(reader(), Permission.PERSON_MANAGE, person):
        raise NotFound(N_("There is nothing here."))
    return person


def _back(whose: Person | None = None) -> Response:
    if whose is None or is_own(reader(), whose):
        return redirect(url_for("account.show"), 303)
    here = url_for("subjects.show", plural="people", subject_id=whose.id)
    return redirect(here, 303)


def _is_fresh() -> bool:
    return is_fresh(second_factor.confirmed_at())
