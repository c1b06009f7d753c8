"""What the API shows of the way of a consignment: its legs, what happened, papers for a border."""

from marshmallow import fields

from exchange.models import BorderPaper, ToldBy, TransportMode, WayMark
from exchange.schemas.showing import Shown


class Leg(Shown):
    """One carriage from place to place by UN/LOCODE; each moment has the zone of its place."""

    position = fields.Integer()
    from_place = fields.String()
    from_zone = fields.String()
    to_place = fields.String()
    to_zone = fields.String()
    mode = fields.Enum(TransportMode, by_value=True)
    carrier = fields.String()
    vehicle = fields.String()
    bill = fields.String()
    container = fields.String()
    departs_at = fields.AwareDateTime(allow_none=True)
    departed_at = fields.AwareDateTime(allow_none=True)
    arrives_at = fields.AwareDateTime(allow_none=True)
    arrived_at = fields.AwareDateTime(allow_none=True)


class WayEvent(Shown):
    """What happened where and when, and who told of it."""

    mark = fields.Enum(WayMark, by_value=True)
    place = fields.String()
    zone = fields.String()
    at = fields.AwareDateTime()
    told_by = fields.Enum(ToldBy, by_value=True)
    note = fields.String()
    carrier_event = fields.String(allow_none=True)


class ShipmentPaper(Shown):
    """A permit, an exemption or a certificate that goes with it."""

    kind = fields.Enum(BorderPaper, by_value=True)
    number = fields.String()
    issued_by = fields.String()
    valid_until = fields.Date(allow_none=True)
    reference = fields.String()
