"""Aid offered and announced: its review, its answer, and which offices ask for a review."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision: str | None = "0018"
branch_labels = None
depends_on = None

OLD, NEW = ("consignor_id", "number"), ("consignor_id", "consignee_id", "number")


def upgrade() -> None:
    """Add the columns; a number is unique between two cities, for either of them may give it."""
    with op.batch_alter_table("shipment") as table:
        table.add_column(sa.Column("accepted_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("refusal", sa.String(40)))
        table.add_column(
            sa.Column("donation_review", sa.JSON(), nullable=False, server_default="{}")
        )
        table.drop_constraint(op.f("uq_shipment_consignor_id_number"), type_="unique")
        table.create_unique_constraint(op.f("uq_shipment_consignor_id_consignee_id_number"), NEW)
    with op.batch_alter_table("office") as table:
        table.add_column(
            sa.Column("donation_review", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column("donation_review_source", sa.String(), nullable=False, server_default="")
        )
    for table_name, name in (
        ("shipment", "donation_review"),
        ("office", "donation_review"),
        ("office", "donation_review_source"),
    ):
        if op.get_bind().dialect.name != "sqlite":
            op.alter_column(table_name, name, server_default=None)


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("office") as table:
        table.drop_column("donation_review_source")
        table.drop_column("donation_review")
    with op.batch_alter_table("shipment") as table:
        table.drop_constraint(op.f("uq_shipment_consignor_id_consignee_id_number"), type_="unique")
        table.create_unique_constraint(op.f("uq_shipment_consignor_id_number"), OLD)
        table.drop_column("donation_review")
        table.drop_column("refusal")
        table.drop_column("accepted_at")
