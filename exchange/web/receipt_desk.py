"""The office's side of receipt links: opened, revoked, codes read out, refusals looked at."""

import secrets
from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Flask,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from exchange.errors import N_, ExchangeError, NotFound, NotReady
from exchange.identity import limiter, me, require_login
from exchange.identity import receipt_visits as visits
from exchange.identity.sessions import digest, reader
from exchange.models import CodeWay, ReceiptLink, Shipment
from exchange.permissions import Permission
from exchange.policy import may, may_read_page
from exchange.queries import cases, receiving
from exchange.web.language import speak
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT

pages = Blueprint("receipt_desk", __name__)
pages.before_request(require_login)
CODE_LIMIT = "10 per minute"
HERE = "/shipments/<uuid:subject_id>/link"


def install(app: Flask) -> None:
    """Let the page of a shipment show its counts that differ, and lead to its link."""
    app.jinja_env.globals.update(
        counted_twice=receiving.conflicts_of,
        may_keep_link=may_keep_link,
        may_choose=may_choose,
    )


def may_keep_link(shipment: Shipment) -> bool:
    """Say whether the reader opens and revokes links of this shipment, once it has left."""
    holds = may(current_user, Permission.SHIPMENT_LINK, shipment)
    return holds and shipment.dispatched_at is not None


def may_choose(shipment: Shipment) -> bool:
    """Say whether the reader chooses between two counts."""
    return may(current_user, Permission.SHIPMENT_CHOOSE_COUNT, shipment)


@pages.get(HERE)
def show(subject_id: UUID) -> Response:
    """Show the links of a shipment, and who counted by them."""
    return _page(_shipment(subject_id))


@pages.post(HERE)
def open_new(subject_id: UUID) -> Response:
    """Open another link; its address is shown now and never again."""
    shipment, token = _shipment(subject_id), secrets.token_urlsafe(16)
    told = {"sha256": digest(token), "days": request.form.get("days", "")}
    if (wrong := _done(shipment, "open_link", told)) is not None:
        return _page(shipment, wrong=wrong, status=422)
    return _page(shipment, address=url_for("receipts.show", token=token, _external=True))


@pages.post(f"{HERE}/<uuid:link_id>/revoke")
def revoke(subject_id: UUID, link_id: UUID) -> Response:
    """End a link, and with it every device that was let in by it."""
    shipment = _shipment(subject_id)
    _link(shipment, link_id)
    told = {"link": str(link_id), "reason": request.form.get("reason", "")}
    if (wrong := _done(shipment, "revoke_link", told)) is not None:
        return _page(shipment, wrong=wrong, status=422)
    return redirect(url_for("receipt_desk.show", subject_id=subject_id), 303)


@pages.post(f"{HERE}/<uuid:link_id>/code")
@limiter.limit(CODE_LIMIT)
def read_out(subject_id: UUID, link_id: UUID) -> Response:
    """Make a code to be read out by telephone; it is shown now and never again."""
    shipment = _shipment(subject_id)
    link = _link(shipment, link_id)
    if visits.why_shut(link) is not None:
        raise NotFound(N_("There is nothing here."))
    code = visits.new_code(link_id, CodeWay.TELEPHONE, giver=reader())
    return _page(shipment, code=f"{code[:4]} {code[4:]}", code_of=link_id)


@pages.get("/refusals")
def refusals() -> str:
    """Show who was refused at receipt links, to whoever keeps accounts or audits."""
    if not may_read_page(reader(), "refusals"):
        raise NotFound(N_("There is nothing here."))
    city_id: Any = me.city_id
    return render_template("receipts/refusals.html", refusals=receiving.refusals_of(city_id))


def _page(shipment: Shipment, *, status: int = 200, **more: Any) -> Response:
    shipment = cases.find(SHIPMENT, shipment.id, me)
    page = render_template(
        "receipts/desk.html",
        case=shipment,
        links=[(one, visits.why_shut(one)) for one in receiving.links_of(shipment)],
        visits=receiving.visits_of(shipment),
        **{"address": "", "code": "", "code_of": None, "wrong": ""} | more,
    )
    return make_response(page, status)


def _done(shipment: Shipment, action: str, told: dict[str, Any]) -> str | None:
    """Take a step through the door; return what was wrong with it, in words."""
    try:
        perform(SHIPMENT, shipment.id, action, actor=reader(), payload=told)
    except NotReady as refusal:
        return " ".join(speak(one.message, **one.params) for one in refusal.unmet)
    except ValidationError:
        return speak(N_("What was sent does not fit; nothing was stored."))
    except ExchangeError as refusal:
        return speak(refusal.message, **refusal.params)
    return None


def _shipment(subject_id: UUID) -> Shipment:
    shipment: Shipment = cases.find(SHIPMENT, subject_id, me)
    if not may_keep_link(shipment):
        raise NotFound(N_("There is nothing here."))
    return shipment


def _link(shipment: Shipment, link_id: UUID) -> ReceiptLink:
    for link in receiving.links_of(shipment):
        if link.id == link_id:
            return link
    raise NotFound(N_("There is nothing here."))
