"""What packing asks: cartons, what lies in them, and the pallets they stand on."""

import re
from collections.abc import Mapping
from typing import Any, Self

from marshmallow import ValidationError, fields, validate, validates, validates_schema

from exchange.errors import N_
from exchange.schemas.inputs import Asked, PartialDateField, text, whole
from exchange.schemas.shipments import MOST_CARTONS, MOST_LINES

LARGEST_MM = 20_000
HEAVIEST_G = 30_000_000


def is_sscc(code: str) -> bool:
    """Say whether `code` is a GS1 SSCC: 18 digits whose weighed sum is a multiple of 10."""
    if not re.fullmatch(r"[0-9]{18}", code):
        return False
    return sum(int(d) * (3 if n % 2 == 0 else 1) for n, d in enumerate(code)) % 10 == 0


class ContentInput(Asked):
    """So many units of the line with this number, in one carton."""

    line = whole(1, MOST_LINES, required=True)
    quantity = whole(1, required=True)
    lot = text(load_default="")
    expiry = PartialDateField(load_default=None)


class PackageInput(Asked):
    """A number of cartons packed alike; sizes in mm and weights in g, each carton.

    `ssccs` are the codes the cartons bear already, with blanks between: what a city without an
    office here packed and labelled itself.
    """

    cartons = whole(1, MOST_CARTONS, required=True)
    length_mm = whole(1, LARGEST_MM, required=True)
    width_mm = whole(1, LARGEST_MM, required=True)
    height_mm = whole(1, LARGEST_MM, required=True)
    net_g = whole(0, HEAVIEST_G, required=True)
    gross_g = whole(1, HEAVIEST_G, required=True)
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


class PalletInput(Asked):
    """A pallet that the next so many `cartons` stand on; sizes in mm as it stands there loaded.

    `tare_g` is what the empty pallet weighs; `sscc` is the code it bears already, if it does.
    """

    cartons = whole(1, MOST_CARTONS, required=True)
    length_mm = whole(1, LARGEST_MM, required=True)
    width_mm = whole(1, LARGEST_MM, required=True)
    height_mm = whole(1, LARGEST_MM, required=True)
    tare_g = whole(0, HEAVIEST_G, load_default=0)
    sscc = text(18, load_default="")

    @validates("sscc")
    def is_one(self, written: str, **_: object) -> None:
        """It is 18 digits, the last of them the check digit of the others."""
        if written and not is_sscc(written):
            raise ValidationError(N_("Write an SSCC of 18 digits."))


class Packing(Asked):
    """How the lines went into cartons, numbered in this order.

    What is only odd about it is said first, and packed once `warnings_read` is said.
    """

    packages = fields.List(
        fields.Nested(PackageInput), required=True, validate=validate.Length(min=1, max=500)
    )
    pallets = fields.List(
        fields.Nested(PalletInput), load_default=list, validate=validate.Length(max=500)
    )
    warnings_read = fields.Boolean(load_default=False)

    @classmethod
    def fitted(cls, subject: Any, _typed: Mapping[str, Any]) -> Self:
        """Return the form: an office gives its own cartons their codes."""
        ours = subject is not None and subject.owner_city.office is not None
        return cls(exclude=("packages.ssccs", "pallets.sscc") if ours else ())
