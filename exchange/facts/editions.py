"""Papers made again of what was counted or reported anew: which one comes before, which number."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from exchange.models import WITHDRAWN, Document, DocumentKind, db


def newest(subject_id: UUID, kind: DocumentKind) -> Document | None:
    """Return the latest paper of a kind about a case that is still to be relied on."""
    return db.session.scalar(
        select(Document)
        .where(
            Document.subject_id == subject_id,
            Document.kind == kind,
            Document.state.not_in(WITHDRAWN),
        )
        .order_by(Document.created_at.desc(), Document.edition.desc())
        .limit(1)
    )


def as_edition(facts: Any, earlier: Document | None) -> Any:
    """Return the facts as the next edition of `earlier`, or as they are where there is none."""
    return facts if earlier is None else {**facts, "version": earlier.edition + 1}


def says_the_same(earlier: Document | None, facts: Mapping[str, Any], keys: Iterable[str]) -> bool:
    """Say whether `earlier` states the same under each of `keys`: then no new paper is due."""
    return earlier is not None and all(earlier.facts.get(key) == facts[key] for key in keys)
