"""The page by which a consignee's people hand in counts as a file."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from marshmallow import ValidationError

from exchange import clock
from exchange.errors import N_, ExchangeError, NotFound, NotReady
from exchange.identity import me, require_login
from exchange.models import Shipment
from exchange.permissions import Permission
from exchange.policy import may
from exchange.queries import cases
from exchange.web import count_files
from exchange.web.language import speak
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT

pages = Blueprint("count_import", __name__)
pages.before_request(require_login)
HERE = "/shipments/<uuid:subject_id>/counts"


@pages.get(HERE)
def ask(subject_id: UUID) -> str:
    """Show which columns a file needs, and the place for it."""
    return _form(_shipment(subject_id))


@pages.get(f"{HERE}.csv")
def template(subject_id: UUID) -> Response:
    """Return a file with a row for everything that is still to be counted, as sent."""
    shipment = _shipment(subject_id)
    rows = [
        {
            "sscc": carton.sscc,
            "carton": str(carton.position),
            "line": str(content.line.position),
            "good": str(content.quantity),
            **dict.fromkeys(("damaged", "short", "over", "expired", "refused"), "0"),
            "reason": "",
        }
        for carton in shipment.cartons
        for content in carton.contents
        if content.count is None
    ]
    return _file([(row, "") for row in rows], f"{shipment.number}-counts.csv", 200)


@pages.post(HERE)
def hand_in(subject_id: UUID) -> Response:
    """Count what the file says, all of it or nothing; wrong rows come back with their errors."""
    shipment = _shipment(subject_id)
    sent = request.files.get("file")
    try:
        rows = count_files.read(sent.stream.read(count_files.MOST_BYTES) if sent else b"")
    except count_files.Unreadable:
        said = speak(N_("This is no CSV file with the columns sscc or carton, and good."))
        return make_response(_form(shipment, said), 422)
    judged = list(count_files.judged(rows, shipment))
    if any(wrong for _, _, wrong in judged):
        told = [(row, speak(w.message, **w.params) if w else "") for row, _, w in judged]
        return _file(told, f"{shipment.number}-errors.csv", 422)
    payload = {
        "counted_on": request.form.get("counted_on") or _today(shipment),
        "place": request.form.get("place", ""),
        "counts": [count for _, count, _ in judged],
    }
    try:
        perform(SHIPMENT, subject_id, "record_receipt", actor=_actor(), payload=payload)
    except NotReady as refusal:
        said = " ".join(speak(one.message, **one.params) for one in refusal.unmet)
        return make_response(_form(_shipment(subject_id), said), 422)
    except ValidationError:
        said = speak(N_("What was sent does not fit; nothing was stored."))
        return make_response(_form(_shipment(subject_id), said), 422)
    except ExchangeError as refusal:
        said = speak(refusal.message, **refusal.params)
        return make_response(_form(_shipment(subject_id), said), 409)
    address = url_for("subjects.show", plural="shipments", subject_id=subject_id)
    return redirect(address, 303)  # type: ignore[return-value]


def _form(shipment: Shipment, wrong: str = "") -> str:
    return render_template(
        "receipts/import.html",
        case=shipment,
        columns=count_files.COLUMNS,
        wrong=wrong,
        today=_today(shipment),
        place=request.form.get("place", ""),
    )


def _file(rows: list[tuple[Any, str]], name: str, status: int) -> Response:
    answer = make_response(count_files.with_errors(rows), status)
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _shipment(subject_id: UUID) -> Shipment:
    shipment: Shipment = cases.find(SHIPMENT, subject_id, me)
    if not may(_actor(), Permission.SHIPMENT_RECEIVE, shipment):
        raise NotFound(N_("There is nothing here."))
    return shipment


def _today(shipment: Shipment) -> str:
    return clock.today(shipment.consignee.timezone).isoformat()


def _actor() -> Any:
    return me._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
