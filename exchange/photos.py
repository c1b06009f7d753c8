"""Photos of a case: kept, described anew, thrown away while no paper shows them.

They are no state of the case and take no step of it, so they do not go through the door.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import String, cast, func, select

from exchange.documents.photographs import PhotoRefused, Prepared
from exchange.documents.store import Store
from exchange.errors import N_, NotFound, NotPermitted, WrongState
from exchange.models import Document, Person, Photo, Project, Shipment, db
from exchange.models.opening import begin_writing
from exchange.permissions import Permission
from exchange.policy import may

Case = Project | Shipment
PREPARES: Final = {
    "project": Permission.PROJECT_PREPARE,
    "shipment": Permission.SHIPMENT_PREPARE,
}
MOST: Final = 24
LOCK: Final = {"key_share": True}


def photos_of(subject: Any) -> list[Photo]:
    """Return the photos of a case, in order."""
    return list(
        db.session.scalars(
            select(Photo).where(Photo.subject_id == subject.id).order_by(Photo.position)
        )
    )


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


def is_printed(photo: Photo) -> bool:
    """Say whether a paper was ordered that shows it."""
    shown = cast(Document.facts, String).contains(photo.paper_sha256)
    return bool(
        db.session.scalar(
            select(func.count()).where(Document.subject_id == photo.subject_id, shown)
        )
    )


def add(
    subject: Case, actor: Person, words: Mapping[str, Any], made: Prepared, store: Store
) -> Photo:
    """Keep a photo of the case; raise NotPermitted, or PhotoRefused where there are enough."""
    if not may_add(actor, subject):
        raise NotPermitted(N_("This is not yours to do."))
    noun, subject_id = type(subject), subject.id
    begin_writing(db.session)
    db.session.get(noun, subject_id, with_for_update=LOCK | {"of": noun})  # one photo at a time
    count, last = db.session.execute(
        select(func.count(), func.max(Photo.position)).where(Photo.subject_id == subject_id)
    ).one()
    if count >= MOST:
        db.session.rollback()
        raise PhotoRefused(N_("A case holds %(most)s photos: delete one first."), most=str(MOST))
    photo = Photo(
        **words,
        subject_kind=noun.__tablename__,
        subject_id=subject_id,
        position=(last or 0) + 1,
        sha256=store.put(made.large),
        paper_sha256=store.put(made.paper),
        small_sha256=store.put(made.small),
        width=made.size[0],
        height=made.size[1],
        paper_width=made.paper_size[0],
        paper_height=made.paper_size[1],
        size=len(made.large),
        person_id=actor.id,
    )
    db.session.add(photo)
    db.session.commit()
    return photo


def describe(subject: Any, actor: Person, photo_id: UUID, words: Mapping[str, Any]) -> None:
    """Put other words to a photo; papers that show it keep those they were ordered with."""
    photo = _held(subject, actor, photo_id)
    for name, value in words.items():
        setattr(photo, name, value)
    db.session.commit()


def delete(subject: Any, actor: Person, photo_id: UUID, store: Store) -> None:
    """Throw a photo away, its files too; raise WrongState once a paper shows it."""
    photo = _held(subject, actor, photo_id)
    if is_printed(photo):
        db.session.rollback()
        raise WrongState(N_("A paper shows this photo, so it is kept."))
    files = photo.files
    db.session.delete(photo)
    db.session.commit()
    for digest in files:
        if not _is_used(digest):
            store.drop(digest)


def _held(subject: Any, actor: Person, photo_id: UUID) -> Photo:
    """Return the photo under lock; raise NotFound or NotPermitted."""
    begin_writing(db.session)
    noun = type(subject)
    db.session.get(noun, subject.id, with_for_update=LOCK | {"of": noun})
    photo = photo_of(subject, photo_id)
    if not may_change(actor, subject, photo):
        db.session.rollback()
        raise NotPermitted(N_("This is not yours to do."))
    return photo


def _is_used(digest: str) -> bool:
    columns = (Photo.sha256, Photo.paper_sha256, Photo.small_sha256)
    return any(db.session.scalar(select(func.count()).where(one == digest)) for one in columns)
