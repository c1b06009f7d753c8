"""Pallets as handling units, and prefixes that are for demonstration only."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision: str | None = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them; earlier shipments keep their number of pallets, which have no rows."""
    op.create_table(
        "pallet",
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sscc", sa.String(length=18), nullable=False),
        sa.Column("length_mm", sa.Integer(), nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("tare_g", sa.Integer(), nullable=False),
        sa.Column("gross_g", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "tare_g >= 0 AND gross_g >= tare_g", name=op.f("ck_pallet_gross_covers_tare")
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipment.id"], name=op.f("fk_pallet_shipment_id_shipment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pallet")),
        sa.UniqueConstraint("id", "shipment_id", name=op.f("uq_pallet_id_shipment_id")),
        sa.UniqueConstraint(
            "shipment_id", "position", name=op.f("uq_pallet_shipment_id_position")
        ),
        sa.UniqueConstraint("sscc", name=op.f("uq_pallet_sscc")),
    )
    with op.batch_alter_table("carton") as table:
        table.add_column(sa.Column("pallet_id", sa.Uuid()))
        table.create_foreign_key(
            op.f("fk_carton_pallet_id_shipment_id_pallet"),
            "pallet",
            ["pallet_id", "shipment_id"],
            ["id", "shipment_id"],
        )
        table.create_index(op.f("ix_carton_pallet_id"), ["pallet_id"])
    with op.batch_alter_table("office") as table:
        table.add_column(
            sa.Column(
                "company_prefix_demo", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("office", "company_prefix_demo", server_default=None)


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("office") as table:
        table.drop_column("company_prefix_demo")
    with op.batch_alter_table("carton") as table:
        table.drop_index(op.f("ix_carton_pallet_id"))
        table.drop_constraint(op.f("fk_carton_pallet_id_shipment_id_pallet"), type_="foreignkey")
        table.drop_column("pallet_id")
    op.drop_table("pallet")
