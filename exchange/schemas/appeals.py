"""What appeals and pledges ask."""

from typing import Any

from marshmallow import Schema, fields, pre_load, validate

from exchange.models import Priority
from exchange.schemas.inputs import LONG, Asked, text, whole

MOST_LINES = 100
MOST_CITIES = 200


def unit_code(**more: Any) -> fields.String:
    """Return a field for a UN/ECE Rec 20 code."""
    return fields.String(validate=validate.Regexp(r"^[A-Z0-9]{2,3}$"), **more)


class Needed(Asked):
    """What is lacking: an item by its code; without a unit, in the item's base unit."""

    item_code = text(required=True)
    quantity = whole(1, required=True)
    unit = unit_code(load_default="")
    needed_by = fields.Date(load_default=None)
    priority = fields.Enum(Priority, by_value=True, load_default=Priority.NORMAL)
    note = text(load_default="")


class Promised(Asked):
    """What is promised of an item, in any unit it is counted in."""

    item_code = text(required=True)
    quantity = whole(1, required=True)
    unit = unit_code(load_default="")
    note = text(load_default="")


def rows_of(shape: type[Schema]) -> fields.List[Any]:
    """Return a field for the lines of one case."""
    return fields.List(
        fields.Nested(shape), load_default=list, validate=validate.Length(max=MOST_LINES)
    )


class AppealDraft(Asked):
    """An appeal as far as it is written; without recipients every city with a tie is asked.

    `in_need` is a city without an office here, for which another office writes; else empty.
    """

    in_need = text(load_default="")
    title = text(required=True)
    title_english = text(load_default="")
    situation = text(LONG, load_default="")
    situation_english = text(LONG, load_default="")
    needed = rows_of(Needed)
    recipients = fields.List(text(), load_default=list, validate=validate.Length(max=MOST_CITIES))


class PledgeDraft(Asked):
    """A pledge as far as it is written; `appeal` is the reference of what it answers.

    `giver` is a city without an office here whose promise the city in need writes down.
    """

    appeal = text(required=True)
    giver = text(load_default="")
    promised = rows_of(Promised)
    expected_on = fields.Date(load_default=None)
    note = text(LONG, load_default="")

    @pre_load
    def drop_lines_without_quantity(self, data: Any, **_: object) -> Any:
        """Forget the rows of a form that offer an item of which nothing was promised."""
        if not isinstance(data, dict) or not isinstance(data.get("promised"), list):
            return data
        rows = [one for one in data["promised"] if not isinstance(one, dict) or _says(one)]
        return {**data, "promised": rows}


def _says(row: dict[str, Any]) -> bool:
    return any(str(row.get(name) or "").strip() for name in ("quantity", "note"))
