"""Photos of a case with their files: what is kept, and what is thrown away with a photo."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import String, cast, func, select

from exchange.documents.photographs import Prepared
from exchange.documents.store import Store
from exchange.facts.photos import SHOW_PHOTOS
from exchange.models import Document, Person, Photo, Project, Shipment, db
from exchange.workflows import photos as rules

Case = Project | Shipment
FILES: Final = (Photo.sha256, Photo.paper_sha256, Photo.small_sha256)


def photos_of(subject: Any) -> list[Photo]:
    """Return the photos of a case, in order."""
    return list(
        db.session.scalars(
            select(Photo).where(Photo.subject_id == subject.id).order_by(Photo.position)
        )
    )


def is_printed(photo: Photo) -> bool:
    """Say whether a paper of its case was ordered that shows it."""
    papers = select(func.count(Document.id)).where(Document.subject_id == photo.subject_id)
    return bool(db.session.scalar(papers.where(_shows(photo.paper_sha256))))


def add(
    subject: Case, actor: Person, words: Mapping[str, Any], made: Prepared, store: Store
) -> Photo:
    """Keep a photo and its files, or neither; raise what `workflows.photos.add` refuses."""
    kept = {
        "sha256": store.put(made.large),
        "paper_sha256": store.put(made.paper),
        "small_sha256": store.put(made.small),
        "width": made.size[0],
        "height": made.size[1],
        "paper_width": made.paper_size[0],
        "paper_height": made.paper_size[1],
        "size": len(made.large),
    }
    try:
        return rules.add(subject, actor, words, kept)
    except BaseException:
        _forget((str(kept[one.key]) for one in FILES), store)
        raise


def delete(subject: Case, actor: Person, photo_id: UUID, store: Store) -> None:
    """Throw a photo away with its files, but for what a paper shows."""
    _forget(rules.delete(subject, actor, photo_id), store)


def _forget(files: Iterable[str], store: Store) -> None:
    for digest in files:
        if not _is_used(digest):
            store.drop(digest)


def _is_used(digest: str) -> bool:
    """Say whether any photo has this file, or any paper shows it: papers are made again."""
    if any(db.session.scalar(select(func.count()).where(one == digest)) for one in FILES):
        return True
    return bool(db.session.scalar(select(func.count(Document.id)).where(_shows(digest))))


def _shows(digest: str) -> Any:
    return Document.kind.in_(SHOW_PHOTOS) & cast(Document.facts, String).contains(digest)
