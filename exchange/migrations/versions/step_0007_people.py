"""People as cases, and what they prove themselves with."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
GENESIS = "0" * 64
NEW = ("credential", "recovery_code", "passkey", "foreign_account", "web_session", "failure")


def upgrade() -> None:
    """Make the tables, and turn every person into a case whose history begins now."""
    _make_tables()
    op.execute(
        "INSERT INTO credential (id, created_at, person_id, password) "
        "SELECT id, created_at, id, password FROM person"
    )
    op.drop_column("person", "password")
    # A person of before has no history yet: version 0, so that the first event makes it 1.
    _add("person", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    _add("person", sa.Column("head", sa.String(64), nullable=False, server_default=GENESIS))
    _add("person", sa.Column("shared_at", MOMENT))
    _add("person", sa.Column("state", sa.String(40), nullable=False, server_default="active"))
    op.add_column(
        "person",
        sa.Column(
            "owner_city_id",
            sa.Uuid(),
            sa.ForeignKey("city.id", name=op.f("fk_person_owner_city_id_city")),
        ),
        inline_references=True,
    )
    op.execute("UPDATE person SET owner_city_id = city_id")
    op.execute("UPDATE person SET state = 'suspended' WHERE NOT active")
    op.create_index("ix_person_owner_state", "person", ["owner_city_id", "state", "created_at"])
    _add("api_token", sa.Column("scope", sa.String(40), nullable=False, server_default="decide"))
    _add("api_token", sa.Column("last_used_at", MOMENT))
    _add("api_token", sa.Column("confirmed_at", MOMENT))
    op.create_index("ix_api_token_person_id", "api_token", ["person_id"])


def downgrade() -> None:
    """Keep the passwords; everything else people proved themselves with is gone."""
    op.drop_index("ix_api_token_person_id", "api_token")
    for name in ("confirmed_at", "last_used_at", "scope"):
        op.drop_column("api_token", name)
    op.drop_index("ix_person_owner_state", "person")
    for name in ("owner_city_id", "state", "shared_at", "head", "version"):
        op.drop_column("person", name)
    op.add_column("person", sa.Column("password", sa.String()))
    op.execute(
        "UPDATE person SET password = "
        "(SELECT password FROM credential WHERE credential.person_id = person.id)"
    )
    for name in reversed(NEW):
        op.drop_table(name)


def _make_tables() -> None:
    op.create_table(
        "credential",
        _person("credential"),
        sa.Column("password", sa.String()),
        sa.Column("totp_secret", sa.String()),
        sa.Column("totp_counter", sa.Integer()),
        *_row("credential"),
        sa.UniqueConstraint("person_id", name=op.f("uq_credential_person_id")),
    )
    op.create_table(
        "recovery_code",
        _person("recovery_code"),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("used_at", MOMENT),
        *_row("recovery_code"),
        sa.UniqueConstraint("person_id", "sha256", name=op.f("uq_recovery_code_person_id_sha256")),
    )
    op.create_table(
        "passkey",
        _person("passkey"),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("used_at", MOMENT),
        *_row("passkey"),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_table(
        "foreign_account",
        _person("foreign_account"),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        *_row("foreign_account"),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_foreign_account_issuer_subject")),
    )
    op.create_table(
        "web_session",
        _person("web_session"),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("confined", sa.Boolean(), nullable=False),
        *_row("web_session"),
        sa.UniqueConstraint("sha256", name=op.f("uq_web_session_sha256")),
    )
    op.create_table(
        "failure",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        *_row("failure"),
        sa.UniqueConstraint("sha256", name=op.f("uq_failure_sha256")),
    )
    for name in ("passkey", "foreign_account", "web_session"):
        op.create_index(f"ix_{name}_person_id", name, ["person_id"])


def _add(table: str, column: sa.Column[Any]) -> None:
    """Add a column; its default served the rows that stood and is lifted where that is possible.

    SQLite cannot lift it, and nothing relies on it there.
    """
    op.add_column(table, column)
    if column.server_default is not None and op.get_bind().dialect.name != "sqlite":
        op.alter_column(table, column.name, server_default=None)


def _person(table: str) -> sa.Column[Any]:
    return sa.Column(
        "person_id",
        sa.Uuid(),
        sa.ForeignKey("person.id", name=op.f(f"fk_{table}_person_id_person")),
        nullable=False,
    )


def _row(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
