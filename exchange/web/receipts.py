"""Counting without an account: what a carton's QR code opens, for one shipment and no more."""

from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, jsonify, make_response, request, url_for
from werkzeug.wrappers import Response

from exchange.documents.photographs import MOST_SENT
from exchange.errors import Locked
from exchange.identity import csrf, limiter
from exchange.identity import receipt_visits as visits
from exchange.web.receipt_door import (
    COOKIE,
    allow_worker,
    ask_code,
    ask_from_here,
    back_to,
    dead,
    guest_of,
    not_let_in,
)
from exchange.web.receipt_taking import counting_page, take_form, take_photo, take_sending
from exchange.web.receipt_words import words_of

pages = Blueprint("receipts", __name__, url_prefix="/r")
csrf.exempt(pages)  # no session here: the cookie stays on its path and comes from nowhere else
READ_LIMIT, SEND_LIMIT = "60 per minute", "120 per minute"
TRY_LIMIT, MAIL_LIMIT = "10 per minute", "4 per minute"
LONGEST_NAME = 80
ROOM = 512 * 1024


@pages.url_value_preprocessor
def allow_large(endpoint: str | None, _values: Any) -> None:
    """Let a photo be larger than any form, before anything of it is read."""
    if endpoint in {"receipts.count", "receipts.add_photo"}:
        request.max_content_length = MOST_SENT + ROOM


pages.before_request(ask_from_here)
pages.after_request(allow_worker)


@pages.get("/worker.js")
def worker() -> Response:
    """Return the script that keeps the page; it may do so for this path and no other."""
    file = Path(str(current_app.static_folder)) / "receipt_worker.js"
    answer = make_response(file.read_bytes())
    answer.mimetype = "text/javascript"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@pages.get("/<token>")
@limiter.limit(READ_LIMIT)
def show(token: str) -> Response:
    """Show the cartons to a device that gave a code, and ask any other for one."""
    guest = guest_of(token)
    if guest.shut is not None:
        return dead()
    if guest.visit is None:
        return ask_code(guest)
    return counting_page(guest, guest.visit)


@pages.get("/<token>/app.webmanifest")
@limiter.limit(READ_LIMIT)
def manifest(token: str) -> Response:
    """Say how the page is kept on a home screen."""
    guest = guest_of(token)
    if guest.shut is not None:
        return dead()
    words, here = words_of(guest.link), url_for("receipts.show", token=token)
    answer = jsonify(
        name=words["title"],
        short_name=words["title"],
        lang=words.language,
        dir=words.direction,
        start_url=here,
        scope=here,
        display="standalone",
        icons=[{"src": url_for("static", filename="mark.svg"), "sizes": "any"}],
    )
    answer.mimetype = "application/manifest+json"
    return answer


@pages.post("/<token>/code")
@limiter.limit(MAIL_LIMIT)
def send_code(token: str) -> Response:
    """Owe the consignee's liaisons a code; the answer never says whether there is one."""
    guest = guest_of(token)
    if guest.link is None or guest.shut is not None:
        return dead()
    visits.owe_codes(guest.link)
    return ask_code(guest, told="mail_sent")


@pages.post("/<token>/enter")
@limiter.limit(TRY_LIMIT)
def enter(token: str) -> Response:
    """Let a device in that has a code, under the name of whoever counts."""
    guest = guest_of(token)
    if guest.link is None or guest.shut is not None:
        return dead()
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    if not name or not name.isprintable():
        return ask_code(guest, wrong="name_missing", status=422)
    expires = guest.link.expires_at
    try:
        secret = visits.enter(guest.link, request.form.get("code", ""), name)
    except Locked as locked:
        return ask_code(guest, wrong="too_many", minutes=locked.params["minutes"], status=429)
    if secret is None:
        return ask_code(guest, wrong="wrong_code", status=403)
    answer = back_to(token, c=request.form.get("c", ""))
    answer.set_cookie(
        COOKIE,
        secret,
        expires=expires,
        path=url_for("receipts.show", token=token),
        secure=current_app.extensions["config"].secure_cookies,
        httponly=True,
        samesite="Lax",
    )
    return answer


@pages.post("/<token>/count")
@limiter.limit(SEND_LIMIT)
def count(token: str) -> Response:
    """Take a counting: a form of the page, or what a device kept while it had no network."""
    guest = guest_of(token)
    if guest.visit is not None and request.is_json:
        return take_sending(guest, guest.visit)
    if guest.visit is None or guest.shut is not None:
        return not_let_in(guest)
    return take_form(guest, guest.visit)


@pages.post("/<token>/photo")
@limiter.limit(SEND_LIMIT)
def add_photo(token: str) -> Response:
    """Keep one photo a device took."""
    guest = guest_of(token)
    if guest.visit is None or guest.shut is not None:
        return not_let_in(guest)
    return take_photo(guest.visit)
