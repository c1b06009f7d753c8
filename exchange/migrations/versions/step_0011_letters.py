"""Letters an office writes of its own accord, passages written anew, and how they would look."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision: str | None = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TEXTS = (
    "answered",
    "partner_body",
    "partner_body_partner",
    "council_resolution",
    "place",
    "place_partner",
    "message",
    "message_partner",
    "decision_note",
)
DATES = (
    "starts_on",
    "ends_on",
    "reply_by",
    "answered_on",
    "decided_on",
    "received_on",
    "celebrated_on",
    "council_resolved_on",
    "signed_on",
)
NUMBERS = ("participant_count", "term_years", "notice_months", "originals", "version")


def upgrade() -> None:
    """Make the tables, and the column of projects."""
    op.add_column(
        "project", sa.Column("wording", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
    )
    op.create_table(
        "letter",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_partner", sa.String(), nullable=False),
        _reference("letter", "owner_city_id", "city"),
        _reference("letter", "partner_city_id", "city"),
        _reference("letter", "officer_id", "person"),
        sa.Column("state", sa.String(40), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.Date()) for name in DATES),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in NUMBERS),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.Column("cooperation", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("tie", sa.String(40)),
        sa.Column("intent_on", sa.String(10)),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("shared_at", MOMENT),
        *_row("letter"),
        sa.CheckConstraint("owner_city_id <> partner_city_id", name=op.f("ck_letter_two_cities")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_letter_ends_after_start")),
        sa.UniqueConstraint(
            "owner_city_id", "number", name=op.f("uq_letter_owner_city_id_number")
        ),
    )
    op.create_index("ix_letter_owner_state", "letter", ["owner_city_id", "state", "created_at"])
    op.create_index("ix_letter_partner_shared", "letter", ["partner_city_id", "shared_at"])
    op.create_index(op.f("ix_letter_officer_id"), "letter", ["officer_id"])
    op.create_table(
        "letter_goods",
        _reference("letter_goods", "letter_id", "letter"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("item_partner", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(3), nullable=False),
        sa.Column("handed_to", sa.String(), nullable=False),
        sa.Column("handed_to_partner", sa.String(), nullable=False),
        sa.Column("used_for", sa.String(), nullable=False),
        sa.Column("used_for_partner", sa.String(), nullable=False),
        *_row("letter_goods"),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_letter_goods_something")),
        sa.UniqueConstraint(
            "letter_id", "position", name=op.f("uq_letter_goods_letter_id_position")
        ),
    )
    op.create_table(
        "preview",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        _reference("preview", "city_id", "city"),
        _reference("preview", "person_id", "person"),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("failure_message", sa.String(), nullable=False),
        sa.Column("failure_params", sa.JSON(), nullable=False),
        *_row("preview"),
    )
    op.create_index("ix_preview_subject", "preview", ["subject_id", "person_id"])
    op.create_table(
        "preview_page",
        _reference("preview_page", "preview_id", "preview"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        *_row("preview_page"),
        sa.UniqueConstraint(
            "preview_id", "position", name=op.f("uq_preview_page_preview_id_position")
        ),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("preview_page", "preview", "letter_goods", "letter"):
        op.drop_table(table)
    op.drop_column("project", "wording")


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
