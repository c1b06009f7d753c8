"""What the actions on an exchange project ask."""

from typing import Any

from marshmallow import fields, validate

from exchange.models import CancelReason, ProjectType
from exchange.schemas.inputs import LONG, Asked, currency, text, whole

MOST_ROWS = 200
MOST_MONEY = 10_000_000_000_000


def money(**more: Any) -> fields.Decimal:
    """Return a field for an amount of money with at most four decimals, best sent as text."""
    told = {
        "type": "string",
        "pattern": r"^\d{1,13}(\.\d{1,4})?$",
        "minimum": 0,
        "maximum": MOST_MONEY,
    }
    return fields.Decimal(
        places=4,
        as_string=True,
        validate=validate.Range(min=0, max=MOST_MONEY),
        metadata=told,
        **more,
    )


class BudgetLineInput(Asked):
    """One item of the budget; `city` is the slug of the city that bears it."""

    item = text(required=True)
    item_partner = text(load_default="")
    city = text(required=True)
    amount = money(required=True)


class ParticipantInput(Asked):
    """Someone who travels, named as in the passport."""

    name = text(required=True)
    organisation = text(load_default="")
    post = text(load_default="")
    nationality = fields.String(load_default="", validate=validate.Regexp(r"^([A-Z]{2})?$"))


class ProjectDraft(Asked):
    """A proposal as far as it is written; what is missing is asked for on submission."""

    partner = text(required=True)
    type = fields.Enum(ProjectType, by_value=True, required=True)
    title = text(required=True)
    title_partner = text(load_default="")
    purpose = text(LONG, load_default="")
    purpose_partner = text(LONG, load_default="")
    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)
    reply_by = fields.Date(load_default=None)
    participant_count = whole(0, 100_000, load_default=0)
    budget_total = money(load_default=None)
    budget_currency = currency(load_default=None)
    budget = fields.List(
        fields.Nested(BudgetLineInput), load_default=list, validate=validate.Length(max=MOST_ROWS)
    )
    participants = fields.List(
        fields.Nested(ParticipantInput), load_default=list, validate=validate.Length(max=MOST_ROWS)
    )


class ProposedChanges(Asked):
    """What the partner would rather do."""

    remarks = text(LONG, required=True, least=3)
    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)


class NewDates(Asked):
    """When it is to take place now."""

    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)


class Outcome(Asked):
    """What came of it: people from both sides, and the cost in the budget's currency."""

    outcome = text(LONG, required=True, least=3)
    people_took_part = whole(0, 1_000_000, required=True)
    final_cost = money(load_default=None)


class Thanks(Asked):
    """The number of the thank-you letter, or why none is sent."""

    thanks = text(required=True, least=3)


class Cancellation(Asked):
    """Why an exchange both cities prepared does not take place."""

    reason = fields.Enum(CancelReason, by_value=True, required=True)
    note = text(LONG, load_default="")
