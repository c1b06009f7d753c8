"""What the API shows of a letter."""

from marshmallow import fields

from exchange.models import CancelReason, LetterKind, LetterState, TieFounded
from exchange.schemas.approval_responses import Approval
from exchange.schemas.inputs import PartialDateField
from exchange.schemas.responses import Case
from exchange.schemas.showing import Shown


class LetterGoods(Shown):
    """A line of goods; `unit` from UN/ECE Rec 20."""

    item = fields.String()
    item_partner = fields.String()
    quantity = fields.Integer()
    unit = fields.String()
    handed_to = fields.String()
    handed_to_partner = fields.String()
    used_for = fields.String()
    used_for_partner = fields.String()


class LetterSummary(Case):
    """A letter as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(LetterState, by_value=True)
    kind = fields.Enum(LetterKind, by_value=True)
    title_partner = fields.String()


class Letter(LetterSummary):
    """A letter."""

    class Meta:
        """Everything is shown."""

        exclude: tuple[str, ...] = ()

    goods = fields.List(fields.Nested(LetterGoods))
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    participant_count = fields.Integer()
    reply_by = fields.Date(allow_none=True)
    answered = fields.String()
    answered_on = fields.Date(allow_none=True)
    decided_on = fields.Date(allow_none=True)
    received_on = fields.Date(allow_none=True)
    celebrated_on = fields.Date(allow_none=True)
    reason = fields.Enum(CancelReason, by_value=True, allow_none=True)
    tie = fields.Enum(TieFounded, by_value=True, allow_none=True)
    cooperation = fields.List(fields.String())
    partner_body = fields.String()
    partner_body_partner = fields.String()
    intent_on = PartialDateField(allow_none=True)
    council_resolution = fields.String()
    council_resolved_on = fields.Date(allow_none=True)
    term_years = fields.Integer()
    notice_months = fields.Integer()
    originals = fields.Integer()
    place = fields.String()
    place_partner = fields.String()
    signed_on = fields.Date(allow_none=True)
    message = fields.String()
    message_partner = fields.String()
    wording = fields.Dict(metadata={"description": "passages written anew, by key and language"})
    approval = fields.Nested(Approval, allow_none=True)
