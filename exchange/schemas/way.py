"""What is asked of the way: its legs, what happened on them, the papers a border wants."""

import re
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from marshmallow import ValidationError, fields, pre_load, validate, validates_schema

from exchange import clock
from exchange.errors import N_
from exchange.models import BorderPaper, TransportMode, WayMark
from exchange.schemas.inputs import LONG, Asked, text
from exchange.schemas.shipments import locode

MOST_LEGS = 30
MOST_EVENTS = 500
SEVEN: Final = 7
AWB = re.compile(r"[0-9]{3}-?[0-9]{8}")
# ISO 6346: letters count from 10 on and leave out the multiples of 11.
LETTERS: Final = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in range(10, 39) if n % 11), strict=True)
)


def is_awb(number: str) -> bool:
    """Say whether it is an air waybill number: the last of 11 digits is the serial mod 7."""
    digits = number.replace("-", "")
    return bool(AWB.fullmatch(number)) and int(digits[3:10]) % SEVEN == int(digits[10])


def is_container(number: str) -> bool:
    """Say whether it is a freight container's, with the check digit of ISO 6346."""
    if not re.fullmatch(r"[A-Z]{3}[UJZ][0-9]{7}", number):
        return False
    weighed: int = sum(
        (LETTERS[sign] if sign in LETTERS else int(sign)) * 2**place
        for place, sign in enumerate(number[:10])
    )
    return weighed % 11 % 10 == int(number[10])


def zone(**more: Any) -> fields.String:
    """Return a field for an IANA time zone."""
    return fields.String(
        validate=validate.OneOf(clock.zones(), error=N_("Choose a time zone of the list.")), **more
    )


class LegInput(Asked):
    """One carriage; `bill` is its air waybill or bill of lading, a moment carries its zone."""

    from_place = locode(required=True)
    from_zone = zone(required=True)
    to_place = locode(required=True)
    to_zone = zone(required=True)
    mode = fields.Enum(TransportMode, by_value=True, required=True)
    carrier = text(load_default="")
    vehicle = text(35, load_default="")
    bill = text(35, load_default="")
    container = text(11, load_default="")
    departs_at = fields.AwareDateTime(load_default=None)
    departed_at = fields.AwareDateTime(load_default=None)
    arrives_at = fields.AwareDateTime(load_default=None)
    arrived_at = fields.AwareDateTime(load_default=None)

    @validates_schema
    def numbers_have_their_check_digits(self, data: dict[str, Any], **_: object) -> None:
        """By air the bill is an air waybill; a container has its number."""
        if data["mode"] is TransportMode.AIR and data["bill"] and not is_awb(data["bill"]):
            raise ValidationError(
                N_("Write an air waybill of 11 digits, as 180-12345675: the last one checks it."),
                "bill",
            )
        if data["container"] and not is_container(data["container"]):
            raise ValidationError(
                N_("Write a container as CSQU3054383: its last digit checks it."), "container"
            )

    @validates_schema
    def it_goes_forward(self, data: dict[str, Any], **_: object) -> None:
        """It leads elsewhere, and nothing arrives before it leaves."""
        if data["from_place"] == data["to_place"]:
            raise ValidationError(N_("A leg leads to another place."), "to_place")
        for left, came in (("departs_at", "arrives_at"), ("departed_at", "arrived_at")):
            if data[left] and data[came] and data[came] < data[left]:
                raise ValidationError(N_("It cannot arrive before it leaves."), came)


class Way(Asked):
    """The legs, from the first to the last."""

    legs = fields.List(
        fields.Nested(LegInput), required=True, validate=validate.Length(1, MOST_LEGS)
    )


class WayEventInput(Asked):
    """What happened, where by UN/LOCODE and in which zone that lies, and when.

    A moment without an offset is told in the time of its place. `carrier_event` is the carrier's
    own id: what bears one is kept once, however often it is sent.
    """

    mark = fields.Enum(WayMark, by_value=True, required=True)
    place = locode(required=True)
    timezone = zone(required=True)
    at = fields.AwareDateTime(required=True)
    note = text(LONG, load_default="")
    carrier_event = text(100, load_default="")

    @pre_load
    def in_the_time_of_its_place(self, data: Any, **_: object) -> Any:
        """Read a moment without an offset in the zone beside it; what is neither stays."""
        said, zone_name = (data.get(name) for name in ("at", "timezone"))
        try:
            at = datetime.fromisoformat(said)
            if at.tzinfo is not None or zone_name not in clock.zones():
                return data
        except (TypeError, ValueError):
            return data
        return {**data, "at": at.replace(tzinfo=ZoneInfo(zone_name)).isoformat()}


class WayEvents(Asked):
    """What happened, one or many at once."""

    events = fields.List(
        fields.Nested(WayEventInput), required=True, validate=validate.Length(1, MOST_EVENTS)
    )


class BorderPaperInput(Asked):
    """A paper that a border asks for; `copy_at` is where its copy is: a file or a photo."""

    border_paper = fields.Enum(BorderPaper, by_value=True, required=True)
    number = text(required=True)
    issued_by = text(required=True)
    valid_until = fields.Date(load_default=None)
    copy_at = text(load_default="")
