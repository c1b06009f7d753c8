"""Runs of cases through their approval lines."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "approval",
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("partner_city_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_approval_author_id_person")
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_approval_city_id_city")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["approval_line.id"], name=op.f("fk_approval_line_id_approval_line")
        ),
        sa.ForeignKeyConstraint(
            ["partner_city_id"], ["city.id"], name=op.f("fk_approval_partner_city_id_city")
        ),
        *_row("approval"),
        sa.UniqueConstraint("subject_id", "round", name=op.f("uq_approval_subject_id_round")),
    )
    op.create_index("ix_approval_author", "approval", ["author_id", "outcome"])
    op.create_index(
        "ix_approval_current",
        "approval",
        ["subject_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )

    op.create_table(
        "approval_step",
        sa.Column("approval_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("post_names", sa.JSON(), nullable=False),
        sa.Column("is_delegated", sa.Boolean(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("matter", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("escalated_to_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("capacity", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_approval_step_approval_id_approval")
        ),
        sa.ForeignKeyConstraint(
            ["escalated_to_id"], ["post.id"], name=op.f("fk_approval_step_escalated_to_id_post")
        ),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"],
            ["person.id"],
            name=op.f("fk_approval_step_on_behalf_of_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_approval_step_post_id_post")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["person.id"], name=op.f("fk_approval_step_taken_by_id_person")
        ),
        *_row("approval_step"),
        sa.UniqueConstraint(
            "approval_id", "position", name=op.f("uq_approval_step_approval_id_position")
        ),
    )
    op.create_index("ix_approval_step_due", "approval_step", ["outcome", "due_on"])
    op.create_index("ix_approval_step_for", "approval_step", ["on_behalf_of_id", "taken_at"])
    op.create_index("ix_approval_step_post", "approval_step", ["post_id", "outcome", "due_on"])
    op.create_index(
        "ix_approval_step_superior", "approval_step", ["escalated_to_id", "outcome", "due_on"]
    )
    op.create_index("ix_approval_step_taken_by", "approval_step", ["taken_by_id", "taken_at"])

    op.create_table(
        "reading",
        sa.Column("approval_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_reading_approval_id_approval")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reading_person_id_person")
        ),
        *_row("reading"),
        sa.UniqueConstraint(
            "approval_id", "person_id", name=op.f("uq_reading_approval_id_person_id")
        ),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("reading", "approval_step", "approval"):
        op.drop_table(table)


def _row(table: str) -> tuple[sa.Column[Any], sa.Column[Any], sa.PrimaryKeyConstraint]:
    """Return what every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
