"""What approval lines and their steps ask."""

from enum import StrEnum

from marshmallow import fields, validate

from exchange.models import CaseKind, Part
from exchange.schemas.inputs import LONG, Asked, Remarks, currency, text, whole
from exchange.schemas.projects import money

MOST_POINTS = 50


class Point(Asked):
    """A remark on one field of the case, named as its form names it."""

    field = text(required=True)
    remark = text(LONG, required=True)


class SendingBack(Remarks):
    """What has to change before it can be decided, field by field where it can be said so."""

    points = fields.List(
        fields.Nested(Point), load_default=list, validate=validate.Length(max=MOST_POINTS)
    )


class Matter(StrEnum):
    """What a step answers for: the whole case, or one side of it."""

    WHOLE = "whole"
    MONEY = "money"
    WORDS = "words"
    DATES = "dates"
    PEOPLE = "people"
    GOODS = "goods"


class LineStepInput(Asked):
    """One step: the part of a post (its code), and in how many working days it is due."""

    part = fields.Enum(Part, by_value=True, required=True)
    post = text(required=True)
    working_days = whole(1, 60, load_default=2)
    matter = fields.Enum(Matter, by_value=True, load_default=Matter.WHOLE)


class DelegationInput(Asked):
    """Below this amount that post decides finally (전결)."""

    below = money(required=True)
    post = text(required=True)


class LineDraft(Asked):
    """An approval line: its steps in order, and who decides on smaller amounts."""

    title = text(required=True)
    case_kind = fields.Enum(CaseKind, by_value=True, required=True)
    currency = currency(required=True)
    steps = fields.List(
        fields.Nested(LineStepInput), required=True, validate=validate.Length(min=1, max=20)
    )
    delegations = fields.List(
        fields.Nested(DelegationInput), load_default=list, validate=validate.Length(max=10)
    )
