"""The centre for residents: hours, days, rooms, lines, and its texts with who changed them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from exchange.models.append_only import seal_existing

revision = "0027"
down_revision: str | None = "0026"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MADE = (
    "centre",
    "opening_hours",
    "closed_day",
    "room",
    "service_line",
    "centre_text",
    "centre_text_change",
)


def _ref(table: str, column: str, to: str) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{column}_{to}"))
    return sa.Column(column, sa.Uuid(), key, nullable=False)


def _text(name: str, longest: int | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.String(longest), nullable=False)


def _json(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.JSON(), nullable=False) for name in names)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _check(table: str, name: str, said: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(said, name=op.f(f"ck_{table}_{name}"))


def _only_one(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _own(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    """Make the tables; what was changed by whom is guarded by the database itself."""
    name = "centre"
    op.create_table(
        name,
        _ref(name, "city_id", "city"),
        *_json("names", "operators", "addresses"),
        *(_text(one) for one in ("telephone", "counselling_telephone", "website")),
        _text("source_language", 10),
        sa.Column("closed_on_holidays", sa.Boolean(), nullable=False),
        sa.Column("hours_attested_on", sa.Date()),
        _text("source"),
        *_own(name),
        _only_one(name, "city_id"),
    )
    _days()
    _rooms_and_lines()
    _texts()
    seal_existing(op.get_bind(), "centre_text_change")


def _days() -> None:
    name = "opening_hours"
    op.create_table(
        name,
        _ref(name, "centre_id", "centre"),
        _number("weekday"),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        _text("source"),
        *_own(name),
        _check(name, "a_weekday", "weekday BETWEEN 0 AND 6"),
        _check(name, "closes_after_it_opens", "closes > opens"),
        _only_one(name, "centre_id", "weekday", "opens"),
    )
    name = "closed_day"
    op.create_table(
        name,
        _ref(name, "centre_id", "centre"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time()),
        sa.Column("closes", sa.Time()),
        *_json("reasons"),
        _text("source"),
        *_own(name),
        _check(name, "both_hours_or_none", "(opens IS NULL) = (closes IS NULL)"),
        _check(name, "closes_after_it_opens", "closes > opens"),
        _only_one(name, "centre_id", "day"),
    )


def _rooms_and_lines() -> None:
    name = "room"
    op.create_table(
        name,
        _ref(name, "centre_id", "centre"),
        _text("key", 60),
        *_json("names"),
        _text("floor", 10),
        sa.Column("capacity", sa.Integer()),
        _number("position"),
        _text("source"),
        *_own(name),
        _check(name, "holds_somebody", "capacity > 0"),
        _only_one(name, "centre_id", "key"),
    )
    name = "service_line"
    op.create_table(
        name,
        _ref(name, "centre_id", "centre"),
        _text("key", 60),
        *_json("languages"),
        _number("position"),
        sa.Column("asked_for", sa.Boolean(), nullable=False),
        _text("source"),
        *_own(name),
        _only_one(name, "centre_id", "key"),
    )


def _texts() -> None:
    name = "centre_text"
    op.create_table(
        name,
        _ref(name, "centre_id", "centre"),
        _text("about", 70),
        _text("part", 40),
        _text("language", 10),
        _text("text"),
        _number("source_revision"),
        _text("status", 40),
        _text("source"),
        _number("version"),
        *_own(name),
        _check(name, "of_a_writing", "source_revision > 0"),
        _check(name, "status_that_is_kept", "status IN ('current', 'reviewed', 'machine')"),
        _only_one(name, "centre_id", "about", "part", "language"),
    )
    name = "centre_text_change"
    op.create_table(
        name,
        _ref(name, "text_id", "centre_text"),
        _ref(name, "person_id", "person"),
        _text("before"),
        _text("after"),
        _text("status_before", 40),
        _text("status_after", 40),
        _number("source_revision"),
        *_own(name),
    )
    op.create_index(op.f("ix_centre_text_change_text_id"), name, ["text_id"])


def downgrade() -> None:
    """Drop them, each with its guards."""
    for name in reversed(MADE):
        op.drop_table(name)
