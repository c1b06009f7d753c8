"""A letter seen before it is decided on, or what changed in one: ordered, set by a worker."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select

from exchange import outbox
from exchange.clock import now
from exchange.errors import N_, NotFound, WrongState
from exchange.facts.invitation import invitation_facts
from exchange.facts.letters import letter_facts
from exchange.facts.paper import draft_header
from exchange.models import (
    Document,
    DocumentState,
    Letter,
    Person,
    Preview,
    PreviewPage,
    PreviewState,
    Project,
    db,
)
from exchange.models.opening import begin_writing

Changes = Sequence[tuple[str, str]]
SIDES: Final = ("before", "after")
KEPT_FOR: Final = timedelta(days=1)
OLDEST_FIRST: Final = 200


def order_preview(subject: Letter | Project, actor: Person, wording: Mapping[str, Any]) -> Preview:
    """Owe the pictures of the letter as it stands, with `wording` in place of the one kept.

    What the same person asked for earlier of the same case is thrown away.
    """
    facts = {**_facts_of(subject), "wording": dict(wording)}
    return _order(subject, actor, subject.paper_kind, facts)


def order_rewording(
    subject: Letter | Project, actor: Person, wording: Mapping[str, Any]
) -> Preview:
    """Owe a picture of how the letter differs, with `wording`, from the template's own words."""
    facts = _facts_of(subject)
    both = [{"facts": {**facts, "wording": said}} for said in ({}, dict(wording))]
    sides = dict(zip(SIDES, both, strict=True))
    return _order(subject, actor, subject.paper_kind, sides, compares=True)


def order_comparison(before: Document, after: Document, actor: Person) -> Preview:
    """Owe a picture of what changed between two issued papers; raise WrongState for others."""
    if {before.state, after.state} != {DocumentState.ISSUED} or before.id == after.id:
        raise WrongState(N_("Choose two papers that are issued."))
    sides = {"before": {"sha256": before.sha256}, "after": {"sha256": after.sha256}}
    return _order(after, actor, after.kind.value, sides, compares=True)


def _order(
    subject: Letter | Project | Document,
    actor: Person,
    kind: str,
    facts: Mapping[str, Any],
    *,
    compares: bool = False,
) -> Preview:
    subject_id, person_id, city_id = subject.id, actor.id, subject.owner_city_id
    db.session.rollback()
    begin_writing(db.session)
    for old in db.session.scalars(
        select(Preview).where(
            Preview.subject_id == subject_id,
            Preview.person_id == person_id,
            Preview.compares == compares,
        )
    ):
        db.session.delete(old)
    preview = Preview(
        subject_id=subject_id,
        kind=kind,
        person_id=person_id,
        city_id=city_id,
        facts=dict(facts),
        compares=compares,
    )
    db.session.add(preview)
    outbox.post(outbox.Job.RENDER_PREVIEW, preview_id=str(preview.id))
    db.session.commit()
    return preview


def preview_for(reader: Person, preview_id: UUID) -> Preview:
    """Return what this very person asked to see; raise NotFound for anybody else's."""
    found = db.session.get(Preview, preview_id)
    if found is None or found.person_id != reader.id:
        raise NotFound(N_("There is nothing here."))
    return found


def page_for(reader: Person, preview_id: UUID, position: int) -> bytes:
    """Return the PNG of one page, numbered from 1; raise NotFound."""
    preview = preview_for(reader, preview_id)
    png = db.session.scalar(
        select(PreviewPage.png).where(
            PreviewPage.preview_id == preview.id, PreviewPage.position == position
        )
    )
    if png is None:
        raise NotFound(N_("There is nothing here."))
    return png


def keep_pages(
    preview_id: UUID, pages: Sequence[tuple[bytes, Changes]], unprinted: Sequence[str] = ()
) -> None:
    """Keep what the worker made; one that was thrown away meanwhile stays away.

    A page is its PNG and what changed on it. One that compares has two pages for each page of the
    papers: as it was, then as it is.
    """
    begin_writing(db.session)
    preview = db.session.get(Preview, preview_id)
    if preview is not None and preview.state == PreviewState.QUEUED:
        preview.pages = [
            PreviewPage(position=n, png=png, changes=[list(one) for one in changes])
            for n, (png, changes) in enumerate(pages, 1)
        ]
        preview.unprinted = list(unprinted)
        _settle(preview, PreviewState.READY)
    db.session.commit()


def keep_failure(preview_id: UUID, message: str, params: Mapping[str, str]) -> None:
    """Keep why there is nothing to see."""
    begin_writing(db.session)
    preview = db.session.get(Preview, preview_id)
    if preview is not None and preview.state == PreviewState.QUEUED:
        preview.failure_message, preview.failure_params = message, dict(params)
        _settle(preview, PreviewState.FAILED)
    db.session.commit()


def forget_old() -> None:
    """Throw away what is older than a day."""
    begin_writing(db.session)
    old = select(Preview.id).where(Preview.created_at < now() - KEPT_FOR).limit(OLDEST_FIRST)
    ids = list(db.session.scalars(old))
    db.session.execute(delete(PreviewPage).where(PreviewPage.preview_id.in_(ids)))
    db.session.execute(delete(Preview).where(Preview.id.in_(ids)))
    db.session.commit()


def _settle(preview: Preview, state: PreviewState) -> None:
    setattr(preview, "state", state)  # noqa: B010  # not a case: the door does not know of it


def _facts_of(subject: Letter | Project) -> Mapping[str, Any]:
    head = draft_header(subject)
    if isinstance(subject, Project):
        return invitation_facts(subject, head)
    return letter_facts(subject, head)
