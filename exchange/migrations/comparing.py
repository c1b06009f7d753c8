"""How stored tables are held against the models, and how a column is written in a migration."""

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum, String
from sqlalchemy.types import TypeEngine

from exchange.models.base import Amount, PartialDateType, UtcDateTime

# A migration says what lies in the database and must not change when the models do.
STORED: dict[type[Any], str] = {
    UtcDateTime: "sa.DateTime(timezone=True)",
    Amount: "sa.BigInteger()",
    PartialDateType: "sa.String(length=10)",
}


def render_item(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Return how a column's type is written, or False to leave it to Alembic."""
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String(length={thing.length})"
    return STORED.get(type(thing), False) if kind == "type" else False


def compare_type(
    _context: Any, _inspected: Any, _column: Any, stored: TypeEngine[Any], wanted: TypeEngine[Any]
) -> bool | None:
    """Return whether a stored type differs from its model; None leaves it to Alembic."""
    if isinstance(wanted, Enum):
        return not (isinstance(stored, String) and stored.length == wanted.length)
    return None
