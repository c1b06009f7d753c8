"""What is asked about posts, who holds them, and who stands in for whom."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from exchange.errors import N_
from exchange.schemas.inputs import Asked, text
from exchange.schemas.people import titles


class PostDraft(Asked):
    """A post: its code, its names, and the code of the next post up."""

    code = fields.String(
        required=True,
        validate=validate.Regexp(
            r"^[a-z0-9]+(-[a-z0-9]+)*$", error=N_("Use small letters, digits and hyphens.")
        ),
    )
    names = titles()
    superior = text(load_default=None)


class Between(Asked):
    """A first and a last day, both counted."""

    starts_on = fields.Date(required=True)
    ends_on = fields.Date(load_default=None)

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: object) -> None:
        """The last day is not before the first."""
        if data["ends_on"] is not None and data["ends_on"] < data["starts_on"]:
            raise ValidationError(N_("The last day cannot be before the first."), "ends_on")


class Appointment(Between):
    """Who holds the post (by e-mail address), or minds it while it is vacant."""

    person = text(required=True)
    is_acting = fields.Boolean(load_default=False)


class LastDay(Asked):
    """The last day that counts."""

    ends_on = fields.Date(required=True)


class AbsenceDraft(Between):
    """Who is away (oneself, if nobody is named), and who decides meanwhile; by e-mail address."""

    person = text(load_default=None)
    deputy = text(required=True)
    ends_on = fields.Date(required=True)
