"""What the actions on an aid shipment ask."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from marshmallow import ValidationError, fields, validate, validates, validates_schema

from exchange.errors import N_
from exchange.models import HandlingMark, Incoterm, SealFound, Settlement, TransportMode
from exchange.schemas.appeals import unit_code
from exchange.schemas.inputs import LONG, Asked, PartialDateField, currency, text, whole
from exchange.schemas.projects import money

MOST_LINES = 500
REQUIRED = str(fields.Field.default_error_messages["required"])
MOST_CARTONS = 20_000
MOST_PALLETS = 10_000
LARGEST_MM = 20_000
HEAVIEST_G = 30_000_000


def is_sscc(code: str) -> bool:
    """Say whether `code` is a GS1 SSCC: 18 digits whose weighed sum is a multiple of 10."""
    if not re.fullmatch(r"[0-9]{18}", code):
        return False
    return sum(int(d) * (3 if n % 2 == 0 else 1) for n, d in enumerate(code)) % 10 == 0


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


class ContentInput(Asked):
    """So many units of the line with this number, in one carton."""

    line = whole(1, MOST_LINES, required=True)
    quantity = whole(1, required=True)
    lot = text(load_default="")
    expiry = PartialDateField(load_default=None)


class PackageInput(Asked):
    """A number of cartons packed alike, on one pallet if any; mm and g, each carton.

    `ssccs` are the codes the cartons bear already, with blanks between: what a city without an
    office here packed and labelled itself.
    """

    cartons = whole(1, MOST_CARTONS, required=True)
    length_mm = whole(1, LARGEST_MM, required=True)
    width_mm = whole(1, LARGEST_MM, required=True)
    height_mm = whole(1, LARGEST_MM, required=True)
    net_g = whole(0, HEAVIEST_G, required=True)
    gross_g = whole(1, HEAVIEST_G, required=True)
    pallet = whole(1, MOST_PALLETS, load_default=None)
    contents = fields.List(
        fields.Nested(ContentInput), required=True, validate=validate.Length(min=1, max=50)
    )
    ssccs = text(MOST_CARTONS * 20, load_default="")

    @validates("ssccs")
    def are_ssccs(self, written: str, **_: object) -> None:
        """Each is 18 digits, the last of them the check digit of the others."""
        if not all(is_sscc(code) for code in written.split()):
            raise ValidationError(N_("Write SSCCs of 18 digits, with blanks between them."))

    @validates_schema
    def gross_covers_net(self, data: dict[str, Any], **_: object) -> None:
        """The carton weighs at least what is in it."""
        if data["gross_g"] < data["net_g"]:
            raise ValidationError(
                N_("The gross weight cannot be less than the net weight."), "gross_g"
            )


class Packing(Asked):
    """How the lines went into cartons, numbered in this order."""

    packages = fields.List(
        fields.Nested(PackageInput), required=True, validate=validate.Length(min=1, max=500)
    )
    pallets = whole(0, MOST_PALLETS, load_default=0)
    pallet_tare_g = whole(0, HEAVIEST_G, load_default=None)

    @validates_schema
    def pallets_are_there(self, data: dict[str, Any], **_: object) -> None:
        """No carton stands on a pallet that is not counted."""
        faults = {
            n: {"pallet": [N_("There are not so many pallets.")]}
            for n, package in enumerate(data["packages"])
            if (package["pallet"] or 0) > data["pallets"]
        }
        if faults:
            raise ValidationError({"packages": faults})

    @classmethod
    def fitted(cls, subject: Any, _typed: Mapping[str, Any]) -> Self:
        """Return the form: an office gives its own cartons their codes."""
        ours = subject is not None and subject.owner_city.office is not None
        return cls(exclude=("packages.ssccs",) if ours else ())


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
        if moment is not None and not 1900 < moment.year < 2200:  # noqa: PLR2004
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


class Closing(Asked):
    """What the aid was used for or why no report is asked, and the thanks or why none is sent."""

    end_use = text(LONG, required=True, least=3)
    end_use_partner = text(LONG, load_default="")
    handed_to = text(load_default="")
    people_reached = whole(load_default=0)
    settlement = fields.Enum(Settlement, by_value=True, load_default=None)
    thanks = text(LONG, required=True, least=3)
