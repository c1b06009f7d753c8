"""Who stands at a receipt link: whether it is open, and whether this device gave a code."""

from dataclasses import dataclass
from typing import Any

from flask import jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from exchange.identity import receipt_visits as visits
from exchange.models import Knock, ReceiptLink, ReceiptVisit
from exchange.web.headers import POLICY, nonce
from exchange.web.receipt_words import chosen, words_of
from exchange.wording.receipt_page import offered

COOKIE = "count"
OWN_POLICY = f"{POLICY}; worker-src 'self'; manifest-src 'self'"


@dataclass(frozen=True, slots=True)
class Guest:
    """What an address and a cookie say: the link, why it is shut, and the visit of the device."""

    token: str
    link: ReceiptLink | None
    shut: Knock | None
    visit: ReceiptVisit | None


def guest_of(token: str) -> Guest:
    """Return who asks; a link that is shut, and a cookie of another link, are noted."""
    link = visits.link_of(token)
    shut = visits.why_shut(link)
    secret = request.cookies.get(COOKIE, "")
    visit = visits.visit_of(link, secret) if link is not None and secret else None
    if shut is not None:
        visits.refuse(link.id if link else None, shut)
    elif link is not None and secret and visit is None:
        visits.refuse(link.id, Knock.NO_VISIT)
    return Guest(token, link, shut, visit)


def ask_from_here() -> None:
    """Refuse what another site sends in the reader's name."""
    sent_from = request.headers.get("Sec-Fetch-Site", "none")
    if request.method == "POST" and sent_from not in {"none", "same-origin"}:
        raise Forbidden


def allow_worker(answer: Response) -> Response:
    """Let the page keep itself for when there is no network."""
    answer.headers.setdefault("Content-Security-Policy", OWN_POLICY.format(nonce=nonce()))
    return answer


def ask_code(
    guest: Guest, *, told: str = "", wrong: str = "", minutes: str = "", status: int = 200
) -> Response:
    """Show the form that asks for the code and a name, saying what was wrong with the last."""
    link = guest.link
    if link is None:
        return dead()
    words = words_of(link)
    page = render_template(
        "receipts/code.html",
        words=words,
        offered=offered(link.language),
        chosen=chosen(),
        token=guest.token,
        wanted=request.values.get("c", ""),
        sender=link.shipment.consignor,
        told=told,
        wrong=words.said(wrong, minutes=minutes) if wrong else "",
        name=request.form.get("name", ""),
    )
    return make_response(page, status)


def not_let_in(guest: Guest) -> Response:
    """Refuse what comes without a visit; a device keeps what it has and asks for a new code."""
    if guest.link is None or guest.shut is not None:
        return dead()
    visits.refuse(guest.link.id, Knock.NO_VISIT)
    return problem(401, [words_of(guest.link)["code_first"]])


def dead() -> Response:
    """Answer alike for a link that ended and one that never was."""
    words = words_of(None)
    page = render_template(
        "receipts/dead.html", words=words, offered=(words.language, "ko", "en"), chosen={}
    )
    return make_response(page, 404)


def problem(status: int, said: list[str]) -> Response:
    """Return what a device shows beside the sending that was not taken."""
    return make_response(jsonify(wrong=said), status)


def back_to(token: str, **places: str) -> Response:
    """Lead back to the page, in the language it was read in."""
    told: dict[str, Any] = {name: value for name, value in places.items() if value}
    address = url_for("receipts.show", token=token, **told, **chosen())
    return redirect(address, 303)
