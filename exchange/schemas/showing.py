"""What everything the API shows has in common."""

from typing import Any, Self

from marshmallow import Schema, fields


def amount(*, allow_none: bool = False) -> fields.Decimal:
    """Return a field for money, shown as text so that no reader rounds it."""
    return fields.Decimal(as_string=True, allow_none=allow_none, metadata={"type": "string"})


class Shown(Schema):
    """Something the API shows. Nothing ever alters one, so its copy is itself.

    flask-smorest copies what it documents at every step: 17 MB in each web process.
    """

    def __deepcopy__(self, _seen: dict[int, Any]) -> Self:
        """Return the very same."""
        return self
