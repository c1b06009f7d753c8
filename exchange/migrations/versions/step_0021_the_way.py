"""Pallets as handling units, prefixes for demonstration, the way, and what borders ask."""

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
    op.create_table(
        "import_rule",
        sa.Column("country_id", sa.Uuid(), nullable=False),
        sa.Column("hs", sa.String(length=10), nullable=False),
        sa.Column("papers", sa.String(), nullable=False),
        sa.Column("blocks", sa.String(), nullable=False),
        sa.Column("shelf_life_days", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"], ["country.id"], name=op.f("fk_import_rule_country_id_country")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rule")),
        sa.UniqueConstraint(
            "country_id", "hs", "papers", name=op.f("uq_import_rule_country_id_hs_papers")
        ),
    )
    op.create_table(
        "shipment_paper",
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipment.id"], name=op.f("fk_shipment_paper_shipment_id_shipment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment_paper")),
        sa.UniqueConstraint(
            "shipment_id", "kind", "number", name=op.f("uq_shipment_paper_shipment_id_kind_number")
        ),
    )
    op.create_table(
        "leg",
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_place", sa.String(length=5), nullable=False),
        sa.Column("from_zone", sa.String(length=64), nullable=False),
        sa.Column("to_place", sa.String(length=5), nullable=False),
        sa.Column("to_zone", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("vehicle", sa.String(), nullable=False),
        sa.Column("bill", sa.String(), nullable=False),
        sa.Column("container", sa.String(), nullable=False),
        sa.Column("departs_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("departed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrives_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipment.id"], name=op.f("fk_leg_shipment_id_shipment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leg")),
        sa.UniqueConstraint("shipment_id", "position", name=op.f("uq_leg_shipment_id_position")),
    )
    op.create_table(
        "way_event",
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("carrier_event", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_way_event_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipment.id"], name=op.f("fk_way_event_shipment_id_shipment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_way_event")),
        sa.UniqueConstraint(
            "shipment_id", "carrier_event", name=op.f("uq_way_event_shipment_id_carrier_event")
        ),
    )
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("office", "company_prefix_demo", server_default=None)


def downgrade() -> None:
    """Take them away again."""
    for name in ("way_event", "leg", "shipment_paper", "import_rule"):
        op.drop_table(name)
    with op.batch_alter_table("office") as table:
        table.drop_column("company_prefix_demo")
    with op.batch_alter_table("carton") as table:
        table.drop_index(op.f("ix_carton_pallet_id"))
        table.drop_constraint(op.f("fk_carton_pallet_id_shipment_id_pallet"), type_="foreignkey")
        table.drop_column("pallet_id")
    op.drop_table("pallet")
