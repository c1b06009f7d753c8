"""What the API shows of items, appeals, pledges, and of how far an appeal is covered."""

from typing import Any

from marshmallow import fields

from exchange.models import AppealState, ItemCategory, PledgeState, Priority
from exchange.schemas.responses import Case
from exchange.schemas.showing import Shown

EXACT = {"description": "in the item's base unit, a whole number or an exact fraction: 50000, 3/2"}


class ItemUnit(Shown):
    """Another unit of an item: one of it is `numerator`/`denominator` base units."""

    unit = fields.String()
    numerator = fields.Integer()
    denominator = fields.Integer()


class Item(Shown):
    """An item of the catalogue; names that nobody has read are `machine`."""

    code = fields.String()
    category = fields.Enum(ItemCategory, by_value=True)
    names = fields.Dict(metadata={"description": "by language"})
    status = fields.Method("tell_status", metadata={"description": "of each name, by language"})
    hs_code = fields.String(metadata={"description": "HS 2022, empty where no source is known"})
    unit = fields.String(metadata={"description": "base unit, UN/ECE Rec 20"})
    units = fields.List(fields.Nested(ItemUnit))
    needs = fields.Dict(metadata={"description": "lot, expiry, permit, temperature °C, marks"})
    per_carton = fields.Integer(allow_none=True)
    in_use = fields.Boolean()
    source = fields.String()

    def tell_status(self, item: Any) -> dict[str, str]:
        """Return how far each name may be relied on."""
        return {language: item.status_of(language).value for language in item.names}


class AppealLine(Shown):
    """One line of an appeal."""

    position = fields.Integer()
    item_code = fields.String()
    quantity = fields.Integer()
    unit = fields.String()
    needed_by = fields.Date(allow_none=True)
    priority = fields.Enum(Priority, by_value=True)
    note = fields.String()


class AppealSummary(Case):
    """An appeal as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers; an appeal has many readers, not one partner."""

        exclude: tuple[str, ...] = ("actions", "papers", "partner_city")

    state = fields.Enum(AppealState, by_value=True)
    title_english = fields.String()
    behalf_city = fields.String(attribute="behalf_city.slug")
    published_at = fields.AwareDateTime(allow_none=True)


class Appeal(AppealSummary):
    """An appeal; how far it is covered is at its own address."""

    class Meta:
        """It has no papers."""

        exclude: tuple[str, ...] = ("papers", "partner_city")

    reference = fields.String(metadata={"description": "as pledges and shipments name it"})
    situation = fields.String()
    situation_english = fields.String()
    closing_note = fields.String()
    lines = fields.List(fields.Nested(AppealLine))


class Covered(Shown):
    """How far one line of an appeal is covered."""

    item_code = fields.String()
    unit = fields.String(metadata={"description": "the item's base unit, UN/ECE Rec 20"})
    asked = fields.String(metadata=EXACT)
    promised = fields.String(metadata=EXACT)
    to_come = fields.String(metadata={"description": "promised and not sent yet"})
    on_the_way = fields.String(metadata=EXACT)
    arrived = fields.String(metadata={"description": "counted in, in good order"})
    missing = fields.String(metadata=EXACT)
    too_much = fields.String(metadata=EXACT)


class PledgeLine(Shown):
    """One line of a pledge."""

    position = fields.Integer()
    item_code = fields.String()
    quantity = fields.Integer()
    unit = fields.String()
    note = fields.String()


class PledgeSummary(Case):
    """A pledge as a list shows it."""

    class Meta:
        """Lists say nothing of actions and papers."""

        exclude: tuple[str, ...] = ("actions", "papers")

    state = fields.Enum(PledgeState, by_value=True)
    appeal = fields.String(attribute="appeal.reference")
    expected_on = fields.Date(allow_none=True)


class Pledge(PledgeSummary):
    """A pledge."""

    class Meta:
        """It has no papers."""

        exclude: tuple[str, ...] = ("papers",)

    reference = fields.String(metadata={"description": "as shipments name it"})
    behalf_city = fields.String(attribute="behalf_city.slug")
    note = fields.String()
    lines = fields.List(fields.Nested(PledgeLine))
