"""What happened, sealed; what is still to be done; which numbers were given."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from exchange.models.append_only import seal_existing, unseal

revision = "0004"
down_revision: str | None = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
APPEND_ONLY = ("event", "anchor", "anchored_head")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "event",
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column(
            "actor_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name=op.f("fk_event_actor_id_person")),
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        *_row("event"),
        sa.UniqueConstraint("subject_id", "position", name=op.f("uq_event_subject_id_position")),
    )
    op.create_table(
        "anchor",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        *_row("anchor"),
        sa.UniqueConstraint("position", name=op.f("uq_anchor_position")),
    )
    op.create_table(
        "anchored_head",
        sa.Column(
            "anchor_id",
            sa.Uuid(),
            sa.ForeignKey("anchor.id", name=op.f("fk_anchored_head_anchor_id_anchor")),
            nullable=False,
        ),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        *_row("anchored_head"),
        sa.UniqueConstraint(
            "anchor_id", "subject_id", name=op.f("uq_anchored_head_anchor_id_subject_id")
        ),
    )
    op.create_index(op.f("ix_anchored_head_anchor_id"), "anchored_head", ["anchor_id"])
    op.create_index(op.f("ix_anchored_head_subject_id"), "anchored_head", ["subject_id"])
    op.create_table(
        "outbox_message",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("relayed_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        *_row("outbox_message"),
    )
    op.create_index(
        op.f("ix_outbox_message_owed"), "outbox_message", ["finished_at", "relayed_at"]
    )
    op.create_table(
        "number_series",
        sa.Column(
            "city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_number_series_city_id_city")),
            nullable=False,
        ),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        *_row("number_series"),
        sa.UniqueConstraint(
            "city_id", "series", "year", name=op.f("uq_number_series_city_id_series_year")
        ),
    )
    seal_existing(op.get_bind(), *APPEND_ONLY)


def downgrade() -> None:
    """Drop the tables."""
    unseal(op.get_bind(), *APPEND_ONLY)
    for table in ("number_series", "outbox_message", "anchored_head", "anchor", "event"):
        op.drop_table(table)


def _row(table: str) -> tuple[sa.Column[Any], sa.Column[Any], sa.PrimaryKeyConstraint]:
    """Return what every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
