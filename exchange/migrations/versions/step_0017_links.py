"""What became of the last mail with a link to an account."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision: str | None = "0016"
branch_labels = None
depends_on = None

NAMES = ("link_failed_at", "link_error", "link_tries", "link_purpose")


def upgrade() -> None:
    """Make the columns; of mails that left before nothing is known."""
    op.add_column("credential", sa.Column("link_purpose", sa.String(20)))
    op.add_column(
        "credential", sa.Column("link_tries", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "credential", sa.Column("link_error", sa.String(), nullable=False, server_default="")
    )
    op.add_column("credential", sa.Column("link_failed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Drop them."""
    for name in NAMES:
        op.drop_column("credential", name)
