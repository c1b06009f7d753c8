"""Set a letter that nobody decided on yet, as pictures of its pages."""

from uuid import UUID

from exchange.documents.pictures import pages_of
from exchange.documents.renderer import render
from exchange.errors import N_, ExchangeError
from exchange.models import Preview, db
from exchange.previews import keep_failure, keep_pages
from workers.context import job

FAILED = N_("The pages could not be set. Try again, or tell the administrator.")


def give_up(preview_id: str) -> None:
    """Tell who waits that nothing will come."""
    keep_failure(UUID(preview_id), FAILED, {})


@job(giving_up=give_up)
def render_preview(preview_id: str) -> None:
    """Render once; one that was thrown away meanwhile, or is there already, is left alone."""
    preview = db.session.get(Preview, UUID(preview_id))
    if preview is None or preview.state != "queued":
        return
    kind, facts, number = preview.kind, preview.facts, preview.id
    db.session.rollback()  # nothing is held while a page is set
    try:
        pages = pages_of(render(kind, facts, identifier=number.bytes).pdf)
    except ExchangeError as refusal:
        keep_failure(number, refusal.message, refusal.params)
        return
    keep_pages(number, pages)
