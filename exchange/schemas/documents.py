"""What is asked of a paper: of what a record is ordered, why one is void, what replaces it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, Self

from marshmallow import ValidationError, fields, validate, validates_schema

from exchange.errors import N_
from exchange.schemas.inputs import LONG, Asked, Reason, text, whole

MOST_CORRECTIONS = 50
LONGEST_PATH = 120
FIRST_YEAR, LAST_YEAR = 1900, 9998  # a day more on either side is still a date


class RecordKind(StrEnum):
    """What an office may order of its books, without a case; each has a paper of the same name."""

    CITY_RECORD = "city_record"
    YEARLY = "yearly"


ABOUT: Final = {RecordKind.CITY_RECORD: "partner", RecordKind.YEARLY: "year"}


class RecordOrder(Asked):
    """A record of all there is with one city, or the report of one year."""

    record = fields.Enum(RecordKind, by_value=True, required=True)
    partner = text(load_default="")
    year = whole(FIRST_YEAR, LAST_YEAR, load_default=None, allow_none=True)

    @validates_schema
    def say_of_what(self, data: Mapping[str, Any], **_: object) -> None:
        """Refuse a record of no city, and a report of no year."""
        name = ABOUT[data["record"]]
        if not data[name]:
            raise ValidationError(N_("Fill this in."), name)

    @classmethod
    def fitted(cls, _subject: Any, typed: Mapping[str, Any]) -> Self:
        """Return the form of the kind that was chosen."""
        chosen = typed.get("record")
        if chosen not in set(RecordKind):
            return cls(only=("record",))
        about = ABOUT[RecordKind(chosen)]
        shape = cls(only=("record", about))
        shape.fields[about].required = True
        return shape


class FactsBasis(StrEnum):
    """From what a replacement is set: the case as it stands now, or the facts as they were."""

    ANEW = "anew"
    AS_ISSUED = "as_issued"


class Voiding(Reason):
    """Why a paper is void; `reason_public` shows it to whoever checks the paper."""

    reason_public = fields.Boolean(load_default=False)


class Correction(Asked):
    """One text that was wrong: where it stands in the facts, as `title.en`, and what it is."""

    fact = text(LONGEST_PATH, required=True)
    correct_words = text(LONG, required=True)


class Replacement(Voiding):
    """Why another paper takes its place, and from which facts that one is set."""

    basis = fields.Enum(FactsBasis, by_value=True, load_default=FactsBasis.ANEW)
    corrections = fields.List(
        fields.Nested(Correction),
        load_default=list,
        validate=validate.Length(max=MOST_CORRECTIONS),
    )
