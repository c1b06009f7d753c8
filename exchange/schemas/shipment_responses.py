"""What the API shows of an aid shipment."""

from marshmallow import fields

from exchange.models import RefusalReason, ShipmentState, TransportMode
from exchange.schemas.approval_responses import Approval
from exchange.schemas.inputs import PartialDateField
from exchange.schemas.responses import Case
from exchange.schemas.showing import Shown, amount
from exchange.schemas.way_responses import Leg, ShipmentPaper, WayEvent


class Count(Shown):
    """What became of one content of one carton."""

    dispatched = fields.Integer()
    good = fields.Integer()
    damaged = fields.Integer()
    short = fields.Integer()
    over = fields.Integer()
    expired = fields.Integer()
    refused = fields.Integer()
    reason = fields.String()


class Content(Shown):
    """So many units of one line in one carton."""

    line = fields.Integer(attribute="line.position")
    quantity = fields.Integer()
    lot = fields.String()
    expiry = PartialDateField(allow_none=True)
    count = fields.Nested(Count, allow_none=True)


class Carton(Shown):
    """A handling unit; sizes in mm, weights in g."""

    position = fields.Integer()
    sscc = fields.String()
    length_mm = fields.Integer()
    width_mm = fields.Integer()
    height_mm = fields.Integer()
    net_g = fields.Integer()
    gross_g = fields.Integer()
    pallet = fields.Integer(attribute="pallet.position", allow_none=True)
    contents = fields.List(fields.Nested(Content))


class Pallet(Shown):
    """What cartons stand on; sizes in mm, weights in g; null where nobody said it."""

    position = fields.Integer()
    sscc = fields.String(allow_none=True)
    length_mm = fields.Integer(allow_none=True)
    width_mm = fields.Integer(allow_none=True)
    height_mm = fields.Integer(allow_none=True)
    tare_g = fields.Integer(allow_none=True)
    gross_g = fields.Integer(allow_none=True)


class Line(Shown):
    """What is sent, with its number in the list."""

    position = fields.Integer()
    item_code = fields.String(metadata={"description": "of the catalogue, or empty"})
    item = fields.String()
    item_partner = fields.String()
    quantity = fields.Integer()
    unit = fields.String()
    origin = fields.String()
    hs_code = fields.String()
    unit_value = amount()
    lot = fields.String()
    expiry = PartialDateField(allow_none=True)
    permit = fields.String()
    needs = fields.Dict(metadata={"description": "what the catalogue asked of it then"})


class ShipmentSummary(Case):
    """An aid shipment as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(ShipmentState, by_value=True)
    title_partner = fields.String()
    waybill = fields.String(allow_none=True)
    eta = fields.Date(allow_none=True)


class Shipment(ShipmentSummary):
    """An aid shipment."""

    class Meta:
        """Everything is shown."""

        exclude: tuple[str, ...] = ()

    appeal = fields.String(attribute="appeal.reference")
    pledge = fields.String(attribute="pledge.reference")
    appeal_reference = fields.String()
    appeal_on = PartialDateField(allow_none=True)
    currency = fields.String()
    mode = fields.Enum(TransportMode, by_value=True, allow_none=True)
    carrier = fields.String()
    seal = fields.String()
    pallets = fields.Integer()
    accepted_at = fields.AwareDateTime(allow_none=True)
    refusal = fields.Enum(RefusalReason, by_value=True, allow_none=True)
    dispatched_at = fields.AwareDateTime(allow_none=True)
    arrived_at = fields.AwareDateTime(allow_none=True)
    published_at = fields.AwareDateTime(allow_none=True)
    closing_note = fields.String()
    approval = fields.Nested(Approval, allow_none=True)
    lines = fields.List(fields.Nested(Line))
    cartons = fields.List(fields.Nested(Carton))
    pallet_units = fields.List(fields.Nested(Pallet))
    legs = fields.List(fields.Nested(Leg))
    way_events = fields.List(fields.Nested(WayEvent))
    border_papers = fields.List(fields.Nested(ShipmentPaper))
