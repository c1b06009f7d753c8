"""What a guest sends: a form, a sending of a device, photos; each is taken once."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from flask import current_app, jsonify, make_response, render_template, request
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from exchange import history, photos
from exchange.documents.photographs import MOST_SENT, PhotoRefused, prepared
from exchange.errors import ExchangeError, NotReady
from exchange.identity import receipt_visits as visits
from exchange.models import Knock, ReceiptVisit, Recognised
from exchange.queries.receiving import conflicts_of, receipts_of
from exchange.web.receipt_door import Guest, back_to, problem
from exchange.web.receipt_form import payload_of, rows_of, sums_of
from exchange.web.receipt_words import chosen, refusal_in_words, unmet_in_words, words_of
from exchange.wording.receipt_page import offered
from exchange.workflows.once import Once
from exchange.workflows.sendings import Taken, is_open, take

MOST_CAPTION = 160


def counting_page(guest: Guest, visit: ReceiptVisit, wrong: list[str] | None = None) -> Response:
    """Show the cartons, what is known of each, and the place to sign."""
    link = visit.link
    shipment, words = link.shipment, words_of(link)
    wanted = request.args.get("c", "")
    rows, pages = rows_of(shipment, words, wanted, request.args.get("p", 1, int))
    page = render_template(
        "receipts/count.html",
        words=words,
        offered=offered(link.language),
        chosen=chosen(),
        token=guest.token,
        visit=visit,
        shipment=shipment,
        rows=rows,
        pages=pages,
        wanted=wanted,
        sums=sums_of(shipment),
        twice=conflicts_of(shipment),
        is_open=is_open(shipment),
        receipts=receipts_of(shipment),
        typed=request.form,
        wrong=wrong or [],
    )
    return make_response(page, 422 if wrong else 200)


def take_form(guest: Guest, visit: ReceiptVisit) -> Response:
    """Take the form of a page without script."""
    shipment, words = visit.link.shipment, words_of(visit.link)
    payload, wrong = payload_of(request.form, shipment, visit.person.name)
    if wrong:
        said = [words.said(one.why, carton=one.carton) for one in wrong]
        return counting_page(guest, visit, said)
    try:
        for name, file in request.files.items():
            if content := file.stream.read(MOST_SENT + 1):
                _keep(visit, content, f"{shipment.number} · {name.removeprefix('c')}")
        taken = _taken(visit, payload, request.form.get("signing", ""), request.form.to_dict())
    except (NotReady, ValidationError, PhotoRefused) as refusal:
        return counting_page(guest, visit, refusal_in_words(words, refusal))
    if taken.unmet:
        return counting_page(guest, visit, unmet_in_words(words, taken.unmet))
    return back_to(guest.token)


def take_sending(guest: Guest, visit: ReceiptVisit) -> Response:
    """Take what a device kept; what comes too late to count is kept with the refusal."""
    whole = request.get_json()
    if not isinstance(whole, dict) or not isinstance(whole.get("sending"), str):
        raise BadRequest
    words, link_id = words_of(visit.link), visit.link_id
    if guest.shut is not None:
        visits.refuse(link_id, Knock.TOO_LATE, whole)
        return problem(410, [words["too_late"]])
    sent = {name: value for name, value in whole.items() if name != "signing"}
    try:
        taken = _taken(visit, sent, str(whole.get("signing", "")), whole)
    except (ExchangeError, ValidationError) as refusal:
        return problem(422, refusal_in_words(words, refusal))
    return jsonify(
        state=str(taken.shipment.state),
        is_open=is_open(taken.shipment),
        twice=list(taken.twice),
        unmet=unmet_in_words(words, taken.unmet),
        sums=sums_of(taken.shipment),
    )


def take_photo(visit: ReceiptVisit) -> Response:
    """Keep one photo a device took."""
    sent = request.files.get("photo")
    content = sent.stream.read(MOST_SENT + 1) if sent else b""
    try:
        _keep(visit, content, request.form.get("caption", ""))
    except PhotoRefused as refusal:
        return problem(422, refusal_in_words(words_of(visit.link), refusal))
    return jsonify(kept=True)


def _taken(visit: ReceiptVisit, payload: Mapping[str, Any], signing: str, whole: Any) -> Taken:
    once = Once(f"count {payload['sending']}"[:200], history.digest(whole))
    return take(visit.link.shipment_id, visit.person, payload, signing, once)


def _keep(visit: ReceiptVisit, content: bytes, caption: str) -> None:
    """Keep a photo, bare and bounded, and once however often it is sent."""
    made = prepared(content)
    shipment = visit.link.shipment
    digest = sha256(made.large).hexdigest()
    if digest in {one.sha256 for one in photos.photos_of(shipment)}:
        return
    nobody = request.form.get("nobody") == "yes"
    said = {
        "caption": caption.strip()[:MOST_CAPTION] or shipment.number,
        "taken_on": _day(request.form.get("counted_on", "")),
        "recognised": Recognised.NOBODY if nobody else Recognised.NOT_ASKED,
    }
    photos.add(shipment, visit.person, said, made, current_app.extensions["photos"])


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
