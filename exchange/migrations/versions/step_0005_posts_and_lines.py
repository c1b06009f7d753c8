"""Posts and who holds them, absences, approval lines."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "post",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("owner_city_id", sa.Uuid(), nullable=False),
        sa.Column("superior_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        *_case(),
        sa.ForeignKeyConstraint(
            ["owner_city_id"], ["city.id"], name=op.f("fk_post_owner_city_id_city")
        ),
        sa.ForeignKeyConstraint(
            ["superior_id"], ["post.id"], name=op.f("fk_post_superior_id_post")
        ),
        *_row("post"),
        sa.UniqueConstraint("owner_city_id", "code", name=op.f("uq_post_owner_city_id_code")),
    )
    op.create_table(
        "holding",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("is_acting", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_holding_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_holding_person_id_person")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_holding_post_id_post")),
        *_row("holding"),
        sa.UniqueConstraint("post_id", "starts_on", name=op.f("uq_holding_post_id_starts_on")),
    )
    op.create_index("ix_holding_person", "holding", ["person_id", "starts_on"])

    op.create_table(
        "absence",
        sa.Column("owner_city_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        *_case(),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_absence_ends_after_start")),
        sa.CheckConstraint("person_id <> deputy_id", name=op.f("ck_absence_two_people")),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_absence_deputy_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["owner_city_id"], ["city.id"], name=op.f("fk_absence_owner_city_id_city")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_absence_person_id_person")
        ),
        *_row("absence"),
    )
    op.create_index("ix_absence_deputy", "absence", ["deputy_id", "ends_on"])
    op.create_index(op.f("ix_absence_owner_city_id"), "absence", ["owner_city_id"])
    op.create_index("ix_absence_person", "absence", ["person_id", "ends_on"])

    op.create_table(
        "approval_line",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("case_kind", sa.String(length=40), nullable=False),
        sa.Column("owner_city_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("in_force_at", MOMENT, nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        *_case(),
        sa.ForeignKeyConstraint(
            ["owner_city_id"], ["city.id"], name=op.f("fk_approval_line_owner_city_id_city")
        ),
        *_row("approval_line"),
        sa.UniqueConstraint(
            "owner_city_id", "number", name=op.f("uq_approval_line_owner_city_id_number")
        ),
    )
    op.create_index(
        "ix_approval_line_in_force", "approval_line", ["owner_city_id", "case_kind", "in_force_at"]
    )

    op.create_table(
        "line_step",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("matter", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"], ["approval_line.id"], name=op.f("fk_line_step_line_id_approval_line")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_line_step_post_id_post")),
        *_row("line_step"),
        sa.UniqueConstraint("line_id", "position", name=op.f("uq_line_step_line_id_position")),
    )
    op.create_table(
        "delegation",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("below", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"], ["approval_line.id"], name=op.f("fk_delegation_line_id_approval_line")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_delegation_post_id_post")),
        *_row("delegation"),
        sa.UniqueConstraint("line_id", "below", name=op.f("uq_delegation_line_id_below")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("delegation", "line_step", "approval_line", "absence", "holding", "post"):
        op.drop_table(table)


def _row(table: str) -> tuple[sa.Column[Any], sa.Column[Any], sa.PrimaryKeyConstraint]:
    """Return what every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _case() -> tuple[sa.Column[Any], sa.Column[Any], sa.Column[Any]]:
    """Return what every case has."""
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("shared_at", MOMENT, nullable=True),
    )
