"""What is asked about the use of goods that arrived, about counting them anew, about the end."""

from marshmallow import fields, validate

from exchange.models import SealFound
from exchange.schemas.inputs import LONG, Asked, Reason, text, whole
from exchange.schemas.shipments import MOST_CARTONS, MOST_LINES, CountInput

MOST_USES = 200


class UseInput(Asked):
    """So many units of one line given to one body; an institution or a group, no person."""

    line = whole(1, MOST_LINES, required=True)
    quantity = whole(1, required=True)
    handed_to = text(required=True)
    handed_to_partner = text(load_default="")
    people = whole(load_default=0)
    used_for = text(load_default="")
    used_for_partner = text(load_default="")


class UseReport(Asked):
    """Who was given what on one day in one place; there may be many such reports."""

    given_on = fields.Date(required=True)
    place = text(required=True)
    uses = fields.List(
        fields.Nested(UseInput), required=True, validate=validate.Length(min=1, max=MOST_USES)
    )


class Retraction(Reason):
    """Which report no longer counts, and why."""

    report = whole(1, required=True)


class Recount(Reason):
    """Cartons counted anew, each with all its classes, and why the earlier count was wrong."""

    counted_on = fields.Date(required=True)
    place = text(required=True)
    seal = fields.Enum(SealFound, by_value=True, load_default=None)
    counts = fields.List(
        fields.Nested(CountInput),
        required=True,
        validate=validate.Length(min=1, max=MOST_CARTONS),
    )


class Closing(Asked):
    """What the aid did in a few words, or why no report of its use is asked; and the thanks."""

    end_use = text(LONG, load_default="")
    end_use_partner = text(LONG, load_default="")
    waiver = text(LONG, load_default="", least=3)
    thanks = text(LONG, required=True, least=3)
