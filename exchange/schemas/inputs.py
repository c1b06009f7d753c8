"""What actions of every workflow ask; one schema serves form and JSON alike."""

from collections.abc import Mapping
from typing import Any, Self

from marshmallow import Schema, ValidationError, fields, pre_load, validate

from exchange.errors import N_
from exchange.models import PartialDate

LONG = 4000
SHORT = 200
MOST = 1_000_000_000


class Asked(Schema):
    """Inputs of an action. An empty form field is the same as one that was not sent."""

    @pre_load
    def drop_empty(self, data: Any, **_: object) -> Any:
        """Forget empty strings and surrounding blanks, as a form sends them."""
        if not isinstance(data, dict):
            return data
        trimmed = {k: v.strip() if isinstance(v, str) else v for k, v in data.items()}
        return {k: v for k, v in trimmed.items() if v not in ("", None)}

    @classmethod
    def fitted(cls, _subject: Any, _typed: Mapping[str, Any]) -> Self:
        """Return what is asked in this very case; most actions ask the same of every case."""
        return cls()


class PartialDateField(fields.Field[PartialDate]):
    """A date known to the day, the month or the year, as ISO 8601."""

    def _serialize(self, value: PartialDate | None, *_: object, **__: object) -> str | None:
        return None if value is None else str(value)

    def _deserialize(self, value: object, *_: object, **__: object) -> PartialDate:
        try:
            return PartialDate.parse(str(value))
        except ValueError:
            raise ValidationError(N_("Write a date as 2020-01-31, or 2020-01, or 2020.")) from None


def text(most: int = SHORT, least: int = 1, **more: Any) -> fields.String:
    """Return a field for words of a person, `least` to `most` characters that can be stored."""
    return fields.String(validate=[validate.Length(min=least, max=most), storable], **more)


def storable(words: str) -> None:
    """Refuse NUL and halves of characters, which JSON can carry and no database keeps."""
    if any(letter == "\x00" or "\ud800" <= letter <= "\udfff" for letter in words):
        raise ValidationError(N_("There is a character in it that cannot be stored."))


class WholeField(fields.Integer):
    """A whole number, as a number or as its digits; a fraction is refused, never cut off."""

    def _validated(self, value: Any) -> Any:
        if isinstance(value, float) and not value.is_integer():
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


def whole(least: int = 0, most: int = MOST, **more: Any) -> fields.Integer:
    """Return a field for a whole number within bounds; two of them still fit a column."""
    return WholeField(validate=validate.Range(min=least, max=most), **more)


def currency(**more: Any) -> fields.String:
    """Return a field for an ISO 4217 code."""
    return fields.String(
        validate=validate.Regexp(
            r"^[A-Z]{3}$", error=N_("Use the three capital letters of the currency.")
        ),
        **more,
    )


class Nothing(Asked):
    """The action needs no words."""


class Note(Asked):
    """A word of explanation, if there is one to give."""

    note = text(LONG, load_default="")


class Remarks(Asked):
    """What has to change before it can be decided."""

    remarks = text(LONG, required=True, least=3)


class Reason(Asked):
    """Why."""

    reason = text(LONG, required=True, least=3)


class RenderedDocument(Asked):
    """What a worker made: the SHA-256 of the PDF, its size in bytes and its pages."""

    sha256 = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}$"))
    size = whole(1, required=True)
    pages = whole(1, required=True)
    template_revision = text(required=True)


class Failure(Asked):
    """Why a paper could not be made: a code, a catalogue message and what fills its places."""

    code = text(required=True)
    message = text(LONG, required=True)
    params = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)


class Issued(Asked):
    """The paper that was issued: its number and the SHA-256 of its PDF."""

    number = text(required=True)
    sha256 = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}$"))
