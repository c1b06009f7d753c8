"""The register: what a number is made of, what voids a paper, and what takes its place."""

import sqlalchemy as sa
from alembic import op

from exchange.models import parts_of

revision = "0010"
down_revision: str | None = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
PAPER = sa.table(
    "document",
    sa.column("id", sa.Uuid()),
    sa.column("number", sa.String()),
    sa.column("series", sa.String()),
    sa.column("year", sa.Integer()),
    sa.column("serial", sa.Integer()),
    sa.column("state", sa.String()),
    sa.column("sha256", sa.String()),
)
OLD = "state <> 'issued' OR sha256 IS NOT NULL"
NEW = "state NOT IN ('issued', 'sent', 'acknowledged') OR sha256 IS NOT NULL"


def upgrade() -> None:
    """Add the columns and fill them from the numbers that were given."""
    with op.batch_alter_table("document") as table:
        table.add_column(sa.Column("series", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("year", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("serial", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("replaces_id", sa.Uuid()))
        table.add_column(sa.Column("voided_at", MOMENT))
        table.add_column(sa.Column("void_reason", sa.String(), nullable=False, server_default=""))
        table.add_column(
            sa.Column(
                "void_reason_public", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    connection = op.get_bind()
    for row in connection.execute(sa.select(PAPER.c.id, PAPER.c.number)).all():
        series, year, serial = parts_of(row.number)
        connection.execute(
            PAPER.update()
            .where(PAPER.c.id == row.id)
            .values(series=series, year=year, serial=serial)
        )
    with op.batch_alter_table("document") as table:
        for name in ("series", "year", "serial", "edition", "void_reason", "void_reason_public"):
            table.alter_column(name, server_default=None)
        table.create_foreign_key(
            op.f("fk_document_replaces_id_document"), "document", ["replaces_id"], ["id"]
        )
        table.create_unique_constraint(op.f("uq_document_replaces_id"), ["replaces_id"])
        table.drop_constraint(op.f("ck_document_issued_is_stored"), type_="check")
        table.create_check_constraint(op.f("ck_document_issued_is_stored"), NEW)
        table.create_check_constraint(
            op.f("ck_document_void_says_why"),
            "state NOT IN ('void', 'replaced') OR void_reason <> ''",
        )
    op.create_index(
        op.f("ix_document_register"), "document", ["owner_city_id", "year", "series", "serial"]
    )


def downgrade() -> None:
    """Take them away; what was made is issued again, the rest failed."""
    op.drop_index(op.f("ix_document_register"), "document")
    late = PAPER.c.state.in_(("sent", "acknowledged", "void", "replaced"))
    for state, made in (("issued", PAPER.c.sha256.is_not(None)), ("failed", sa.true())):
        op.get_bind().execute(PAPER.update().where(late, made).values(state=state))
    with op.batch_alter_table("document") as table:
        table.drop_constraint(op.f("ck_document_void_says_why"), type_="check")
        table.drop_constraint(op.f("ck_document_issued_is_stored"), type_="check")
        table.create_check_constraint(op.f("ck_document_issued_is_stored"), OLD)
        table.drop_constraint(op.f("uq_document_replaces_id"), type_="unique")
        table.drop_constraint(op.f("fk_document_replaces_id_document"), type_="foreignkey")
        for name in (
            "void_reason_public",
            "void_reason",
            "voided_at",
            "replaces_id",
            "edition",
            "serial",
            "year",
            "series",
        ):
            table.drop_column(name)
