"""Who was told what, how they like to be told, and jobs that wait for their hour."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and the column of the outbox."""
    op.add_column("outbox_message", sa.Column("not_before", MOMENT))
    op.create_table(
        "notice",
        _reference("person_id", "person"),
        _reference("city_id", "city"),
        _reference("by_id", "person", nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("cause_id", sa.Uuid()),
        sa.Column("subject_kind", sa.String()),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("template_revision", sa.String(64), nullable=False),
        sa.Column("read_at", MOMENT),
        sa.Column("delivery", sa.String(40), nullable=False),
        sa.Column("digest_on", sa.Date()),
        sa.Column("mail_state", sa.String(40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.Column("sent_at", MOMENT),
        *_row("notice"),
        sa.UniqueConstraint("person_id", "cause_id", name=op.f("uq_notice_person_id_cause_id")),
    )
    op.create_index(op.f("ix_notice_inbox"), "notice", ["person_id", "read_at", "created_at"])
    op.create_index(op.f("ix_notice_subject"), "notice", ["subject_id", "created_at"])
    op.create_index(op.f("ix_notice_mail"), "notice", ["mail_state", "delivery", "city_id"])
    op.create_table(
        "notice_preference",
        sa.Column(
            "person_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name=op.f("fk_notice_preference_person_id_person")),
            nullable=False,
        ),
        sa.Column("delivery", sa.String(40), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("always_immediate", sa.JSON(), nullable=False),
        *_row("notice_preference"),
        sa.UniqueConstraint("person_id", name=op.f("uq_notice_preference_person_id")),
        sa.CheckConstraint(
            "digest_hour BETWEEN 0 AND 23", name=op.f("ck_notice_preference_hour_of_a_day")
        ),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("notice_preference")
    op.drop_table("notice")
    op.drop_column("outbox_message", "not_before")


def _reference(column: str, table: str, *, nullable: bool = False) -> sa.Column[Any]:
    name = op.f(f"fk_notice_{column}_{table}")
    return sa.Column(column, sa.Uuid(), sa.ForeignKey(f"{table}.id", name=name), nullable=nullable)


def _row(table: str) -> tuple[sa.Column[Any], sa.Column[Any], sa.PrimaryKeyConstraint]:
    """Return what every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
