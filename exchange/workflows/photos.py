"""Photos of a case: who adds, describes and deletes one, each with its event in the history.

They are no state of the case, so no table names them: the door notes them and moves nothing.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import func, select

from exchange.errors import N_, ExchangeError, NotFound, NotPermitted
from exchange.models import Event, Person, Photo, Project, Shipment, db
from exchange.permissions import Permission
from exchange.policy import may
from exchange.workflows.perform import note
from exchange.workflows.project import PROJECT
from exchange.workflows.shipment import SHIPMENT

ADD, DESCRIBE, DELETE = "add_photo", "describe_photo", "delete_photo"
FLOWS: Final = {flow.kind: flow for flow in (PROJECT, SHIPMENT)}
PREPARES: Final = {
    "project": Permission.PROJECT_PREPARE,
    "shipment": Permission.SHIPMENT_PREPARE,
}
MOST: Final = 24
Case = Project | Shipment
Said = Mapping[str, Any]


class TooManyPhotos(ExchangeError):
    """The case holds as many as there may be."""

    code = "too_many_photos"


def photo_of(subject: Any, photo_id: UUID) -> Photo:
    """Return one photo of this very case; raise NotFound for any other."""
    found = db.session.get(Photo, photo_id)
    if found is None or found.subject_id != subject.id:
        raise NotFound(N_("There is nothing here."))
    return found


def may_add(actor: Person, subject: Any) -> bool:
    """Say whether `actor` may add a photo: who prepares the case, or receives the goods."""
    kind = subject.__tablename__
    if kind not in PREPARES:
        return False
    receives = kind == "shipment" and may(actor, Permission.SHIPMENT_RECEIVE, subject)
    return receives or may(actor, PREPARES[kind], subject)


def may_change(actor: Person, subject: Any, photo: Photo) -> bool:
    """Say whether `actor` may describe or delete it: who prepares the case, or who added it."""
    is_own = photo.person_id == actor.id and may_add(actor, subject)
    return is_own or may(actor, PREPARES[photo.subject_kind], subject)


def add(subject: Case, actor: Person, words: Said, kept: Said) -> Photo:
    """Keep a photo of the case; `kept` are the digests of its files and their sizes.

    Raises NotPermitted, TooManyPhotos, or ValidationError for a carton that is not there.
    """
    made: list[Photo] = []

    def keep(case: Case) -> Said:
        if not may_add(actor, case):
            raise NotPermitted(N_("This is not yours to do."))
        count = db.session.scalar(select(func.count()).where(Photo.subject_id == case.id)) or 0
        if count >= MOST:
            raise TooManyPhotos(
                N_("A case holds %(most)s photos: delete one first."), most=str(MOST)
            )
        _check_carton(case, words)
        photo = Photo(
            **words,
            **kept,
            subject_kind=case.__tablename__,
            subject_id=case.id,
            position=_last_number(case) + 1,
            person_id=actor.id,
        )
        made.append(photo)
        db.session.add(photo)
        return _told(photo)

    _note(subject, actor, ADD, keep)
    return made[0]


def describe(subject: Case, actor: Person, photo_id: UUID, words: Said) -> None:
    """Put other words to a photo; papers that show it keep those they were ordered with."""

    def put(case: Case) -> Said:
        photo = _held(case, actor, photo_id)
        _check_carton(case, words)
        for name, value in words.items():
            setattr(photo, name, value)
        return _told(photo)

    _note(subject, actor, DESCRIBE, put)


def delete(subject: Case, actor: Person, photo_id: UUID) -> frozenset[str]:
    """Delete a photo and return the digests of its files; a paper that shows it keeps it."""
    files: set[str] = set()

    def throw_away(case: Case) -> Said:
        photo = _held(case, actor, photo_id)
        files.update(photo.files)
        db.session.delete(photo)
        return {"n": photo.position, "sha256": photo.sha256}

    _note(subject, actor, DELETE, throw_away)
    return frozenset(files)


def _note(subject: Case, actor: Person, action: str, change: Any) -> None:
    note(FLOWS[subject.__tablename__], subject.id, action, actor=actor, change=change)


def _held(case: Case, actor: Person, photo_id: UUID) -> Photo:
    photo = photo_of(case, photo_id)
    if not may_change(actor, case, photo):
        raise NotPermitted(N_("This is not yours to do."))
    return photo


def _check_carton(case: Case, words: Said) -> None:
    number = words.get("carton")
    cartons = case.cartons if isinstance(case, Shipment) else []
    if number is not None and number not in {carton.position for carton in cartons}:
        raise ValidationError({"carton": [N_("There is no carton of that number.")]})


def _last_number(case: Case) -> int:
    """Return the highest number a photo of the case ever had: a paper may name one deleted."""
    last = db.session.scalar(select(func.max(Photo.position)).where(Photo.subject_id == case.id))
    told = db.session.scalars(
        select(Event.inputs).where(Event.subject_id == case.id, Event.action == ADD)
    )
    return max(last or 0, *(int(inputs["n"]) for inputs in told), 0)


def _told(photo: Photo) -> Said:
    """Return what the history keeps: no word of the caption, which can be deleted for good."""
    return {
        "n": photo.position,
        "sha256": photo.sha256,
        "recognised": photo.recognised.value,
        "carton": photo.carton,
    }
