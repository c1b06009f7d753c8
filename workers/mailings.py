"""A mailing goes on with its letters: the first made starts it, the last one ends it."""

from exchange.errors import NotReady, StaleVersion, WrongState
from exchange.models import Document, Mailing, MailingState, db
from exchange.workflows.mailing import MAILING
from exchange.workflows.mailing_rules import all_made
from exchange.workflows.perform import perform
from workers.context import system


def take_on(document: Document) -> None:
    """Take the mailing of a letter that was made the next step on; again changes nothing."""
    mailing = db.session.get_one(Mailing, document.subject_id, populate_existing=True)
    if mailing.state == MailingState.APPROVED:
        _take(mailing, "start")
    if mailing.state == MailingState.MAKING and all_made(mailing, system()) is None:
        _take(mailing, "finish")


def _take(mailing: Mailing, action: str) -> None:
    """Take the step unless another worker took it first, or it was cancelled meanwhile."""
    mailing_id = mailing.id
    try:
        perform(MAILING, mailing_id, action, actor=system())
    except (WrongState, NotReady, StaleVersion):
        db.session.rollback()
        db.session.refresh(mailing)
