"""Personal data apart from the cases, sealed, and every reading of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from exchange.models.append_only import seal_existing

revision = "0026"
down_revision: str | None = "0025"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; readings can be added and nothing else."""
    _records()
    _readings()
    seal_existing(op.get_bind(), "personal_reading")


def downgrade() -> None:
    """Drop them, and with the tables their guard; those of other tables stay."""
    op.drop_table("personal_reading")
    op.drop_table("personal_record")


def _records() -> None:
    name = "personal_record"
    op.create_table(
        name,
        _ref(name, "city_id", "city"),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.String(40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("purge_on", sa.Date(), nullable=False),
        sa.Column("purged_at", MOMENT),
        sa.Column("proof", sa.String(64)),
        sa.Column("version", sa.Integer(), nullable=False),
        *_own(name),
        sa.CheckConstraint(
            "(purged_at IS NULL) = (proof IS NULL)",
            name=op.f("ck_personal_record_purged_with_proof"),
        ),
        sa.CheckConstraint(
            "(purged_at IS NULL) = (length(sealed) > 0)",
            name=op.f("ck_personal_record_purged_is_empty"),
        ),
    )
    op.create_index(op.f("ix_personal_record_city_id"), name, ["city_id"])
    op.create_index("ix_personal_record_subject", name, ["subject_kind", "subject_id"])
    op.create_index("ix_personal_record_due", name, ["purged_at", "purge_on"])
    op.create_index("ix_personal_record_key", name, ["purged_at", "key_id"])


def _readings() -> None:
    name = "personal_reading"
    op.create_table(
        name,
        _ref(name, "record_id", "personal_record"),
        _ref(name, "city_id", "city"),
        _ref(name, "person_id", "person", optional=True),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("why", sa.String(40), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *_own(name),
        sa.CheckConstraint(
            "by <> 'resident' OR person_id IS NULL",
            name=op.f("ck_personal_reading_resident_is_no_account"),
        ),
        sa.CheckConstraint(
            "by <> 'staff' OR person_id IS NOT NULL",
            name=op.f("ck_personal_reading_staff_is_somebody"),
        ),
    )
    op.create_index(op.f("ix_personal_reading_record_id"), name, ["record_id"])
    op.create_index("ix_personal_reading_city", name, ["city_id", "at"])
    op.create_index("ix_personal_reading_person", name, ["person_id", "at"])


def _ref(table: str, column: str, to: str, *, optional: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{column}_{to}"))
    return sa.Column(column, sa.Uuid(), key, nullable=optional)


def _own(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
