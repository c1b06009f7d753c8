"""What the actions on an aid shipment ask."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from marshmallow import ValidationError, fields, validate, validates_schema

from exchange.errors import N_
from exchange.models import HandlingMark, Incoterm, SealFound, TransportMode
from exchange.schemas.appeals import unit_code
from exchange.schemas.inputs import LONG, Asked, PartialDateField, currency, text, whole
from exchange.schemas.projects import money

YEARS = range(1901, 2200)  # in which aid may have arrived
MOST_LINES = 500
REQUIRED = str(fields.Field.default_error_messages["required"])
MOST_CARTONS = 20_000
LONGEST_DRAWN = 12_000
DRAWN = r"^(M\d{1,4} \d{1,4}(L\d{1,4} \d{1,4})*)+$"  # an SVG path of straight strokes
FROM_A_DEVICE = ("signed_name", "drawn", "device_at", "device_zone", "sending")


def locode(**more: Any) -> fields.String:
    """Return a field for a place by its UN/LOCODE: country, then three letters or digits."""
    return fields.String(
        validate=validate.Regexp(
            r"^[A-Z]{2}[A-Z2-9]{3}$", error=N_("Write a UN/LOCODE as KRICN.")
        ),
        **more,
    )


class LineInput(Asked):
    """What is sent: `unit` from UN/ECE Rec 20, `hs_code` from HS 2022, `origin` ISO 3166-1.

    With an item of the catalogue, what it knows is filled in: words, unit and HS code.
    """

    item_code = text(load_default="")
    item = text(load_default="")
    item_partner = text(load_default="")
    quantity = whole(1, required=True)
    unit = unit_code(load_default="")
    origin = fields.String(required=True, validate=validate.Regexp(r"^[A-Z]{2}$"))
    hs_code = fields.String(
        load_default="",
        validate=validate.Regexp(
            r"^[0-9]{4}(\.?[0-9]{2}){0,3}$", error=N_("Write an HS code as 6307.90.")
        ),
    )
    unit_value = money(required=True)
    lot = text(load_default="")
    expiry = PartialDateField(load_default=None)
    permit = text(load_default="")

    @validates_schema
    def says_what_it_is(self, data: dict[str, Any], **_: object) -> None:
        """Without an item of the catalogue all of it is written here."""
        missing = [name for name in ("item", "unit", "hs_code") if not data[name]]
        if missing and not data["item_code"]:
            raise ValidationError({name: [REQUIRED] for name in missing})


class ShipmentDraft(Asked):
    """A shipment as far as it is prepared; values are in `currency`, a unit at a time.

    `consignor` is another city than one's own, one that keeps no office here, where its aid is
    announced on its behalf.
    """

    consignor = text(load_default="")
    consignee = text(required=True)
    title = text(required=True)
    title_partner = text(load_default="")
    appeal = text(load_default="")
    pledge = text(load_default="")
    appeal_reference = text(load_default="")
    appeal_on = PartialDateField(load_default=None)
    currency = currency(required=True)
    lines = fields.List(
        fields.Nested(LineInput), load_default=list, validate=validate.Length(max=MOST_LINES)
    )

    @classmethod
    def fitted(cls, subject: Any, typed: Mapping[str, Any]) -> Self:
        """Return the form: who sends is asked only where it is not oneself, and stays."""
        if subject is None and "consignor" in typed:
            form = cls()
            form.fields["consignor"].required = True
            return form
        return cls(exclude=("consignor",))


class Dispatch(Asked):
    """What the carrier was handed."""

    mode = fields.Enum(TransportMode, by_value=True, required=True)
    carrier = text(required=True)
    waybill = text(35, 4, required=True)
    seal = text(35, load_default="")
    eta = fields.Date(load_default=None)
    vehicle = text(35, load_default="")
    container = text(35, load_default="")
    marks = fields.List(fields.Enum(HandlingMark, by_value=True), load_default=list)
    stacking_limit = whole(0, 50, load_default=0)
    incoterm = fields.Enum(Incoterm, by_value=True, load_default=None)
    named_place = text(load_default="")
    port_of_loading = locode(load_default="")
    port_of_discharge = locode(load_default="")
    freight = money(load_default=None)
    insurance = money(load_default=None)
    exporter_number = text(35, load_default="")
    importer_number = text(35, load_default="")


class Arrival(Asked):
    """When it arrived; the moment carries its zone."""

    arrived_at = fields.AwareDateTime(load_default=None)
    note = text(LONG, load_default="")

    @validates_schema
    def year_is_sane(self, data: dict[str, Any], **_: object) -> None:
        """No aid travelled before air mail did."""
        moment: datetime | None = data["arrived_at"]
        if moment is not None and moment.year not in YEARS:
            raise ValidationError(N_("Not a valid date."), "arrived_at")


class CountInput(Asked):
    """What became of one line in one carton, by class of difference."""

    carton = whole(1, MOST_CARTONS, required=True)
    line = whole(1, MOST_LINES, required=True)
    good = whole(required=True)
    damaged = whole(load_default=0)
    short = whole(load_default=0)
    over = whole(load_default=0)
    expired = whole(load_default=0)
    refused = whole(load_default=0)
    reason = text(load_default="")


class Receiving(Asked):
    """A counting: the cartons that differ one by one, the others as sent if so declared."""

    counted_on = fields.Date(required=True)
    place = text(required=True)
    remarks = text(LONG, load_default="")
    seal = fields.Enum(SealFound, by_value=True, load_default=None)
    counts = fields.List(
        fields.Nested(CountInput), load_default=list, validate=validate.Length(max=MOST_CARTONS)
    )
    rest_as_sent = fields.Boolean(load_default=False)
    signed_name = text(load_default="")
    drawn = fields.String(
        load_default="", validate=[validate.Length(max=LONGEST_DRAWN), validate.Regexp(DRAWN)]
    )
    device_at = fields.AwareDateTime(load_default=None)
    device_zone = text(64, load_default="")
    sending = text(80, load_default="")

    @classmethod
    def fitted(cls, _subject: Any, _typed: Mapping[str, Any]) -> Self:
        """Ask people at a form for what was counted; the rest comes from a device."""
        return cls(exclude=FROM_A_DEVICE)
