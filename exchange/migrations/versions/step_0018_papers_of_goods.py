"""Which carton a photo shows; on which pallet a carton stands, and what an empty pallet weighs."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision: str | None = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of what is there already nobody said."""
    op.add_column("photo", sa.Column("carton", sa.Integer()))
    op.add_column("carton", sa.Column("pallet", sa.Integer()))
    op.add_column("shipment", sa.Column("pallet_tare_g", sa.Integer()))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("shipment", "pallet_tare_g")
    op.drop_column("carton", "pallet")
    op.drop_column("photo", "carton")
