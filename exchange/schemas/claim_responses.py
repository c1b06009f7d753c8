"""What the API shows of a claim."""

from marshmallow import fields

from exchange.models import ClaimCause, ClaimState, Difference, Settlement, Stance
from exchange.schemas.responses import Case
from exchange.schemas.showing import Shown, amount


class ClaimLine(Shown):
    """So many units that differ in one way; `unit` from UN/ECE Rec 20."""

    line = fields.Integer(attribute="line_no", metadata={"description": "number in the shipment"})
    difference = fields.Enum(Difference, by_value=True)
    item = fields.String()
    item_partner = fields.String()
    quantity = fields.Integer()
    unit = fields.String()
    unit_value = amount()


class ClaimPosition(Shown):
    """What one side said, word for word."""

    city = fields.String(attribute="city.slug")
    stance = fields.Enum(Stance, by_value=True)
    settlement = fields.Enum(Settlement, by_value=True, allow_none=True)
    words = fields.String()
    on_behalf = fields.Boolean(
        metadata={"description": "written down by the consignee as it was received"}
    )
    said_at = fields.AwareDateTime()


class ClaimSummary(Case):
    """A claim as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(ClaimState, by_value=True)
    title_partner = fields.String()
    shipment = fields.UUID(attribute="shipment_id")
    cause = fields.Enum(ClaimCause, by_value=True)
    value = amount()
    currency = fields.String()


class Claim(ClaimSummary):
    """A claim."""

    class Meta:
        """Everything is shown."""

        exclude: tuple[str, ...] = ()

    settlement = fields.Enum(Settlement, by_value=True, allow_none=True)
    replacement = fields.UUID(attribute="replacement_id", allow_none=True)
    carrier = fields.String()
    carrier_reference = fields.String()
    carrier_amount = amount(allow_none=True)
    settled_at = fields.AwareDateTime(allow_none=True)
    lines = fields.List(fields.Nested(ClaimLine))
    positions = fields.List(fields.Nested(ClaimPosition))
