"""Photos of a case: added, looked at, described anew, deleted."""

from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Flask,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from exchange import photos
from exchange.documents.photographs import MOST_SENT, PhotoRefused, prepared
from exchange.errors import N_, NotFound
from exchange.identity import me, require_login
from exchange.identity.sessions import reader
from exchange.models import Photo
from exchange.queries import cases
from exchange.schemas.photos import PhotoWords, ShipmentPhotoWords
from exchange.web.forms import boxes, unflattened
from exchange.workflows import photos as rules
from exchange.workflows.photos import TooManyPhotos
from exchange.workflows.registry import WORKFLOWS

pages = Blueprint("photos", __name__)
ASKED = {"projects": PhotoWords, "shipments": ShipmentPhotoWords}
CASE = "/<any(projects, shipments):plural>/<uuid:subject_id>/photos"
ROOM = 64 * 1024  # for the words beside the photo
IMMUTABLE = "private, max-age=31536000, immutable"


@pages.url_value_preprocessor
def allow_large(endpoint: str | None, _values: Any) -> None:
    """Let a photo be larger than any form, before anything of it is read."""
    if endpoint == "photos.add":
        request.max_content_length = MOST_SENT + ROOM


pages.before_request(require_login)


def install(app: Flask) -> None:
    """Let the page of a case ask for its photos."""
    app.jinja_env.globals.update(photos_of=photos.photos_of, may_add_photo=may_add_photo)


def may_add_photo(subject: Any) -> bool:
    """Say whether the reader may add one."""
    return rules.may_add(current_user, subject)


@pages.get(f"{CASE}/new")
def ask(plural: str, subject_id: UUID) -> str:
    """Show the form of a new photo."""
    subject = _case(plural, subject_id, adding=True)
    return _form(plural, subject, None, {})


@pages.post(f"{CASE}/new")
def add(plural: str, subject_id: UUID) -> Response:
    """Keep a photo; what is no photo is refused with a sentence at its field."""
    subject = _case(plural, subject_id, adding=True)
    typed = _typed()
    sent = request.files.get("photo")
    try:
        words = ASKED[plural]().load(typed)
        made = prepared(sent.stream.read(MOST_SENT + 1) if sent else b"")
        photos.add(subject, reader(), words, made, current_app.extensions["photos"])
    except (ValidationError, PhotoRefused, TooManyPhotos) as wrong:
        return make_response(_form(plural, subject, None, typed, wrong), 422)
    return _to(plural, subject_id)


@pages.get(f"{CASE}/<uuid:photo_id>")
def show(plural: str, subject_id: UUID, photo_id: UUID) -> str:
    """Show one photo and what is said of it."""
    subject = _case(plural, subject_id)
    photo = rules.photo_of(subject, photo_id)
    return _form(plural, subject, photo, ASKED[plural]().dump(photo))


@pages.post(f"{CASE}/<uuid:photo_id>")
def describe(plural: str, subject_id: UUID, photo_id: UUID) -> Response:
    """Put other words to it."""
    subject = _case(plural, subject_id)
    typed = _typed()
    try:
        rules.describe(subject, reader(), photo_id, ASKED[plural]().load(typed))
    except ValidationError as wrong:
        photo = rules.photo_of(subject, photo_id)
        return make_response(_form(plural, subject, photo, typed, wrong), 422)
    return _to(plural, subject_id)


@pages.get(f"{CASE}/<uuid:photo_id>/delete")
def ask_delete(plural: str, subject_id: UUID, photo_id: UUID) -> str:
    """Ask whether it is meant."""
    subject = _case(plural, subject_id)
    photo = rules.photo_of(subject, photo_id)
    if not rules.may_change(reader(), subject, photo):
        raise NotFound(N_("There is nothing here."))
    return render_template(
        "photos/delete.html",
        plural=plural,
        case=subject,
        photo=photo,
        printed=photos.is_printed(photo),
    )


@pages.post(f"{CASE}/<uuid:photo_id>/delete")
def delete(plural: str, subject_id: UUID, photo_id: UUID) -> Response:
    """Throw it away."""
    subject = _case(plural, subject_id)
    photos.delete(subject, reader(), photo_id, current_app.extensions["photos"])
    return _to(plural, subject_id)


@pages.get(f"{CASE}/<uuid:photo_id>/<any(large, small):size>.jpg")
def picture(plural: str, subject_id: UUID, photo_id: UUID, size: str) -> Response:
    """Return the photo itself."""
    photo = rules.photo_of(_case(plural, subject_id), photo_id)
    digest = photo.sha256 if size == "large" else photo.small_sha256
    answer = make_response(current_app.extensions["photos"].get(digest))
    answer.headers["Content-Type"] = "image/jpeg"
    answer.headers["Cache-Control"] = IMMUTABLE
    answer.set_etag(digest)
    answer.make_conditional(request)
    return answer


def _case(plural: str, subject_id: UUID, *, adding: bool = False) -> Any:
    subject = cases.find(WORKFLOWS[plural], subject_id, me)
    if adding and not rules.may_add(reader(), subject):
        raise NotFound(N_("There is nothing here."))
    return subject


def _form(
    plural: str, case: Any, photo: Photo | None, typed: Any, wrong: Exception | None = None
) -> str:
    faults: Any = wrong.messages if isinstance(wrong, ValidationError) else {}
    return render_template(
        "photos/form.html",
        plural=plural,
        flow=WORKFLOWS[plural],
        case=case,
        photo=photo,
        may_change=photo is None or rules.may_change(reader(), case, photo),
        printed=photo is not None and photos.is_printed(photo),
        boxes=boxes(ASKED[plural](), typed, faults),
        faults=faults,
        refusal=wrong if isinstance(wrong, PhotoRefused | TooManyPhotos) else None,
        most=MOST_SENT // 1024**2,
    )


def _typed() -> dict[str, Any]:
    form = {name: value for name, value in request.form.items() if name != "csrf_token"}
    return unflattened(form, me.zone)


def _to(plural: str, subject_id: UUID) -> Response:
    address = url_for("subjects.show", plural=plural, subject_id=subject_id)
    return redirect(f"{address}#photos", 303)
