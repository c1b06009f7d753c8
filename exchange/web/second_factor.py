"""Second factors: give one, show it again before a weighty step, lose it, turn it off."""

import io

import segno
from flask import (
    Blueprint,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response

from exchange.errors import N_, Locked
from exchange.identity import limiter, me, passkeys, recovery, require_login, second_factor, totp
from exchange.identity.installing import SIGN_IN_LIMIT
from exchange.identity.sessions import reader
from exchange.policy import is_fresh
from exchange.web.language import same_page, speak
from exchange.web.signing import WRONG_CODE

pages = Blueprint("second_factor", __name__)
pages.before_request(require_login)

ENROLLING = "enrolling"
KEEP_ONE = N_("Your part asks for a second factor; set up another before this one goes.")


@pages.get("/account/second-factor")
def show() -> str:
    """Show which second factors the reader has, and how to set one up."""
    return _page()


@pages.post("/account/second-factor")
@limiter.limit(SIGN_IN_LIMIT)
def enrol() -> Response:
    """Keep the app's secret once it gave a right code; then show the recovery codes."""
    if second_factor.is_enrolled(me) and not _is_fresh():
        return confirm_first("second_factor.show")
    secret = session.get(ENROLLING, "")
    if not secret or not totp.enrol(reader(), secret, request.form.get("one_time_code", "")):
        return make_response(_page(wrong=speak(WRONG_CODE)), 422)
    session.pop(ENROLLING)
    second_factor.mark_confirmed()
    return make_response(_codes_page())


@pages.post("/account/second-factor/off")
@limiter.limit(SIGN_IN_LIMIT)
def turn_off() -> Response:
    """Forget the authenticator app, after a second factor given just now."""
    if not _is_fresh():
        return confirm_first("second_factor.show")
    if second_factor.is_asked_of(me) and not second_factor.passkeys_of(me):
        return make_response(_page(wrong=speak(KEEP_ONE)), 422)
    totp.forget(reader())
    return redirect(url_for("account.show"))


@pages.post("/account/recovery-codes")
@limiter.limit(SIGN_IN_LIMIT)
def renew_codes() -> Response:
    """Show new recovery codes, once; earlier ones are worth nothing any more."""
    if not _is_fresh():
        return confirm_first("account.show")
    return make_response(_codes_page())


@pages.get("/confirm")
def ask() -> str:
    """Ask for the second factor once more."""
    return _confirm_page()


@pages.post("/confirm")
@limiter.limit(SIGN_IN_LIMIT)
def confirm() -> Response:
    """Take a code, and lead back to what it was asked for."""
    try:
        fits = second_factor.confirm(reader(), request.form.get("one_time_code", ""))
    except Locked as pause:
        page = _confirm_page(speak(pause.message, **pause.params))
        return make_response(page, 429)
    if not fits:
        return make_response(_confirm_page(speak(WRONG_CODE)), 422)
    return redirect(_next())


def confirm_first(endpoint: str) -> Response:
    """Send the reader to give a second factor, and back to a page; or to set one up."""
    if not second_factor.is_enrolled(me):
        return redirect(url_for("second_factor.show"))
    return redirect(url_for("second_factor.ask", next=url_for(endpoint)))


def _page(wrong: str = "") -> str:
    may_enrol = not second_factor.is_enrolled(me) or _is_fresh()
    secret = ""
    if may_enrol:
        secret = session.setdefault(ENROLLING, totp.new_secret())
    return render_template(
        "people/second_factor.html",
        secret=totp.spelled(secret) if secret else "",
        square=_square(totp.address(secret, me.email)) if secret else "",
        passkeys=second_factor.passkeys_of(me),
        passkeys_offered=passkeys.is_offered(),
        has_codes=second_factor.has_codes(me),
        is_asked=second_factor.is_asked_of(me),
        is_fresh=_is_fresh(),
        wrong=wrong,
    )


def _confirm_page(wrong: str = "") -> str:
    return render_template(
        "people/confirm.html",
        next=_next(),
        wrong=wrong,
        has_codes=second_factor.has_codes(me),
        is_enrolled=second_factor.is_enrolled(me),
        passkeys=bool(second_factor.passkeys_of(me)) and passkeys.is_offered(),
    )


def _codes_page() -> str:
    return render_template("people/recovery_codes.html", codes=recovery.renew(reader()))


def _square(content: str) -> Markup:
    """Draw the square for the app's camera, dark on white whatever the page's colours are."""
    drawn = io.BytesIO()
    segno.make(content, error="m").save(
        drawn,
        kind="svg",
        scale=4,
        border=4,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgns=True,
        omitsize=True,
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704  # drawn by us from an address we made


def _is_fresh() -> bool:
    return is_fresh(second_factor.confirmed_at())


def _next() -> str:
    return same_page(request.values.get("next", "/"))
