"""What a letter asks, kind by kind, and how its marked passages are written anew."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, Self

from marshmallow import fields, validate

from exchange.models import CancelReason, LetterKind, TieFounded
from exchange.schemas.inputs import LONG, SHORT, Asked, PartialDateField, text, whole

MOST_LINES = 100
MOST_PASSAGES = 60
PASSAGE = 1500
MOST_YEARS = 99

COMMON: Final = ("kind", "partner", "title", "title_partner", "message", "message_partner")
VISIT: Final = ("starts_on", "ends_on", "participant_count")
GIVEN: Final = ("goods.item", "goods.item_partner", "goods.quantity", "goods.unit")
COMPACT: Final = (
    "tie",
    "cooperation",
    "partner_body",
    "partner_body_partner",
    "originals",
    "place",
    "place_partner",
    "signed_on",
)
FIELDS: Final[Mapping[LetterKind, tuple[str, ...]]] = {
    LetterKind.ACCEPTANCE: (*VISIT, "answered", "answered_on"),
    LetterKind.APPROVAL_NOTICE: (*VISIT, "decided_on"),
    LetterKind.REGRET: ("starts_on", "ends_on", "reason"),
    LetterKind.OFFER: (*GIVEN, "reply_by"),
    LetterKind.SYMPATHY: GIVEN,
    LetterKind.THANKS: ("goods", "received_on"),
    LetterKind.CONGRATULATION: ("celebrated_on",),
    LetterKind.INTENT: COMPACT,
    LetterKind.AGREEMENT: (
        *COMPACT,
        "intent_on",
        "council_resolution",
        "council_resolved_on",
        "term_years",
        "notice_months",
    ),
}


class Cooperation(StrEnum):
    """Fields two cities can agree to work together in."""

    CULTURE = "culture"
    YOUTH = "youth"
    SPORT = "sport"
    ECONOMY = "economy"
    SCIENCE = "science"
    ADMINISTRATION = "administration"
    DELEGATION = "delegation"
    DISASTER = "disaster"
    EDUCATION = "education"
    CONFERENCE = "conference"
    HEALTH = "health"
    TOURISM = "tourism"
    ENVIRONMENT = "environment"


class LetterGoodsInput(Asked):
    """A line of goods; `unit` from UN/ECE Rec 20."""

    item = text(required=True)
    item_partner = text(load_default="")
    quantity = whole(1, required=True)
    unit = fields.String(required=True, validate=validate.Regexp(r"^[A-Z0-9]{2,3}$"))
    handed_to = text(load_default="")
    handed_to_partner = text(load_default="")
    used_for = text(load_default="")
    used_for_partner = text(load_default="")


class LetterDraft(Asked):
    """A letter as far as it is written; its kind says which of these it has."""

    kind = fields.Enum(LetterKind, by_value=True, required=True)
    partner = text(required=True)
    title = text(required=True)
    title_partner = text(load_default="")
    goods = fields.List(
        fields.Nested(LetterGoodsInput),
        load_default=list,
        validate=validate.Length(max=MOST_LINES),
    )
    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)
    participant_count = whole(0, 100_000, load_default=0)
    reply_by = fields.Date(load_default=None)
    answered = text(load_default="")
    answered_on = fields.Date(load_default=None)
    decided_on = fields.Date(load_default=None)
    received_on = fields.Date(load_default=None)
    celebrated_on = fields.Date(load_default=None)
    reason = fields.Enum(CancelReason, by_value=True, load_default=None, allow_none=True)
    tie = fields.Enum(TieFounded, by_value=True, load_default=None, allow_none=True)
    cooperation = fields.List(
        fields.Enum(Cooperation, by_value=True),
        load_default=list,
        validate=validate.Length(max=len(Cooperation)),
    )
    partner_body = text(load_default="")
    partner_body_partner = text(load_default="")
    intent_on = PartialDateField(load_default=None)
    council_resolution = text(load_default="")
    council_resolved_on = fields.Date(load_default=None)
    term_years = whole(0, MOST_YEARS, load_default=0)
    notice_months = whole(1, 60, load_default=6)
    originals = whole(1, 20, load_default=2)
    place = text(load_default="")
    place_partner = text(load_default="")
    signed_on = fields.Date(load_default=None)
    message = text(LONG, load_default="")
    message_partner = text(LONG, load_default="")

    @classmethod
    def fitted(cls, subject: Any, typed: Mapping[str, Any]) -> Self:
        """Return the form of one kind: of the letter, or of what was chosen for a new one."""
        chosen = typed.get("kind") if subject is None else subject.kind.value
        if chosen not in set(LetterKind):
            return cls(only=("kind",))
        return cls(only=(*COMMON, *FIELDS[LetterKind(chosen)]))


class PassageInput(Asked):
    """One marked passage in one language of the letter; left empty, the template's stands."""

    passage = text(required=True)
    language = text(SHORT, required=True)
    text = text(PASSAGE, load_default="")


class Rewording(Asked):
    """Passages written anew; those not named stand as the template has them."""

    passages = fields.List(
        fields.Nested(PassageInput), load_default=list, validate=validate.Length(max=MOST_PASSAGES)
    )
