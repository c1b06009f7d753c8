"""Set a letter that nobody decided on yet, or what changed in a paper, as pictures of pages."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app

from exchange.documents.comparing import compared
from exchange.documents.pictures import pages_of
from exchange.documents.renderer import render
from exchange.documents.sheet import showing
from exchange.documents.unprinted import of_the_writer, unprinted
from exchange.errors import N_, ExchangeError
from exchange.models import Preview, db
from exchange.previews import SIDES, Changes, keep_failure, keep_pages
from workers.context import job

FAILED = N_("The pages could not be set. Try again, or tell the administrator.")
Page = tuple[bytes, Changes]


def give_up(preview_id: str) -> None:
    """Tell who waits that nothing will come."""
    keep_failure(UUID(preview_id), FAILED, {})


@job(giving_up=give_up)
def render_preview(preview_id: str) -> None:
    """Render once; one that was thrown away meanwhile, or is there already, is left alone."""
    preview = db.session.get(Preview, UUID(preview_id))
    if preview is None or preview.state != "queued":
        return
    kind, facts, compares, number = preview.kind, preview.facts, preview.compares, preview.id
    db.session.rollback()  # nothing is held while a page is set
    lacking: tuple[str, ...] = ()
    try:
        if compares:
            pages = _side_by_side(kind, facts, number)
        else:
            pages = [(png, ()) for png in pages_of(_pdf(kind, facts, number))]
            lacking = of_the_writer(unprinted(kind, facts))
    except ExchangeError as refusal:
        keep_failure(number, refusal.message, refusal.params)
        return
    keep_pages(number, pages, lacking)


def _side_by_side(kind: str, facts: Mapping[str, Any], number: UUID) -> list[Page]:
    before, after = (_paper(kind, facts[side], number) for side in SIDES)
    pages: list[Page] = []
    for page in compared(before, after):
        changes = tuple((one.before, one.after) for one in page.changes)
        pages += [(page.before, ()), (page.after, changes)]
    return pages


def _paper(kind: str, side: Mapping[str, Any], number: UUID) -> bytes:
    """Return the PDF that one side names: by its digest, or by the facts to set it from."""
    if "sha256" in side:
        pdf: bytes = current_app.extensions["store"].get(side["sha256"])
        return pdf
    return _pdf(kind, side["facts"], number)


def _pdf(kind: str, facts: Mapping[str, Any], number: UUID) -> bytes:
    with showing(current_app.extensions["photos"].get):
        return render(kind, facts, identifier=number.bytes).pdf
