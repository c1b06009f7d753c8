"""The words by which cases are found; `exchange reindex` writes those of cases that stand."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision: str | None = "0015"
branch_labels = None
depends_on = None

TERM = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    city = op.f("fk_search_term_city_id_city")
    op.create_table(
        "search_term",
        sa.Column("city_id", sa.Uuid(), sa.ForeignKey("city.id", name=city), nullable=False),
        sa.Column("term", TERM, nullable=False),
        sa.Column("subject_kind", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_term")),
    )
    op.create_index("ix_search_term_found", "search_term", ["city_id", "term", "at"])
    op.create_index("ix_search_term_subject_id", "search_term", ["subject_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("search_term")
