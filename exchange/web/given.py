"""What the public sees of aid that was given: what arrived, who was given it. Nothing personal."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Flask, Response, current_app, make_response, render_template, request
from flask_login import current_user
from sqlalchemy import select

from exchange.errors import N_, NotFound
from exchange.facts.counted import receipts_of as countings
from exchange.facts.distribution import every_report, given_out, people_of
from exchange.identity import limiter
from exchange.models import Count, Photo, Receipt, Shipment, db
from exchange.photos import photos_of
from exchange.policy import may_see
from exchange.web.check import LIMIT, tidy
from exchange.workflows.claiming import claims_of
from exchange.workflows.correcting import receipts_of
from exchange.workflows.distributing import good_of, left_of

pages = Blueprint("given", __name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One item of what was given: how much was sent, how much arrived good."""

    item: str
    item_partner: str
    quantity: int
    good: int


def install(app: Flask) -> None:
    """Let pages of shipments and claims ask for what happened after the counting."""
    app.jinja_env.globals.update(
        claims_of=claims_of,
        receipts_of=receipts_of,
        reports_of=every_report,
        left_of=left_of,
        superseded_by=superseded_by,
        carton_of=carton_of,
        may_see_case=may_see_case,
        published_of=published_of,
    )


@pages.get("/aid/<token>")
@limiter.limit(LIMIT)
def show(token: str) -> str:
    """Show what was given, what arrived, and who was given it, of a published shipment."""
    case = _published(token)
    good = good_of(case)
    receipts = countings(case)
    return render_template(
        "given/show.html",
        case=case,
        lines=[
            Line(one.item, one.item_partner, one.quantity, good[one.position])
            for one in case.lines
        ],
        reports=given_out(case),
        people=people_of(case),
        arrived_on=max((one.counted_on for one in receipts), default=None),
        photos=[photo for photo in photos_of(case) if photo.may_be_public],
    )


@pages.get("/aid/<token>/photos/<uuid:photo_id>.jpg")
@limiter.limit(LIMIT)
def picture(token: str, photo_id: UUID) -> Response:
    """Return a photo somebody agreed to have on this page."""
    case = _published(token)
    photo = db.session.get(Photo, photo_id)
    if photo is None or photo.subject_id != case.id or not photo.may_be_public:
        raise NotFound(N_("There is nothing here."))
    answer = make_response(current_app.extensions["photos"].get(photo.sha256))
    answer.headers["Content-Type"] = "image/jpeg"
    answer.headers["Cache-Control"] = "no-cache"  # consent may be taken back
    answer.set_etag(photo.sha256)
    answer.make_conditional(request)
    return answer


def published_of(kind: str, subject_id: UUID) -> Shipment | None:
    """Return the shipment a paper belongs to, where it has a public page."""
    case = db.session.get(Shipment, subject_id) if kind == "shipment" else None
    return case if case is not None and case.published_at is not None else None


def superseded_by(receipt: Receipt) -> list[Count]:
    """Return the counts a correction took the place of."""
    return list(db.session.scalars(select(Count).where(Count.superseded_by_id == receipt.id)))


def carton_of(case: Shipment, count: Count) -> int:
    """Return the number of the carton that was counted."""
    return next(one.position for one in case.cartons if one.id == count.content.carton_id)


def may_see_case(case: Shipment) -> bool:
    """Say whether it exists for the reader."""
    return may_see(current_user, case)


def _published(token: str) -> Shipment:
    found = db.session.scalar(select(Shipment).where(Shipment.public_token == tidy(token)))
    if found is None or found.published_at is None:
        raise NotFound(N_("There is nothing here."))
    return found
