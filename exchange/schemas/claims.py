"""What the actions on a claim ask."""

from collections.abc import Mapping
from typing import Any, Self

from marshmallow import fields

from exchange.models import Settlement
from exchange.schemas.inputs import LONG, Asked, text
from exchange.schemas.projects import money


class Agreement(Asked):
    """In which way the difference is to be settled, and what there is to say about it."""

    settlement = fields.Enum(Settlement, by_value=True, required=True)
    position = text(LONG, load_default="")


class Position(Asked):
    """How one side sees it, in its own words; they are kept word for word."""

    position = text(LONG, required=True, least=3)


class Settling(Asked):
    """What was done; a claim against the carrier names its reference and what was paid."""

    carrier = text(load_default="")
    carrier_reference = text(35, load_default="")
    carrier_amount = money(load_default=None)
    note = text(LONG, load_default="")

    @classmethod
    def fitted(cls, subject: Any, _typed: Mapping[str, Any]) -> Self:
        """Ask of the carrier only where that is the way agreed on."""
        if subject is None or subject.settlement is not Settlement.CARRIER_CLAIM:
            return cls(only=("note",))
        return cls()
