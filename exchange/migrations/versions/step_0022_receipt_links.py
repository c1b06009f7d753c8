"""Links to count by, their codes and visits, what was refused, and counts that differ."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision: str | None = "0021"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CLASSES = ("dispatched", "good", "damaged", "short", "over", "expired", "refused")


def _ref(table: str, column: str, to: str, *, optional: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{column}_{to}"))
    return sa.Column(column, sa.Uuid(), key, nullable=optional)


def _own(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    """Make the tables, and the columns of receipts and guests."""
    _links()
    _conflicts()
    for name in ("signed_name", "drawn", "device_zone", "sending"):
        op.add_column("receipt", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("receipt", sa.Column("device_at", MOMENT))
    _guests()


def _guests() -> None:
    """Add the column with its check in one statement: SQLite cannot add a check afterwards."""
    kind = "UUID" if op.get_bind().dialect.name == "postgresql" else "CHAR(32)"
    op.execute(
        f"ALTER TABLE person ADD COLUMN confined_to {kind} CONSTRAINT"
        " ck_person_guest_never_signs_in CHECK (confined_to IS NULL OR NOT active)"
    )


def _links() -> None:
    name = "receipt_link"
    op.create_table(
        name,
        _ref(name, "shipment_id", "shipment"),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        _ref(name, "created_by_id", "person"),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        _ref(name, "revoked_by_id", "person", optional=True),
        *_own(name),
        sa.UniqueConstraint("sha256", name=op.f("uq_receipt_link_sha256")),
    )
    op.create_index(op.f("ix_receipt_link_shipment_id"), name, ["shipment_id"])
    name = "receipt_code"
    op.create_table(
        name,
        _ref(name, "link_id", "receipt_link"),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        _ref(name, "given_by_id", "person", optional=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", MOMENT),
        *_own(name),
    )
    op.create_index("ix_receipt_code_link_sha256", name, ["link_id", "sha256"])
    name = "receipt_visit"
    op.create_table(
        name,
        _ref(name, "link_id", "receipt_link"),
        _ref(name, "code_id", "receipt_code"),
        _ref(name, "person_id", "person"),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        *_own(name),
        sa.UniqueConstraint("code_id", name=op.f("uq_receipt_visit_code_id")),
        sa.UniqueConstraint("sha256", name=op.f("uq_receipt_visit_sha256")),
    )
    op.create_index(op.f("ix_receipt_visit_link_id"), name, ["link_id"])
    name = "receipt_refusal"
    op.create_table(
        name,
        _ref(name, "link_id", "receipt_link", optional=True),
        sa.Column("why", sa.String(40), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        *_own(name),
    )
    op.create_index("ix_receipt_refusal_created_at", name, ["created_at"])


def _conflicts() -> None:
    name = "count_conflict"
    op.create_table(
        name,
        _ref(name, "shipment_id", "shipment"),
        _ref(name, "content_id", "carton_content"),
        _ref(name, "receipt_id", "receipt"),
        sa.Column("first", sa.JSON(), nullable=False),
        *(sa.Column(one, sa.Integer(), nullable=False) for one in CLASSES),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("chosen", sa.String(40)),
        sa.Column("settled_at", MOMENT),
        _ref(name, "settled_by_id", "person", optional=True),
        *_own(name),
        sa.CheckConstraint(
            "good + damaged + short + expired + refused = dispatched + over",
            name=op.f("ck_count_conflict_conservation"),
        ),
        sa.CheckConstraint(
            "good >= 0 AND damaged >= 0 AND short >= 0 AND expired >= 0"
            " AND refused >= 0 AND over >= 0",
            name=op.f("ck_count_conflict_no_negative_count"),
        ),
        sa.CheckConstraint(
            "(chosen IS NULL) = (settled_at IS NULL)",
            name=op.f("ck_count_conflict_settled_by_a_choice"),
        ),
        sa.UniqueConstraint(
            "content_id", "receipt_id", name=op.f("uq_count_conflict_content_id_receipt_id")
        ),
    )
    op.create_index(op.f("ix_count_conflict_shipment_id"), name, ["shipment_id"])


def downgrade() -> None:
    """Drop them; guests are forgotten as such."""
    op.drop_column("person", "confined_to")
    for column in ("device_at", "sending", "device_zone", "drawn", "signed_name"):
        op.drop_column("receipt", column)
    for table in ("count_conflict", "receipt_refusal", "receipt_visit", "receipt_code"):
        op.drop_table(table)
    op.drop_table("receipt_link")
