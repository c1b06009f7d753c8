"""Aid shipments, their cartons, and what was counted in."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "shipment",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_partner", sa.String(), nullable=False),
        sa.Column(
            "consignor_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_shipment_consignor_id_city")),
            nullable=False,
        ),
        sa.Column(
            "consignee_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_shipment_consignee_id_city")),
            nullable=False,
        ),
        sa.Column(
            "officer_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name=op.f("fk_shipment_officer_id_person")),
            nullable=False,
        ),
        sa.Column("appeal_reference", sa.String(), nullable=False),
        sa.Column("appeal_on", sa.String(10)),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("mode", sa.String(40)),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("waybill", sa.String()),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("pallets", sa.Integer(), nullable=False),
        sa.Column("eta", sa.Date()),
        sa.Column("dispatched_at", MOMENT),
        sa.Column("arrived_at", MOMENT),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("decision_note", sa.String(), nullable=False),
        sa.Column("settlement", sa.String(40)),
        sa.Column("closing_note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("shared_at", MOMENT),
        *_row("shipment"),
        sa.CheckConstraint("consignor_id <> consignee_id", name=op.f("ck_shipment_two_cities")),
        sa.UniqueConstraint(
            "consignor_id", "number", name=op.f("uq_shipment_consignor_id_number")
        ),
    )
    op.create_index(
        op.f("ix_shipment_consignee_shared"), "shipment", ["consignee_id", "shared_at"]
    )
    op.create_index(
        op.f("ix_shipment_consignor_state"), "shipment", ["consignor_id", "state", "created_at"]
    )
    op.create_index(op.f("ix_shipment_officer_id"), "shipment", ["officer_id"])
    op.create_table(
        "shipment_line",
        sa.Column(
            "shipment_id",
            sa.Uuid(),
            sa.ForeignKey("shipment.id", name=op.f("fk_shipment_line_shipment_id_shipment")),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("item_partner", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(3), nullable=False),
        sa.Column("origin", sa.String(2), nullable=False),
        sa.Column("hs_code", sa.String(13), nullable=False),
        sa.Column("unit_value", sa.BigInteger(), nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("expiry", sa.String(10)),
        *_row("shipment_line"),
        sa.CheckConstraint("unit_value >= 0", name=op.f("ck_shipment_line_no_negative_value")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_shipment_line_something")),
        sa.UniqueConstraint(
            "shipment_id", "position", name=op.f("uq_shipment_line_shipment_id_position")
        ),
    )
    op.create_table(
        "carton",
        sa.Column(
            "shipment_id",
            sa.Uuid(),
            sa.ForeignKey("shipment.id", name=op.f("fk_carton_shipment_id_shipment")),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sscc", sa.String(18), nullable=False),
        sa.Column("length_mm", sa.Integer(), nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("net_g", sa.Integer(), nullable=False),
        sa.Column("gross_g", sa.Integer(), nullable=False),
        *_row("carton"),
        sa.CheckConstraint(
            "gross_g >= net_g AND net_g >= 0", name=op.f("ck_carton_gross_covers_net")
        ),
        sa.UniqueConstraint(
            "shipment_id", "position", name=op.f("uq_carton_shipment_id_position")
        ),
        sa.UniqueConstraint("sscc", name=op.f("uq_carton_sscc")),
    )
    op.create_table(
        "carton_content",
        sa.Column(
            "carton_id",
            sa.Uuid(),
            sa.ForeignKey("carton.id", name=op.f("fk_carton_content_carton_id_carton")),
            nullable=False,
        ),
        sa.Column(
            "line_id",
            sa.Uuid(),
            sa.ForeignKey(
                "shipment_line.id", name=op.f("fk_carton_content_line_id_shipment_line")
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("expiry", sa.String(10)),
        *_row("carton_content"),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_carton_content_something")),
        sa.UniqueConstraint(
            "carton_id", "line_id", name=op.f("uq_carton_content_carton_id_line_id")
        ),
        sa.UniqueConstraint(
            "carton_id", "position", name=op.f("uq_carton_content_carton_id_position")
        ),
        sa.UniqueConstraint("id", "quantity", name=op.f("uq_carton_content_id_quantity")),
    )
    op.create_index(op.f("ix_carton_content_line_id"), "carton_content", ["line_id"])
    op.create_table(
        "receipt",
        sa.Column(
            "shipment_id",
            sa.Uuid(),
            sa.ForeignKey("shipment.id", name=op.f("fk_receipt_shipment_id_shipment")),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.Column(
            "received_by_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name=op.f("fk_receipt_received_by_id_person")),
            nullable=False,
        ),
        *_row("receipt"),
        sa.UniqueConstraint(
            "shipment_id", "position", name=op.f("uq_receipt_shipment_id_position")
        ),
    )
    op.create_table(
        "receipt_count",
        sa.Column(
            "receipt_id",
            sa.Uuid(),
            sa.ForeignKey("receipt.id", name=op.f("fk_receipt_count_receipt_id_receipt")),
            nullable=False,
        ),
        sa.Column("content_id", sa.Uuid(), nullable=False),
        sa.Column("dispatched", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("damaged", sa.Integer(), nullable=False),
        sa.Column("short", sa.Integer(), nullable=False),
        sa.Column("over", sa.Integer(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        *_row("receipt_count"),
        sa.CheckConstraint(
            "good + damaged + short + expired + refused = dispatched + over",
            name=op.f("ck_receipt_count_conservation"),
        ),
        sa.CheckConstraint(
            "reason <> '' OR (good = dispatched AND over = 0)",
            name=op.f("ck_receipt_count_difference_has_reason"),
        ),
        sa.CheckConstraint(
            "good >= 0 AND damaged >= 0 AND short >= 0 AND expired >= 0"
            " AND refused >= 0 AND over >= 0",
            name=op.f("ck_receipt_count_no_negative_count"),
        ),
        sa.CheckConstraint(
            "short = 0 OR over = 0", name=op.f("ck_receipt_count_not_short_and_over")
        ),
        sa.ForeignKeyConstraint(
            ["content_id", "dispatched"],
            ["carton_content.id", "carton_content.quantity"],
            name=op.f("fk_receipt_count_content_id_dispatched_carton_content"),
        ),
        sa.UniqueConstraint("content_id", name=op.f("uq_receipt_count_content_id")),
    )
    op.create_index(op.f("ix_receipt_count_receipt_id"), "receipt_count", ["receipt_id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "receipt_count",
        "receipt",
        "carton_content",
        "carton",
        "shipment_line",
        "shipment",
    ):
        op.drop_table(table)


def _row(table: str) -> tuple[sa.Column[Any], sa.Column[Any], sa.PrimaryKeyConstraint]:
    """Return what every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
