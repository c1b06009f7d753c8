"""What offering aid asks, and what answering an offer does."""

from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from exchange.errors import N_
from exchange.models import RefusalReason
from exchange.schemas.inputs import LONG, Asked, text


class Finding(StrEnum):
    """What a donation review committee resolved."""

    ACCEPT = "accept"
    CONDITIONS = "conditions"
    REFUSE = "refuse"


class Offer(Asked):
    """What happened that the aid is offered for, as the letter names it after "because of"."""

    event = text(required=True)
    event_partner = text(required=True)
    reply_by = fields.Date(load_default=None)


class Announcement(Asked):
    """How the aid was announced: the number and day of the letter that came, if one did."""

    reference = text(load_default="")
    announced_on = fields.Date(load_default=None)
    note = text(LONG, load_default="")


class DonationReview(Asked):
    """What the committee resolved on the gift; conditions and a refusal are put into words."""

    committee = text(required=True)
    resolution = text(required=True)
    resolved_on = fields.Date(required=True)
    finding = fields.Enum(Finding, by_value=True, required=True)
    remarks = text(LONG, load_default="")

    @validates_schema
    def says_on_what_terms(self, data: dict[str, Any], **_: object) -> None:
        """What is not simply accepted is explained."""
        if data["finding"] is not Finding.ACCEPT and not data["remarks"]:
            raise ValidationError(N_("Write the conditions, or why it is refused."), "remarks")


class Refusal(Asked):
    """Why the aid is not accepted, and what the letter adds in both languages."""

    reason = fields.Enum(RefusalReason, by_value=True, required=True)
    message = text(LONG, load_default="")
    message_partner = text(LONG, load_default="")

    @validates_schema
    def is_in_both_languages(self, data: dict[str, Any], **_: object) -> None:
        """A paragraph of the letter stands in both halves or in none."""
        for own, other in (("message", "message_partner"), ("message_partner", "message")):
            if data[other] and not data[own]:
                raise ValidationError(N_("Write the paragraph in both languages, or none."), own)
