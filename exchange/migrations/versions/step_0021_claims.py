"""Claims, counts that supersede others, what became of the goods, and who may see it."""

import sqlalchemy as sa
from alembic import op

from exchange.models.append_only import seal_existing

revision = "0021"
down_revision: str | None = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SUPERSEDED = "superseded_by_id IS NOT NULL"
CURRENT = sa.text("superseded_by_id IS NULL")


def upgrade() -> None:
    """Make the tables and the columns."""
    _claims()
    _distribution()
    op.add_column(
        "receipt", sa.Column("correction", sa.String(), nullable=False, server_default="")
    )
    with op.batch_alter_table("receipt_count") as table:
        table.drop_constraint(op.f("uq_receipt_count_content_id"), type_="unique")
        table.add_column(sa.Column("superseded_by_id", sa.Uuid()))
        table.create_foreign_key(
            op.f("fk_receipt_count_superseded_by_id_receipt"),
            "receipt",
            ["superseded_by_id"],
            ["id"],
        )
    op.create_index(
        "uq_receipt_count_current",
        "receipt_count",
        ["content_id"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index("ix_receipt_count_content_id", "receipt_count", ["content_id"])
    with op.batch_alter_table("shipment") as table:
        table.add_column(sa.Column("public_token", sa.String(12)))
        table.add_column(sa.Column("published_at", MOMENT))
        table.drop_column("settlement")  # claims say so; what was typed stays in the history
        table.create_unique_constraint(op.f("uq_shipment_public_token"), ["public_token"])
    op.add_column("photo", sa.Column("consent_by", sa.String(), nullable=False, server_default=""))
    op.add_column("photo", sa.Column("consent_on", sa.Date()))
    op.add_column(
        "photo",
        sa.Column("consent_for", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
    )


def downgrade() -> None:
    """Drop them; of counts only those that hold are kept."""
    for name in ("consent_for", "consent_on", "consent_by"):
        op.drop_column("photo", name)
    with op.batch_alter_table("shipment") as table:
        table.drop_constraint(op.f("uq_shipment_public_token"), type_="unique")
        table.drop_column("published_at")
        table.drop_column("public_token")
        table.add_column(sa.Column("settlement", sa.String(40)))
    op.execute(f"DELETE FROM receipt_count WHERE {SUPERSEDED}")  # noqa: S608  # our own words
    op.drop_index("ix_receipt_count_content_id", "receipt_count")
    op.drop_index("uq_receipt_count_current", "receipt_count")
    with op.batch_alter_table("receipt_count") as table:
        table.drop_constraint(
            op.f("fk_receipt_count_superseded_by_id_receipt"), type_="foreignkey"
        )
        table.drop_column("superseded_by_id")
        table.create_unique_constraint(op.f("uq_receipt_count_content_id"), ["content_id"])
    op.drop_column("receipt", "correction")
    for name in ("distribution", "claim_position", "claim_line", "claim"):
        op.drop_table(name)


def _claims() -> None:
    op.create_table(
        "claim",
        *_words("number", "title", "title_partner"),
        *_keys("claim", shipment_id="shipment"),
        *_keys("claim", owner_city_id="city", partner_city_id="city", numbered_by_id="city"),
        sa.Column("cause", sa.String(40), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("settlement", sa.String(40)),
        _key("claim", "replacement_id", "shipment", nullable=True),
        *_words("carrier", "carrier_reference"),
        sa.Column("carrier_amount", sa.BigInteger()),
        sa.Column("settled_at", MOMENT),
        sa.Column("state", sa.String(40), nullable=False),
        *_row("claim"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("shared_at", MOMENT),
        sa.CheckConstraint("owner_city_id <> partner_city_id", name=op.f("ck_claim_two_cities")),
        sa.UniqueConstraint(
            "numbered_by_id", "number", name=op.f("uq_claim_numbered_by_id_number")
        ),
        sa.UniqueConstraint("replacement_id", name=op.f("uq_claim_replacement_id")),
    )
    op.create_index("ix_claim_shipment", "claim", ["shipment_id", "state"])
    op.create_index("ix_claim_owner_state", "claim", ["owner_city_id", "state", "created_at"])
    op.create_index("ix_claim_partner_shared", "claim", ["partner_city_id", "shared_at"])
    op.create_table(
        "claim_line",
        *_keys("claim_line", claim_id="claim"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("difference", sa.String(40), nullable=False),
        *_words("item", "item_partner"),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(3), nullable=False),
        sa.Column("unit_value", sa.BigInteger(), nullable=False),
        *_row("claim_line"),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_claim_line_something")),
        _unique("claim_line", "claim_id", "position"),
        _unique("claim_line", "claim_id", "line_no", "difference"),
    )
    op.create_table(
        "claim_position",
        *_keys("claim_position", claim_id="claim"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_keys("claim_position", city_id="city", person_id="person"),
        sa.Column("stance", sa.String(40), nullable=False),
        sa.Column("settlement", sa.String(40)),
        *_words("words"),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        *_row("claim_position"),
        _unique("claim_position", "claim_id", "position"),
    )
    seal_existing(op.get_bind(), "claim_position")


def _distribution() -> None:
    op.create_table(
        "distribution",
        *_keys("distribution", shipment_id="shipment"),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_keys("distribution", line_id="shipment_line"),
        sa.Column("quantity", sa.Integer(), nullable=False),
        *_words("handed_to", "handed_to_partner"),
        sa.Column("people", sa.Integer(), nullable=False),
        *_words("used_for", "used_for_partner"),
        sa.Column("given_on", sa.Date(), nullable=False),
        *_words("place"),
        *_keys("distribution", reported_by_id="person"),
        sa.Column("retracted_at", MOMENT),
        *_words("retraction"),
        *_row("distribution"),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_distribution_something")),
        sa.CheckConstraint("people >= 0", name=op.f("ck_distribution_no_negative_people")),
        _unique("distribution", "shipment_id", "report", "position"),
    )
    op.create_index("ix_distribution_line_id", "distribution", ["line_id"])


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _keys(table: str, **to: str) -> list[sa.Column[object]]:
    return [_key(table, name, other) for name, other in to.items()]


def _key(table: str, name: str, other: str, *, nullable: bool = False) -> sa.Column[object]:
    named = op.f(f"fk_{table}_{name}_{other}")
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(f"{other}.id", name=named), nullable=nullable)


def _row(table: str) -> tuple[sa.Column[object], sa.Column[object], sa.PrimaryKeyConstraint]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))
