"""What a browser asks for and answers when a passkey is made or shown; the script's addresses."""

from flask import Blueprint, Response, jsonify, request

from exchange.errors import N_, NotFound, StepUpNeeded
from exchange.identity import limiter, passkeys, second_factor, sessions
from exchange.identity.installing import SIGN_IN_LIMIT
from exchange.models import Person
from exchange.policy import is_fresh
from exchange.web.signing import half_way, way_on

pages = Blueprint("passkeys", __name__)

LONGEST_LABEL = 60
REFUSED = N_("This passkey was not accepted.")


@pages.post("/passkey/register/options")
@limiter.limit(SIGN_IN_LIMIT)
def registration_options() -> Response:
    """Say what a new key must answer; who has a second factor shows it first."""
    return _json(passkeys.registration_options(_registering()))


@pages.post("/passkey/register")
@limiter.limit(SIGN_IN_LIMIT)
def register() -> Response:
    """Keep a new key."""
    person, told = _registering(), request.get_json(silent=True) or {}
    label = str(told.get("label", ""))[:LONGEST_LABEL] if isinstance(told, dict) else ""
    answer = told.get("answer") if isinstance(told, dict) else None
    if not passkeys.register(person, answer, label if label.isprintable() else ""):
        raise StepUpNeeded(REFUSED)
    second_factor.mark_confirmed()
    return jsonify(next=way_on())


@pages.post("/passkey/use/options")
@limiter.limit(SIGN_IN_LIMIT)
def use_options() -> Response:
    """Say what a key must answer: the reader's, or of whoever signs in with it."""
    return _json(passkeys.use_options(_reader() or half_way()))


@pages.post("/passkey/use")
@limiter.limit(SIGN_IN_LIMIT)
def use() -> Response:
    """Let in whoever shows their key, or take it as the reader's renewed proof."""
    wanted = _reader() or half_way()
    shown = passkeys.use(request.get_json(silent=True))
    if shown is None or (wanted is not None and wanted.id != shown.id):
        raise StepUpNeeded(REFUSED)
    if _reader() is None:
        sessions.begin_session(shown, confirmed=True)
    else:
        second_factor.mark_confirmed()
    return jsonify(next=way_on())


def _registering() -> Person:
    person = _reader()
    if person is None:
        raise NotFound(N_("There is nothing here."))
    if second_factor.is_enrolled(person) and not is_fresh(second_factor.confirmed_at()):
        raise StepUpNeeded(N_("Confirm with your second factor that it is you."))
    return person


def _reader() -> Person | None:
    row = sessions.this_session()
    return None if row is None else row.person


def _json(options: str) -> Response:
    return Response(options, content_type="application/json")
