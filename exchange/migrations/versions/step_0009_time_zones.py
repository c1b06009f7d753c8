"""The time zone of somebody who does not keep the hours of their city."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision: str | None = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let people have a zone of their own."""
    op.add_column("person", sa.Column("timezone", sa.String(64)))


def downgrade() -> None:
    """Let everybody keep their city's hours."""
    op.drop_column("person", "timezone")
