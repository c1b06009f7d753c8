"""Pages reached from a mail: set a first password, or another; and the way to ask for that."""

from flask import (
    Blueprint,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from exchange import letters
from exchange.errors import N_, Locked
from exchange.identity import limiter, lockout, passwords, second_factor, sessions
from exchange.identity.installing import MAIL_LIMIT, SIGN_IN_LIMIT
from exchange.identity.keeping import kept
from exchange.identity.links import person_of_link
from exchange.letters import Purpose
from exchange.models import Person, PersonState, db
from exchange.web.language import speak
from exchange.workflows.perform import perform
from exchange.workflows.person import PERSON

pages = Blueprint("links", __name__)

KEPT = "link"
PURPOSES = f"any({', '.join(Purpose)})"
UNEQUAL = N_("The two passwords are not the same.")


@pages.get("/forgotten")
def ask() -> str:
    """Ask for the address to which a link is sent."""
    return render_template("people/forgotten.html", sent=False)


@pages.post("/forgotten")
@limiter.limit(MAIL_LIMIT)
def send() -> str:
    """Owe a link to whoever has the address; the answer is the same where nobody has."""
    address = request.form.get("email", "")[:320].strip().lower()
    try:
        lockout.attempt("reset", address)
    except Locked:
        return render_template("people/forgotten.html", sent=True)
    person = db.session.scalar(
        select(Person).where(func.lower(Person.email) == address, Person.active)
    )
    if person is not None:
        with kept():
            letters.send_reset(person)
    return render_template("people/forgotten.html", sent=True)


@pages.get(f"/link/<{PURPOSES}:purpose>/<token>")
@limiter.limit(SIGN_IN_LIMIT)
def follow(purpose: str, token: str) -> Response:
    """Put the link's secret out of the address, so that no page and no log passes it on."""
    session[KEPT] = [purpose, token]
    return redirect(url_for("links.choose"))


@pages.get("/password")
def choose() -> Response:
    """Ask for the new password, where the link is good."""
    found = _person()
    if found is None:
        return make_response(render_template("people/link_dead.html"), 410)
    return make_response(_page(found))


@pages.post("/password")
@limiter.limit(SIGN_IN_LIMIT)
def set_password() -> Response:
    """Keep the new password; whoever was invited is in, and goes on to the second factor."""
    found = _person()
    if found is None:
        return make_response(render_template("people/link_dead.html"), 410)
    purpose, person = found
    typed = request.form.get("password", "")
    wrong = passwords.weakness(typed, person)
    if not wrong and typed != request.form.get("again", ""):
        wrong = UNEQUAL
    if wrong:
        return make_response(_page(found, wrong=speak(wrong)), 422)
    if person.state == PersonState.INVITED:
        perform(PERSON, person.id, "accept_invitation", actor=person)
    passwords.change(person, typed)
    session.pop(KEPT, None)
    if purpose == Purpose.RESET or second_factor.is_enrolled(person):
        return redirect(url_for("signing.ask"))
    sessions.begin_session(person, confirmed=False, confined=second_factor.is_asked_of(person))
    return redirect(url_for("second_factor.show"))


def _person() -> tuple[Purpose, Person] | None:
    purpose, token = session.get(KEPT, ("", ""))
    if not purpose:
        return None
    person = person_of_link(Purpose(purpose), token)
    return None if person is None else (Purpose(purpose), person)


def _page(found: tuple[Purpose, Person], wrong: str = "") -> str:
    purpose, person = found
    return render_template(
        "people/password.html",
        person=person,
        wrong=wrong,
        is_first=purpose == Purpose.INVITATION,
        shortest=passwords.SHORTEST,
    )
