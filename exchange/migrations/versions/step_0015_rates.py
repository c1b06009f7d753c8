"""Exchange rates, and the sums that sources state."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision: str | None = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "exchange_rate",
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("quote", sa.String(3), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written", sa.String(24), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        *_row("exchange_rate"),
        sa.UniqueConstraint(
            "currency", "quote", "day", name=op.f("uq_exchange_rate_currency_quote_day")
        ),
        sa.CheckConstraint("currency <> quote", name=op.f("ck_exchange_rate_two_currencies")),
    )
    city = op.f("fk_stated_total_consignee_id_city")
    op.create_table(
        "stated_total",
        sa.Column("consignee_id", sa.Uuid(), sa.ForeignKey("city.id", name=city), nullable=False),
        sa.Column("took_place", sa.String(10), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        *_row("stated_total"),
        sa.UniqueConstraint(
            "consignee_id",
            "took_place",
            "item",
            name=op.f("uq_stated_total_consignee_id_took_place_item"),
        ),
    )
    op.create_index(op.f("ix_stated_total_consignee_id"), "stated_total", ["consignee_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("stated_total")
    op.drop_table("exchange_rate")


def _row(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
