"""What the reader was told, how they like to be told, and the mails that did not leave."""

from uuid import UUID

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from exchange.errors import N_, NotFound
from exchange.identity import me, require_login
from exchange.models import Delivery, Notice, NoticeKind, Role, db
from exchange.notices import keeping
from exchange.notices.wording import headline, sentence
from exchange.notices.writing import ALWAYS_AT_ONCE, IN_APP_ONLY
from exchange.queries import notices
from exchange.web.language import label
from exchange.workflows.registry import PLURALS

pages = Blueprint("notices", __name__, url_prefix="/notices")
pages.before_request(require_login)

LAST_PAGE = 100_000
HOURS = range(5, 23)
EXPLAINED = frozenset({"fault", "inactive", "headers"})


def install(app: Flask) -> None:
    """Give every page the count in its bar, and each case page its notices."""
    app.jinja_env.globals.update(
        unread_notices=unread,
        notices_of=notices.of_case,
        headline=headline,
        sentence=sentence,
        address_of=address_of,
        why_not=why_not,
    )


def unread() -> int:
    """Count for the bar; a page that says the database is away must not ask it and fail."""
    try:
        return notices.unread_count(current_user)
    except SQLAlchemyError:
        db.session.rollback()
        return 0


@pages.get("")
def show() -> str:
    """Show one page of what the reader was told, newest first, and how they like to be told."""
    only = request.args.get("only", "")
    return render_template(
        "notices/list.html",
        found=notices.page_of(me, number=_number(), unread=only == "unread"),
        only=only,
        wish=notices.preference_of(me),
        deliveries=Delivery,
        hours=HOURS,
        kinds=[kind for kind in NoticeKind if kind not in IN_APP_ONLY | ALWAYS_AT_ONCE],
        sees_failures=Role.ADMINISTRATOR in me.parts,
    )


@pages.get("/<uuid:notice_id>")
def follow(notice_id: UUID) -> Response:
    """Lead from a mail to what it is about; looking changes nothing."""
    return _to(address_of(notices.find(me, notice_id)))


@pages.post("/<uuid:notice_id>/read")
def read(notice_id: UUID) -> Response:
    """Note that one was read."""
    keeping.mark_read(me, notice_id)
    return _to(url_for("notices.show"))


@pages.post("/read")
def read_all() -> Response:
    """Note that all were read."""
    keeping.mark_all_read(me)
    return _to(url_for("notices.show"))


@pages.post("/preferences")
def prefer() -> Response:
    """Keep how the reader likes to be told."""
    try:
        delivery = Delivery(request.form.get("delivery", ""))
        hour = int(request.form.get("hour", ""))
        always = [NoticeKind(kind) for kind in request.form.getlist("always")]
    except ValueError:
        raise BadRequest from None
    if hour not in HOURS:
        raise BadRequest
    keeping.prefer(me, delivery, hour, always)
    return _to(url_for("notices.show"))


@pages.get("/failures")
def failures() -> str:
    """Show an administrator the mails to their people that did not leave."""
    if Role.ADMINISTRATOR not in me.parts:
        raise NotFound(N_("There is nothing here."))
    return render_template(
        "notices/failures.html",
        found=notices.troubled(me.city_id, number=_number()),
        links=notices.links_in_trouble(me.city_id),
    )


@pages.post("/links/<uuid:person_id>/send-again")
def send_link_again(person_id: UUID) -> Response:
    """Owe a failed mail with a link once more."""
    keeping.send_link_again(me, person_id)
    return _to(url_for("notices.failures"))


@pages.post("/<uuid:notice_id>/send-again")
def send_again(notice_id: UUID) -> Response:
    """Owe a failed mail once more."""
    keeping.send_again(me, notice_id)
    return _to(url_for("notices.failures"))


def address_of(notice: Notice) -> str:
    """Return the page a notice is about."""
    if notice.kind is NoticeKind.MAIL_FAILED:
        return url_for("notices.failures")
    if notice.kind in ALWAYS_AT_ONCE | IN_APP_ONLY:
        return url_for("account.show")
    if notice.subject_kind not in PLURALS:
        return url_for("notices.show")
    plural = PLURALS[notice.subject_kind]
    return url_for("subjects.show", plural=plural, subject_id=notice.subject_id)


def why_not(reason: str) -> str:
    """Say why a mail did not leave; what a server answered stands as it is."""
    return label("notice", "reason", reason) if reason in EXPLAINED else reason


def _number() -> int:
    asked = request.args.get("page", 1, type=int)
    return min(max(1, asked), LAST_PAGE)


def _to(address: str) -> Response:
    return redirect(address, 303)
