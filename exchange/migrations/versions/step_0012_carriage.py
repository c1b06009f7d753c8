"""What papers say of carriage, of the seal as found, and of the use the aid was put to."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision: str | None = "0011"
branch_labels = None
depends_on = None

NEW = ("carriage", "use")


def upgrade() -> None:
    """Add the columns; of what was sent before, nothing more is known."""
    for name in NEW:
        op.add_column("shipment", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
        if op.get_bind().dialect.name != "sqlite":
            op.alter_column("shipment", name, server_default=None)
    op.add_column("receipt", sa.Column("seal", sa.String(40)))


def downgrade() -> None:
    """Take the columns away."""
    op.drop_column("receipt", "seal")
    for name in reversed(NEW):
        op.drop_column("shipment", name)
