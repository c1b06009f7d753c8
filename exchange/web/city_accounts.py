"""Signing in with a city's own account: out to its sign-in service, and back with its word."""

import structlog
from authlib.common.errors import AuthlibBaseError
from flask import Blueprint, make_response, session, url_for
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from exchange.errors import N_, NotFound
from exchange.identity import city_accounts, limiter, sessions
from exchange.identity.installing import SIGN_IN_LIMIT
from exchange.models import PersonState
from exchange.web.signing import go_on, proceed, render_sign_in, way_on
from exchange.workflows.perform import perform
from exchange.workflows.person import PERSON

pages = Blueprint("city_accounts", __name__)
log = structlog.get_logger()

NEXT = "city account next"
UNKNOWN = N_("Your city's account is not known here. Ask an administrator to invite you.")
NO_ANSWER = N_("Your city's sign-in service did not answer as it should. Try again.")


@pages.get("/sign-in/city/<slug>")
@limiter.limit(SIGN_IN_LIMIT)
def go(slug: str) -> Response:
    """Send the reader to their city's sign-in service."""
    provider = _provider(slug)
    session[NEXT] = way_on()
    back = url_for("city_accounts.back", slug=provider.city)
    try:
        answer: Response = city_accounts.client(slug).authorize_redirect(_absolute(back))
    except (RequestException, AuthlibBaseError) as wrong:
        return _refused(NO_ANSWER, wrong)
    return answer


@pages.get("/sign-in/city/<slug>/back")
@limiter.limit(SIGN_IN_LIMIT)
def back(slug: str) -> Response:
    """Take the service's word, and let in whom it is of; nobody is made by it."""
    provider = _provider(slug)
    try:
        claims = city_accounts.client(slug).authorize_access_token()["userinfo"]
    except (RequestException, AuthlibBaseError, JoseError, KeyError, ValueError) as wrong:
        return _refused(NO_ANSWER, wrong)
    person = city_accounts.person_of_claims(provider, claims)
    if person is None:
        return _refused(UNKNOWN)
    if person.state == PersonState.INVITED:
        perform(PERSON, person.id, "accept_invitation", actor=person)
    city_accounts.remember(person, claims)
    wanted = session.pop(NEXT, "/")
    if not city_accounts.proved_twice(provider, claims):
        return proceed(person, wanted)
    sessions.begin_session(person, confirmed=True)
    return go_on(wanted)


def _provider(slug: str) -> city_accounts.Provider:
    found = city_accounts.providers().get(slug)
    if found is None:
        raise NotFound(N_("There is nothing here."))
    return found


def _absolute(path: str) -> str:
    return f"{city_accounts.public_url()}{path}"


def _refused(words: str, wrong: Exception | None = None) -> Response:
    if wrong is not None:
        log.warning("city account refused", error=type(wrong).__name__)
    return make_response(render_sign_in(words), 403)
