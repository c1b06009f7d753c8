"""Requests to a support centre; who asked lies in personal records."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision: str | None = "0027"
branch_labels = None
depends_on = None

NAME = "service_case"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        NAME,
        *(
            sa.Column(one, sa.String(), nullable=False)
            for one in ("number", "place", "referred_to")
        ),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("code", sa.String(64)),
        *(
            sa.Column(one, sa.String(40), nullable=False)
            for one in ("topic", "channel", "meeting", "wished", "urgency", "state")
        ),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("needs_interpreter", sa.Boolean(), nullable=False),
        sa.Column("contact_by", sa.Date(), nullable=False),
        sa.Column("starts_at", MOMENT),
        sa.Column("ends_at", MOMENT),
        sa.Column("outcome", sa.String(40)),
        _ref("owner_city_id", "city"),
        _ref("officer_id", "person", optional=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("shared_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint(
            "owner_city_id", "number", name=op.f(f"uq_{NAME}_owner_city_id_number")
        ),
        sa.UniqueConstraint("reference", name=op.f(f"uq_{NAME}_reference")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f(f"ck_{NAME}_ends_after_start")),
    )
    op.create_index(op.f(f"ix_{NAME}_officer_id"), NAME, ["officer_id"])
    op.create_index(f"ix_{NAME}_owner_state", NAME, ["owner_city_id", "state", "created_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table(NAME)


def _ref(column: str, to: str, *, optional: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{NAME}_{column}_{to}"))
    return sa.Column(column, sa.Uuid(), key, nullable=optional)
