"""Countries, cities and their ties, offices, and the people who act for them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "country",
        sa.Column("code", sa.String(2), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("calling_code", sa.String(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("relations_with", sa.JSON(), nullable=False),
        *_row("country"),
        sa.UniqueConstraint("code", name=op.f("uq_country_code")),
    )
    op.create_table(
        "city",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("official_names", sa.JSON(), nullable=False),
        sa.Column("government_names", sa.JSON(), nullable=False),
        sa.Column("head_titles", sa.JSON(), nullable=False),
        sa.Column(
            "country_id",
            sa.Uuid(),
            sa.ForeignKey("country.id", name=op.f("fk_city_country_id_country")),
            nullable=False,
        ),
        sa.Column("letter_language", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.Column("population", sa.Integer()),
        sa.Column("population_source", sa.String(), nullable=False),
        *_row("city"),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_city_latitude_on_earth")),
        sa.CheckConstraint(
            "longitude BETWEEN -180 AND 180", name=op.f("ck_city_longitude_on_earth")
        ),
        sa.UniqueConstraint("slug", name=op.f("uq_city_slug")),
    )
    op.create_table(
        "office",
        sa.Column(
            "city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_office_city_id_city")),
            nullable=False,
        ),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("telephone", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("series_prefix", sa.String(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("check_url", sa.String(), nullable=False),
        sa.Column("company_prefix", sa.String(), nullable=False),
        *_row("office"),
        sa.UniqueConstraint("city_id", name=op.f("uq_office_city_id")),
    )
    op.create_table(
        "person",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password", sa.String()),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(64), nullable=False),
        sa.Column(
            "city_id", sa.Uuid(), sa.ForeignKey("city.id", name=op.f("fk_person_city_id_city"))
        ),
        *_row("person"),
        sa.CheckConstraint(
            "city_id IS NOT NULL OR NOT active", name=op.f("ck_person_acts_for_a_city")
        ),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_person_fs_uniquifier")),
    )
    op.create_index(op.f("ix_person_city_id"), "person", ["city_id"])
    op.create_table(
        "role_grant",
        sa.Column(
            "person_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name=op.f("fk_role_grant_person_id_person")),
            nullable=False,
        ),
        sa.Column("role", sa.String(40), nullable=False),
        *_row("role_grant"),
        sa.UniqueConstraint("person_id", "role", name=op.f("uq_role_grant_person_id_role")),
    )
    op.create_table(
        "api_token",
        sa.Column(
            "person_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name=op.f("fk_api_token_person_id_person")),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        *_row("api_token"),
        sa.UniqueConstraint("sha256", name=op.f("uq_api_token_sha256")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column(
            "person_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name=op.f("fk_idempotency_key_person_id_person")),
            nullable=False,
        ),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("request_sha256", sa.String(64), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        *_row("idempotency_key"),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_idempotency_key_person_id_key")),
    )
    op.create_table(
        "tie",
        sa.Column(
            "owner_city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_tie_owner_city_id_city")),
            nullable=False,
        ),
        sa.Column(
            "partner_city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_tie_partner_city_id_city")),
            nullable=False,
        ),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("began", sa.String(10)),
        sa.Column("attested_on", sa.String(10)),
        sa.Column("ended", sa.String(10)),
        sa.Column("source", sa.String(), nullable=False),
        *_row("tie"),
        sa.UniqueConstraint(
            "owner_city_id",
            "partner_city_id",
            "kind",
            name=op.f("uq_tie_owner_city_id_partner_city_id_kind"),
        ),
    )
    op.create_index(op.f("ix_tie_owner_city_id"), "tie", ["owner_city_id"])
    op.create_index(op.f("ix_tie_partner_city_id"), "tie", ["partner_city_id"])
    op.create_table(
        "past_exchange",
        sa.Column(
            "owner_city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_past_exchange_owner_city_id_city")),
            nullable=False,
        ),
        sa.Column(
            "partner_city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_past_exchange_partner_city_id_city")),
            nullable=False,
        ),
        sa.Column("took_place", sa.String(10), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        *_row("past_exchange"),
        sa.UniqueConstraint(
            "partner_city_id",
            "took_place",
            "title",
            name=op.f("uq_past_exchange_partner_city_id_took_place_title"),
        ),
    )
    op.create_index(op.f("ix_past_exchange_owner_city_id"), "past_exchange", ["owner_city_id"])
    op.create_index(op.f("ix_past_exchange_partner_city_id"), "past_exchange", ["partner_city_id"])
    op.create_table(
        "past_aid",
        sa.Column(
            "consignor_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_past_aid_consignor_id_city")),
            nullable=False,
        ),
        sa.Column(
            "consignee_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_past_aid_consignee_id_city")),
            nullable=False,
        ),
        sa.Column("took_place", sa.String(10), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        *_row("past_aid"),
        sa.UniqueConstraint(
            "consignor_id",
            "consignee_id",
            "took_place",
            "item",
            name=op.f("uq_past_aid_consignor_id_consignee_id_took_place_item"),
        ),
    )
    op.create_index(op.f("ix_past_aid_consignee_id"), "past_aid", ["consignee_id"])
    op.create_index(op.f("ix_past_aid_consignor_id"), "past_aid", ["consignor_id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "past_aid",
        "past_exchange",
        "tie",
        "idempotency_key",
        "api_token",
        "role_grant",
        "person",
        "office",
        "city",
        "country",
    ):
        op.drop_table(table)


def _row(table: str) -> tuple[sa.Column[Any], sa.Column[Any], sa.PrimaryKeyConstraint]:
    """Return what every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
