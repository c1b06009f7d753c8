"""Pallets as handling units, prefixes for demonstration, the way, and what borders ask."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision: str | None = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SIZES = ("length_mm", "width_mm", "height_mm", "tare_g", "gross_g")
SHIPMENT = sa.table(
    "shipment",
    sa.column("id", sa.Uuid()),
    sa.column("pallets", sa.Integer()),
    sa.column("pallet_tare_g", sa.Integer()),
)
CARTON = sa.table(
    "carton",
    sa.column("shipment_id", sa.Uuid()),
    sa.column("gross_g", sa.Integer()),
    sa.column("pallet", sa.Integer()),
    sa.column("pallet_id", sa.Uuid()),
)
PALLET = sa.table(
    "pallet",
    sa.column("id", sa.Uuid()),
    sa.column("created_at", MOMENT),
    sa.column("shipment_id", sa.Uuid()),
    sa.column("position", sa.Integer()),
    sa.column("sscc", sa.String()),
    *(sa.column(name, sa.Integer()) for name in SIZES),
)
DOCUMENT = sa.table(
    "document",
    sa.column("subject_id", sa.Uuid()),
    sa.column("kind", sa.String()),
    sa.column("facts", sa.JSON()),
    sa.column("created_at", MOMENT),
)


def upgrade() -> None:
    """Make them; each pallet that was counted becomes a row, with the code its label bears."""
    _make_pallets()
    _make_rules_and_papers()
    _make_the_way()
    op.add_column("carton", sa.Column("pallet_id", sa.Uuid()))
    _pallets_of_numbers(op.get_bind())
    with op.batch_alter_table("carton") as table:
        table.drop_column("pallet")
        table.create_foreign_key(
            op.f("fk_carton_pallet_id_shipment_id_pallet"),
            "pallet",
            ["pallet_id", "shipment_id"],
            ["id", "shipment_id"],
        )
        table.create_index(op.f("ix_carton_pallet_id"), ["pallet_id"])
    for name in ("pallets", "pallet_tare_g"):
        op.drop_column("shipment", name)
    op.add_column(
        "office",
        sa.Column("company_prefix_demo", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("office", "company_prefix_demo", server_default=None)


def downgrade() -> None:
    """Take them away again; pallets are counted and numbered as before."""
    op.drop_column("office", "company_prefix_demo")
    op.add_column("shipment", sa.Column("pallet_tare_g", sa.Integer()))
    zero = sa.Column("pallets", sa.Integer(), nullable=False, server_default="0")
    op.add_column("shipment", zero)
    op.add_column("carton", sa.Column("pallet", sa.Integer()))
    _numbers_of_pallets(op.get_bind())
    with op.batch_alter_table("carton") as table:
        table.drop_index(op.f("ix_carton_pallet_id"))
        table.drop_constraint(op.f("fk_carton_pallet_id_shipment_id_pallet"), type_="foreignkey")
        table.drop_column("pallet_id")
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("shipment", "pallets", server_default=None)
    for name in ("way_event", "leg", "shipment_paper", "import_rule", "pallet"):
        op.drop_table(name)


def _pallets_of_numbers(bind: sa.Connection) -> None:
    for shipment, pallets, tare in bind.execute(sa.select(SHIPMENT)).all():
        codes = _codes(bind, shipment)
        loads = _loads(bind, shipment)
        for n in range(1, pallets + 1):
            said = {"position": n, "sscc": codes.get(n), "tare_g": tare}
            said["gross_g"] = loads[n] + tare if n in loads and tare is not None else None
            row = {"id": uuid4(), "created_at": datetime.now(UTC), "shipment_id": shipment} | said
            bind.execute(PALLET.insert().values(**row))
            mine = (CARTON.c.shipment_id == shipment) & (CARTON.c.pallet == n)
            bind.execute(CARTON.update().where(mine).values(pallet_id=row["id"]))


def _codes(bind: sa.Connection, shipment: Any) -> dict[int, str]:
    """Return what the last labels of its pallets bear, by number."""
    last = bind.execute(
        sa.select(DOCUMENT.c.facts)
        .where(DOCUMENT.c.subject_id == shipment, DOCUMENT.c.kind == "pallet_labels")
        .order_by(DOCUMENT.c.created_at.desc())
        .limit(1)
    ).scalar()
    labels = last["labels"] if last else []
    return {label["n"]: label["sscc"] for label in labels if label["sscc"]}


def _loads(bind: sa.Connection, shipment: Any) -> dict[int, int]:
    """Return what the cartons on each pallet weigh, by its number."""
    found = bind.execute(
        sa.select(CARTON.c.pallet, sa.func.sum(CARTON.c.gross_g))
        .where(CARTON.c.shipment_id == shipment, CARTON.c.pallet.is_not(None))
        .group_by(CARTON.c.pallet)
    )
    return {n: int(grams) for n, grams in found}


def _numbers_of_pallets(bind: sa.Connection) -> None:
    own = PALLET.c.shipment_id == SHIPMENT.c.id
    counted = sa.select(sa.func.count()).select_from(PALLET).where(own).scalar_subquery()
    tare = sa.select(sa.func.max(PALLET.c.tare_g)).where(own).scalar_subquery()
    bind.execute(SHIPMENT.update().values(pallets=counted, pallet_tare_g=tare))
    position = (
        sa.select(PALLET.c.position).where(PALLET.c.id == CARTON.c.pallet_id).scalar_subquery()
    )
    bind.execute(CARTON.update().values(pallet=position))


def _make_pallets() -> None:
    op.create_table(
        "pallet",
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sscc", sa.String(length=18)),
        *(sa.Column(name, sa.Integer()) for name in SIZES),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
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


def _make_rules_and_papers() -> None:
    op.create_table(
        "import_rule",
        sa.Column("country_id", sa.Uuid(), nullable=False),
        sa.Column("hs", sa.String(length=10), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("papers", "blocks")),
        sa.Column("shelf_life_days", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Date()) for name in ("since", "until")),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
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
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipment.id"], name=op.f("fk_shipment_paper_shipment_id_shipment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment_paper")),
        sa.UniqueConstraint(
            "shipment_id", "kind", "number", name=op.f("uq_shipment_paper_shipment_id_kind_number")
        ),
    )


def _make_the_way() -> None:
    op.create_table(
        "leg",
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_place", sa.String(length=5), nullable=False),
        sa.Column("from_zone", sa.String(length=64), nullable=False),
        sa.Column("to_place", sa.String(length=5), nullable=False),
        sa.Column("to_zone", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("carrier", "vehicle", "bill", "container")
        ),
        *(
            sa.Column(name, MOMENT)
            for name in ("departs_at", "departed_at", "arrives_at", "arrived_at")
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
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
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("told_by", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("carrier_event", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
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
