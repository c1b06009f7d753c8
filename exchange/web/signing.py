"""The way in and the way out: address and password, then the second factor where there is one."""

from datetime import datetime, timedelta
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
from werkzeug.wrappers import Response

from exchange.clock import now
from exchange.errors import N_, Locked
from exchange.identity import limiter, passwords, second_factor, sessions
from exchange.identity.city_accounts import providers
from exchange.identity.installing import SIGN_IN_LIMIT
from exchange.identity.links import binding
from exchange.identity.passkeys import is_offered
from exchange.models import Person, db
from exchange.web.language import same_page, speak

pages = Blueprint("signing", __name__)

HALF = "half"
HALF_LASTS = timedelta(minutes=10)
WRONG = N_("Address and password do not fit together. Try again.")
WRONG_CODE = N_("This code does not fit, or it was used already. Wait for the next one.")


@pages.get("/sign-in")
def ask() -> str:
    """Ask for address and password."""
    return _page("people/sign_in.html")


@pages.post("/sign-in")
@limiter.limit(SIGN_IN_LIMIT)
def enter() -> Response:
    """Let somebody in, or on to their second factor; say nothing of whether they exist."""
    address, typed = request.form.get("email", ""), request.form.get("password", "")
    try:
        person = passwords.who(address[:320], typed)
    except Locked as pause:
        return _refused("people/sign_in.html", pause)
    if person is None:
        return make_response(_page("people/sign_in.html", wrong=speak(WRONG)), 422)
    return proceed(person, way_on())


@pages.get("/sign-in/second-factor")
def ask_second() -> Response:
    """Ask for the second factor of somebody whose password was right."""
    person = half_way()
    if person is None:
        return _to("signing.ask")
    return make_response(_page("people/sign_in_second.html", person=person))


@pages.post("/sign-in/second-factor")
@limiter.limit(SIGN_IN_LIMIT)
def enter_second() -> Response:
    """Take a one-time or recovery code, and let its owner in."""
    person = half_way()
    if person is None:
        return _to("signing.ask")
    try:
        fits = second_factor.fits(person, request.form.get("one_time_code", ""))
    except Locked as pause:
        return _refused("people/sign_in_second.html", pause, person=person)
    if not fits:
        page = _page("people/sign_in_second.html", person=person, wrong=speak(WRONG_CODE))
        return make_response(page, 422)
    sessions.begin_session(person, confirmed=True)
    return redirect(way_on())


@pages.post("/sign-out")
def leave() -> Response:
    """Sign out."""
    sessions.end_session()
    return _to("signing.ask")


def proceed(person: Person, wanted: str = "/") -> Response:
    """Lead somebody whose password was right on: to their second factor, or in."""
    if second_factor.is_enrolled(person):
        session[HALF] = {
            "person": str(person.id),
            "binds": binding(person),
            "at": now().isoformat(),
        }
        return _to("signing.ask_second", next=wanted)
    confined = second_factor.is_asked_of(person)
    sessions.begin_session(person, confirmed=False, confined=confined)
    return _to("second_factor.show") if confined else go_on(wanted)


def half_way() -> Person | None:
    """Return whose password was right a moment ago in this browser."""
    told = session.get(HALF)
    if told is None or now() - datetime.fromisoformat(told["at"]) > HALF_LASTS:
        return None
    person = db.session.get(Person, UUID(told["person"]))
    if person is None or not person.active or told["binds"] != binding(person):
        return None
    return person


def go_on(wanted: str) -> Response:
    """Lead on to a page of ours."""
    return redirect(same_page(wanted))


def render_sign_in(words: str) -> str:
    """Return the page of the way in, saying why there was none."""
    return _page("people/sign_in.html", wrong=speak(words))


def way_on() -> str:
    """Return the page of ours the reader wanted."""
    return same_page(request.args.get("next", "/"))


def _page(template: str, **more: object) -> str:
    person = more.get("person")
    has_codes = isinstance(person, Person) and second_factor.has_codes(person)
    return render_template(
        template,
        next=way_on(),
        passkeys=is_offered(),
        has_codes=has_codes,
        providers=list(providers().values()),
        **more,
    )


def _refused(template: str, pause: Locked, **more: object) -> Response:
    page = _page(template, wrong=speak(pause.message, **pause.params), **more)
    return make_response(page, 429)


def _to(endpoint: str, **places: Any) -> Response:
    return redirect(url_for(endpoint, **places))
