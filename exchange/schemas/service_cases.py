"""What is asked for a request to a support centre, and at each step of it.

What a resident says of themselves is `personal`: taken in, sealed apart, and never given out
again, so that no history, form or answer of a program repeats it.
"""

import re
from typing import Any, Final

from marshmallow import ValidationError, fields, validate, validates_schema

from exchange.errors import N_
from exchange.models import (
    CENTRE_LANGUAGES,
    Channel,
    Meeting,
    ServiceOutcome,
    Topic,
    Urgency,
    Wished,
)
from exchange.schemas.inputs import LONG, SHORT, Asked, text

PERSONAL: Final = ("name", "telephone", "words")
MOST_MINUTES: Final = 240
DIGITS: Final = (9, 15)  # E.164 ends at 15
MOBILE: Final = ("010", 10)  # in Korea a mobile number has 11, in Rotterdam one has 10


def personal(most: int = SHORT, **more: Any) -> fields.String:
    """Return a field for what somebody says of themselves; it is loaded and never dumped."""
    return text(most, load_only=True, **more)


def dialled(written: str) -> None:
    """Refuse what cannot be called."""
    digits = re.sub(r"[\s().-]", "", written).removeprefix("+")
    is_short = digits.startswith(MOBILE[0]) and len(digits) < MOBILE[1]
    if not digits.isdigit() or not DIGITS[0] <= len(digits) <= DIGITS[1] or is_short:
        raise ValidationError(N_("Write the whole number, as 010-0000-0000 or +82 10 0000 0000."))


def telephone(**more: Any) -> fields.String:
    """Return a field for a telephone number somebody is called at."""
    return fields.String(load_only=True, validate=[validate.Length(max=40), dialled], **more)


def agreed(value: bool) -> None:  # noqa: FBT001  # marshmallow hands it over so
    """Refuse what was not agreed to."""
    if not value:
        raise ValidationError(N_("Without this the centre may not keep what you write."))


class HelpChanged(Asked):
    """What a request says, as whoever asked may write it anew."""

    topic = fields.Enum(Topic, by_value=True, required=True)
    words = personal(LONG, required=True, least=3)
    telephone = telephone(required=True)
    name = personal(load_default="")
    meeting = fields.Enum(Meeting, by_value=True, required=True)
    wished = fields.Enum(Wished, by_value=True, load_default=Wished.ANY)
    needs_interpreter = fields.Boolean(load_default=False)


class HelpAsked(HelpChanged):
    """A request as it comes in; `consent` is the resident's, given on this form or by word."""

    channel = fields.Enum(Channel, by_value=True, load_default=Channel.DESK)
    language = fields.String(required=True, validate=validate.OneOf(CENTRE_LANGUAGES))
    consent = fields.Boolean(required=True, validate=agreed)


class Triage(Asked):
    """What a request needs, as whoever read it first says."""

    topic = fields.Enum(Topic, by_value=True, required=True)
    urgency = fields.Enum(Urgency, by_value=True, required=True)
    needs_interpreter = fields.Boolean(load_default=False)
    note = personal(LONG, load_default="")


class Meet(Asked):
    """When and where a resident is met."""

    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    place = text(load_default="")

    @validates_schema
    def it_ends_the_same_day(self, data: dict[str, Any], **_: object) -> None:
        """It ends after it begins, and soon enough."""
        minutes = (data["ends_at"] - data["starts_at"]).total_seconds() / 60
        if not 0 < minutes <= MOST_MINUTES:
            raise ValidationError(
                N_("An appointment ends after it begins, within four hours."), "ends_at"
            )


class Talked(Asked):
    """What was said; it lies with what is personal."""

    note = personal(LONG, load_default="")


class Noted(Asked):
    """What is written down between two steps; it lies with what is personal."""

    note = personal(LONG, required=True, least=3)


class Resolution(Asked):
    """What came of it."""

    outcome = fields.Enum(ServiceOutcome, by_value=True, required=True)
    note = personal(LONG, load_default="")


class ToAnother(Asked):
    """Which body it is handed to, with the resident's consent."""

    referred_to = text(required=True)
    consent = fields.Boolean(required=True, validate=agreed)
    note = personal(LONG, load_default="")


class Answered(Asked):
    """What the other body said."""

    note = personal(LONG, load_default="")
