"""For which day of arrival a shipment was noted as late."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision: str | None = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the day, and the index by which those on their way are found."""
    op.add_column("shipment", sa.Column("late_noted_for", sa.Date(), nullable=True))
    op.create_index("ix_shipment_state_eta", "shipment", ["state", "eta"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_shipment_state_eta", "shipment")
    op.drop_column("shipment", "late_noted_for")
