"""Mailings: one decision, many letters."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision: str | None = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "mailing",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        _reference("mailing", "owner_city_id", "city"),
        _reference("mailing", "officer_id", "person"),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("decision_note", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("participant_count", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date()),
        sa.Column("celebrated_on", sa.Date()),
        sa.Column("reason", sa.String(40)),
        *_row("mailing"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("shared_at", MOMENT),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_mailing_ends_after_start")),
        sa.UniqueConstraint(
            "owner_city_id", "number", name=op.f("uq_mailing_owner_city_id_number")
        ),
    )
    op.create_index("ix_mailing_owner_state", "mailing", ["owner_city_id", "state", "created_at"])
    op.create_index(op.f("ix_mailing_officer_id"), "mailing", ["officer_id"])
    op.create_table(
        "mailing_recipient",
        *_part("mailing_recipient"),
        _reference("mailing_recipient", "city_id", "city"),
        _once("mailing_recipient", "city_id"),
    )
    op.create_index(op.f("ix_mailing_recipient_city_id"), "mailing_recipient", ["city_id"])
    op.create_table(
        "mailing_text",
        *_part("mailing_text"),
        sa.Column("in_language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        _once("mailing_text", "in_language"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("mailing_text", "mailing_recipient", "mailing"):
        op.drop_table(table)


def _part(table: str) -> tuple[Any, ...]:
    """Return what every row of a mailing's parts has."""
    return (
        _reference(table, "mailing_id", "mailing"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_row(table),
        _once(table, "position"),
    )


def _once(table: str, column: str) -> sa.UniqueConstraint:
    name = op.f(f"uq_{table}_mailing_id_{column}")
    return sa.UniqueConstraint("mailing_id", column, name=name)


def _reference(table: str, column: str, other: str) -> sa.Column[Any]:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.Column(column, sa.Uuid(), sa.ForeignKey(f"{other}.id", name=name), nullable=False)


def _row(table: str) -> tuple[sa.Column[Any], sa.Column[Any], sa.PrimaryKeyConstraint]:
    """Return what every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
