"""What is asked about a receipt link, and about two counts that differ."""

from marshmallow import fields, validate

from exchange.models import Chosen
from exchange.schemas.inputs import LONG, Asked, text, whole

MOST_DAYS = 365


class LinkOpened(Asked):
    """A new link: the SHA-256 of its token, which whoever opens it keeps, and its days."""

    sha256 = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}$"))
    in_language = fields.String(load_default="", validate=validate.Length(max=10))
    days = whole(1, MOST_DAYS, load_default=90)


class LinkRevoked(Asked):
    """Which link ends now, and why."""

    link = fields.UUID(required=True)
    reason = text(LONG, required=True, least=3)


class CountChosen(Asked):
    """Which of two counts stands, and why."""

    conflict = fields.UUID(required=True)
    chosen = fields.Enum(Chosen, by_value=True, required=True)
    reason = text(LONG, required=True, least=3)
