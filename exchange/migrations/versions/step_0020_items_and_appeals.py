"""The catalogue of items; appeals, pledges, and the shipments that answer them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision: str | None = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
# table, column and what it refers to, of what shipments gain
REFERENCES = (
    ("shipment", "appeal_id", "appeal"),
    ("shipment", "pledge_id", "pledge"),
    ("shipment_line", "item_id", "item"),
)


def upgrade() -> None:
    """Make the tables, and the columns of shipments."""
    _make_items()
    _make_appeals()
    _make_pledges()
    for table, name, other in REFERENCES:
        column = _reference(table, name, other, nullable=True)
        op.add_column(table, column, inline_references=True)
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])
    for name, kind, default in (("permit", sa.String(), ""), ("needs", sa.JSON(), "{}")):
        op.add_column(
            "shipment_line", sa.Column(name, kind, nullable=False, server_default=default)
        )
        if op.get_bind().dialect.name != "sqlite":
            op.alter_column("shipment_line", name, server_default=None)


def downgrade() -> None:
    """Drop them."""
    for name in ("needs", "permit"):
        op.drop_column("shipment_line", name)
    for table, name, _ in REFERENCES:
        op.drop_index(op.f(f"ix_{table}_{name}"), table)
        with op.batch_alter_table(table) as one:  # SQLite may have written its key anew since
            one.drop_column(name)
    for name in ("pledge_line", "pledge", "appeal_line", "appeal_city", "appeal"):
        op.drop_table(name)
    op.drop_table("item_unit")
    op.drop_table("item")


def _make_items() -> None:
    op.create_table(
        "item",
        *_texts("code", "category"),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("reviewed", sa.JSON(), nullable=False),
        sa.Column("hs_code", sa.String(13), nullable=False),
        sa.Column("unit", sa.String(3), nullable=False),
        *_flags("needs_lot", "needs_expiry", "needs_permit"),
        *(sa.Column(name, sa.Integer()) for name in ("lowest_c", "highest_c", "per_carton")),
        sa.Column("marks", sa.JSON(), nullable=False),
        *_flags("in_use"),
        *_texts("source"),
        *_row("item"),
        sa.CheckConstraint("highest_c >= lowest_c", name=op.f("ck_item_warm_above_cold")),
        sa.UniqueConstraint("code", name=op.f("uq_item_code")),
    )
    op.create_table(
        "item_unit",
        _reference("item_unit", "item_id", "item"),
        sa.Column("unit", sa.String(3), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.Integer(), nullable=False),
        *_row("item_unit"),
        sa.CheckConstraint(
            "numerator > 0 AND denominator > 0", name=op.f("ck_item_unit_more_than_nothing")
        ),
        sa.UniqueConstraint("item_id", "unit", name=op.f("uq_item_unit_item_id_unit")),
    )


def _make_appeals() -> None:
    op.create_table(
        "appeal",
        *_texts("number", "title", "title_english", "situation", "situation_english"),
        _reference("appeal", "owner_city_id", "city"),
        _reference("appeal", "behalf_city_id", "city", nullable=True),
        _reference("appeal", "officer_id", "person"),
        *_flags("to_all"),
        sa.Column("published_at", MOMENT),
        *_texts("state", "closing_note"),
        *_case("appeal"),
        sa.CheckConstraint(
            "behalf_city_id <> owner_city_id", name=op.f("ck_appeal_behalf_of_another")
        ),
    )
    _index_case("appeal")
    op.create_table(
        "appeal_city",
        *_part("appeal_city", "appeal", "city"),
    )
    op.create_index(op.f("ix_appeal_city_city_id"), "appeal_city", ["city_id"])
    op.create_table(
        "appeal_line",
        *_part("appeal_line", "appeal", "item"),
        *_quantity("appeal_line"),
        sa.Column("needed_by", sa.Date()),
        *_texts("priority", "note"),
    )
    op.create_index(op.f("ix_appeal_line_item_id"), "appeal_line", ["item_id"])


def _make_pledges() -> None:
    op.create_table(
        "pledge",
        *_texts("number", "note", "state"),
        _reference("pledge", "appeal_id", "appeal"),
        _reference("pledge", "owner_city_id", "city"),
        _reference("pledge", "partner_city_id", "city"),
        _reference("pledge", "behalf_city_id", "city", nullable=True),
        _reference("pledge", "officer_id", "person"),
        sa.Column("expected_on", sa.Date()),
        *_case("pledge"),
        sa.CheckConstraint("owner_city_id <> partner_city_id", name=op.f("ck_pledge_two_cities")),
        sa.CheckConstraint(
            "behalf_city_id <> owner_city_id", name=op.f("ck_pledge_behalf_of_another")
        ),
    )
    _index_case("pledge")
    op.create_index(op.f("ix_pledge_appeal_id"), "pledge", ["appeal_id"])
    op.create_index("ix_pledge_partner_shared", "pledge", ["partner_city_id", "shared_at"])
    op.create_table(
        "pledge_line",
        *_part("pledge_line", "pledge", "item"),
        *_quantity("pledge_line"),
        *_texts("note"),
    )
    op.create_index(op.f("ix_pledge_line_item_id"), "pledge_line", ["item_id"])


def _texts(*names: str) -> tuple[sa.Column[Any], ...]:
    enums = {"category", "state", "priority"}
    return tuple(
        sa.Column(name, sa.String(40) if name in enums else sa.String(), nullable=False)
        for name in names
    )


def _flags(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.Boolean(), nullable=False) for name in names)


def _quantity(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(3), nullable=False),
        sa.Column("base_quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "quantity > 0 AND base_quantity > 0", name=op.f(f"ck_{table}_something")
        ),
    )


def _case(table: str) -> tuple[Any, ...]:
    """Return what every case has."""
    return (
        *_row(table),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("shared_at", MOMENT),
        sa.UniqueConstraint(
            "owner_city_id", "number", name=op.f(f"uq_{table}_owner_city_id_number")
        ),
    )


def _index_case(table: str) -> None:
    op.create_index(f"ix_{table}_owner_state", table, ["owner_city_id", "state", "created_at"])
    for name in ("behalf_city_id", "officer_id"):
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def _part(table: str, whole: str, other: str) -> tuple[Any, ...]:
    """Return what every row of a case's parts has: what it is of, its place, what it names."""
    return (
        _reference(table, f"{whole}_id", whole),
        sa.Column("position", sa.Integer(), nullable=False),
        _reference(table, f"{other}_id", other),
        *_row(table),
        *(
            sa.UniqueConstraint(f"{whole}_id", name, name=op.f(f"uq_{table}_{whole}_id_{name}"))
            for name in ("position", f"{other}_id")
        ),
    )


def _reference(table: str, column: str, other: str, *, nullable: bool = False) -> sa.Column[Any]:
    name = op.f(f"fk_{table}_{column}_{other}")
    key = sa.ForeignKey(f"{other}.id", name=name)
    return sa.Column(column, sa.Uuid(), key, nullable=nullable)


def _row(table: str) -> tuple[sa.Column[Any], sa.Column[Any], sa.PrimaryKeyConstraint]:
    """Return what every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
