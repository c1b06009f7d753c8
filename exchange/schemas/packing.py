"""What packing asks: cartons, what lies in them, and the pallets they stand on."""

import re
from collections.abc import Mapping
from typing import Any, Self

from marshmallow import ValidationError, fields, validate, validates, validates_schema

from exchange.errors import N_
from exchange.schemas.inputs import Asked, PartialDateField, text, whole
from exchange.schemas.shipments import MOST_CARTONS, MOST_LINES

LARGEST_MM = 20_000
MOST_PALLETS = 10_000
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


class PalletInput(Asked):
    """What is known of the pallet with this number; mm as it stands there loaded.

    `tare_g` is what it weighs empty, where it is not as all of them; `sscc` the code it bears.
    """

    number = whole(1, MOST_PALLETS, required=True)
    length_mm = whole(1, LARGEST_MM, required=True)
    width_mm = whole(1, LARGEST_MM, required=True)
    height_mm = whole(1, LARGEST_MM, required=True)
    tare_g = whole(0, HEAVIEST_G, load_default=None)
    sscc = text(18, load_default="")

    @validates("sscc")
    def is_one(self, written: str, **_: object) -> None:
        """It is 18 digits, the last of them the check digit of the others."""
        if written and not is_sscc(written):
            raise ValidationError(N_("Write an SSCC of 18 digits."))


class Packing(Asked):
    """How the lines went into cartons, numbered in this order, and those on `pallets` numbered.

    `pallet_tare_g` is what any pallet weighs empty. What is only odd about a packing is said
    first, and packed once `warnings_read` is said.
    """

    packages = fields.List(
        fields.Nested(PackageInput), required=True, validate=validate.Length(min=1, max=500)
    )
    pallets = whole(0, MOST_PALLETS, load_default=0)
    pallet_tare_g = whole(0, HEAVIEST_G, load_default=None)
    pallet_units = fields.List(
        fields.Nested(PalletInput), load_default=list, validate=validate.Length(max=500)
    )
    warnings_read = fields.Boolean(load_default=False)

    @validates_schema
    def pallets_are_there(self, data: dict[str, Any], **_: object) -> None:
        """No carton stands on a pallet that is not counted, and none of those is measured."""
        faults: dict[str, dict[int, Any]] = {}
        for rows, name in (("packages", "pallet"), ("pallet_units", "number")):
            for n, one in enumerate(data[rows]):
                if (one[name] or 0) > data["pallets"]:
                    wrong = {name: [N_("There are not so many pallets.")]}
                    faults.setdefault(rows, {})[n] = wrong
        if faults:
            raise ValidationError(faults)

    @validates_schema
    def no_pallet_twice(self, data: dict[str, Any], **_: object) -> None:
        """Each pallet is measured once."""
        told = [one["number"] for one in data["pallet_units"]]
        twice = {
            n: {"number": [N_("This pallet stands here twice.")]}
            for n, number in enumerate(told)
            if number in told[:n]
        }
        if twice:
            raise ValidationError({"pallet_units": twice})

    @classmethod
    def fitted(cls, subject: Any, _typed: Mapping[str, Any]) -> Self:
        """Return the form: an office gives its own cartons their codes."""
        ours = subject is not None and subject.owner_city.office is not None
        return cls(exclude=("packages.ssccs", "pallet_units.sscc") if ours else ())
