"""How far a mailing is: its letters counted, and those that are made, in the order of cities."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from exchange.facts.mailings import left_out
from exchange.models import City, Document, DocumentState, Mailing, MailingState, db
from exchange.workflows.mailing_rules import UNMADE, letters_by_state

GOES_ON: Final = frozenset({MailingState.APPROVED, MailingState.MAKING})
# Those that lie in the register with a PDF that stands, by whatever word they are told.
MADE: Final = tuple(one for one in DocumentState if one in {"issued", "sent", "acknowledged"})


@dataclass(frozen=True, slots=True)
class Progress:
    """Letters of a mailing: those made, those that failed, and those still to be made.

    Of a mailing that was cancelled nothing is left: what was not made is `dropped`.
    """

    made: int
    failed: int
    left: int
    dropped: int

    @property
    def total(self) -> int:
        """All that were ordered."""
        return self.made + self.failed + self.left + self.dropped

    @property
    def is_going_on(self) -> bool:
        """Whether somebody who looks again will see more."""
        return self.left > 0


def progress_of(mailing: Mailing) -> Progress:
    """Count the letters of a mailing; one query, however many there are."""
    states = letters_by_state(mailing)
    made = sum(states[one] for one in MADE)
    unmade, failed = sum(states[one] for one in UNMADE), states[DocumentState.FAILED]
    if mailing.state == MailingState.CANCELLED:
        return Progress(made, 0, 0, unmade + failed)
    return Progress(made, failed, unmade, 0)


def unwritten(mailing: Mailing, letters: Sequence[Document]) -> list[City]:
    """Return the chosen cities that get no letter; once `letters` are ordered, that got none."""
    if not letters:
        return left_out(mailing)
    written = {letter.partner_city_id for letter in letters}
    return [city for city in mailing.cities if city.id not in written]


def letters_of(mailing: Mailing) -> list[Document]:
    """Return every letter of a mailing with its city, in the order of cities; one query."""
    return list(
        db.session.scalars(
            select(Document)
            .join(City, City.id == Document.partner_city_id)
            .where(Document.subject_id == mailing.id)
            .order_by(City.slug, Document.number)
            .options(joinedload(Document.partner_city))
        )
    )


def made_of(mailing: Mailing) -> list[Document]:
    """Return the letters that are made and stand, in the order of cities."""
    return [letter for letter in letters_of(mailing) if letter.state in MADE]
