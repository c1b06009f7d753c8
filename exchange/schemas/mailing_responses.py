"""What the API shows of a mailing; its letters are its papers."""

from collections import Counter
from typing import Any

from marshmallow import fields

from exchange.models import CancelReason, DocumentState, MailingKind, MailingState
from exchange.schemas.approval_responses import Approval
from exchange.schemas.responses import Case
from exchange.schemas.showing import Shown


class MailingText(Shown):
    """What it says in one language of its recipients."""

    in_language = fields.String()
    title_partner = fields.String(attribute="title")
    message_partner = fields.String(attribute="message")


class MailingSummary(Case):
    """A mailing as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers; a mailing lies with one city only."""

        exclude: tuple[str, ...] = ("actions", "papers", "partner_city")

    state = fields.Enum(MailingState, by_value=True)
    kind = fields.Enum(MailingKind, by_value=True)


class Mailing(MailingSummary):
    """A mailing; `progress` counts its letters by their states."""

    class Meta:
        """Everything is shown."""

        exclude: tuple[str, ...] = ("partner_city",)

    message = fields.String()
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    participant_count = fields.Integer()
    decided_on = fields.Date(allow_none=True)
    celebrated_on = fields.Date(allow_none=True)
    reason = fields.Enum(CancelReason, by_value=True, allow_none=True)
    recipients = fields.Method("name_cities", metadata={"description": "slugs, in order"})
    texts = fields.List(fields.Nested(MailingText))
    progress = fields.Method("count_letters", metadata={"description": "letters by state"})
    approval = fields.Nested(Approval, allow_none=True)

    def name_cities(self, mailing: Any) -> list[str]:
        """Return the slugs of the cities it goes to."""
        return [city.slug for city in mailing.cities]

    def count_letters(self, mailing: Any) -> dict[str, int]:
        """Return how many letters stand in each state, in the order of the states."""
        counted = Counter(paper.state for paper in mailing.papers)
        return {state.value: counted[state] for state in DocumentState if counted[state]}
