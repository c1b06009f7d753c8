"""Saved views of boards, and indexes by which lists and boards walk from the newest on."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision: str | None = "0023"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_shipment_consignor_created", "shipment", ["consignor_id", "created_at"]),
    ("ix_shipment_consignee_state", "shipment", ["consignee_id", "state", "created_at"]),
    ("ix_shipment_consignee_created", "shipment", ["consignee_id", "created_at"]),
    ("ix_project_owner_created", "project", ["owner_city_id", "created_at"]),
    ("ix_project_partner_state", "project", ["partner_city_id", "state", "created_at"]),
    ("ix_project_partner_created", "project", ["partner_city_id", "created_at"]),
)


def upgrade() -> None:
    """Make the table and the indexes."""
    person = op.f("fk_saved_view_person_id_person")
    op.create_table(
        "saved_view",
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("person.id", name=person), nullable=False),
        sa.Column("plural", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("query", sa.String(400), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint(
            "person_id", "plural", "name", name=op.f("uq_saved_view_person_id_plural_name")
        ),
    )
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    """Drop them."""
    for name, table, _ in INDEXES:
        op.drop_index(name, table)
    op.drop_table("saved_view")
