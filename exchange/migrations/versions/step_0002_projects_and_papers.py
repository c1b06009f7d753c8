"""Exchange projects, and papers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "project",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_partner", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("purpose_partner", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("reply_by", sa.Date()),
        sa.Column("participant_count", sa.Integer(), nullable=False),
        sa.Column("budget_total", sa.BigInteger()),
        sa.Column("budget_currency", sa.String(3)),
        sa.Column(
            "owner_city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_project_owner_city_id_city")),
            nullable=False,
        ),
        sa.Column(
            "partner_city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_project_partner_city_id_city")),
            nullable=False,
        ),
        sa.Column(
            "officer_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name=op.f("fk_project_officer_id_person")),
            nullable=False,
        ),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("decision_note", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("people_took_part", sa.Integer()),
        sa.Column("final_cost", sa.BigInteger()),
        sa.Column("thanks", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("shared_at", MOMENT),
        *_row("project"),
        sa.CheckConstraint("participant_count >= 0", name=op.f("ck_project_counts_people")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_project_ends_after_start")),
        sa.CheckConstraint("owner_city_id <> partner_city_id", name=op.f("ck_project_two_cities")),
        sa.UniqueConstraint(
            "owner_city_id", "number", name=op.f("uq_project_owner_city_id_number")
        ),
    )
    op.create_index(op.f("ix_project_officer_id"), "project", ["officer_id"])
    op.create_index(
        op.f("ix_project_owner_state"), "project", ["owner_city_id", "state", "created_at"]
    )
    op.create_index(op.f("ix_project_partner_shared"), "project", ["partner_city_id", "shared_at"])
    op.create_table(
        "budget_line",
        sa.Column(
            "project_id",
            sa.Uuid(),
            sa.ForeignKey("project.id", name=op.f("fk_budget_line_project_id_project")),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("item_partner", sa.String(), nullable=False),
        sa.Column(
            "city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_budget_line_city_id_city")),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        *_row("budget_line"),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_budget_line_no_negative_amount")),
    )
    op.create_index(op.f("ix_budget_line_project_id"), "budget_line", ["project_id"])
    op.create_table(
        "participant",
        sa.Column(
            "project_id",
            sa.Uuid(),
            sa.ForeignKey("project.id", name=op.f("fk_participant_project_id_project")),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("nationality", sa.String(2), nullable=False),
        *_row("participant"),
    )
    op.create_index(op.f("ix_participant_project_id"), "participant", ["project_id"])
    op.create_table(
        "document",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("check_code", sa.String(9), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "owner_city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_document_owner_city_id_city")),
            nullable=False,
        ),
        sa.Column(
            "partner_city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_document_partner_city_id_city")),
            nullable=False,
        ),
        sa.Column(
            "ordered_by_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name=op.f("fk_document_ordered_by_id_person")),
            nullable=False,
        ),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("template_revision", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("facts_sha256", sa.String(64), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("failure_message", sa.String(), nullable=False),
        sa.Column("failure_params", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("size", sa.Integer()),
        sa.Column("pages", sa.Integer()),
        sa.Column("issued_at", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("shared_at", MOMENT),
        *_row("document"),
        sa.CheckConstraint(
            "state <> 'issued' OR sha256 IS NOT NULL", name=op.f("ck_document_issued_is_stored")
        ),
        sa.CheckConstraint(
            "progress BETWEEN 0 AND 100", name=op.f("ck_document_progress_is_percent")
        ),
        sa.UniqueConstraint("check_code", name=op.f("uq_document_check_code")),
        sa.UniqueConstraint(
            "owner_city_id", "number", name=op.f("uq_document_owner_city_id_number")
        ),
    )
    op.create_index(
        op.f("ix_document_owner_state"), "document", ["owner_city_id", "state", "created_at"]
    )
    op.create_index(op.f("ix_document_subject"), "document", ["subject_kind", "subject_id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("document", "participant", "budget_line", "project"):
        op.drop_table(table)


def _row(table: str) -> tuple[sa.Column[Any], sa.Column[Any], sa.PrimaryKeyConstraint]:
    """Return what every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
