"""Rows that are written once: the database itself refuses to change or remove them."""

from typing import Any

from sqlalchemy import DDL, Connection, MetaData, Table, event

PREFIX = "append_only_"
REFUSE = f"{PREFIX}refuse"
SQLITE = "sqlite"
POSTGRESQL = "postgresql"

# TRUNCATE is a statement of PostgreSQL alone, and so is the function its triggers call.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
DROP_FUNCTION = f"DROP FUNCTION IF EXISTS {REFUSE}() CASCADE"
CREATE: dict[str, tuple[str, ...]] = {
    SQLITE: (
        """CREATE TRIGGER append_only_{table}_update BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
        """CREATE TRIGGER append_only_{table}_delete BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    ),
    POSTGRESQL: (
        """CREATE TRIGGER append_only_{table}_row BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION append_only_refuse()""",
        """CREATE TRIGGER append_only_{table}_table BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION append_only_refuse()""",
    ),
}


def seal_tables(metadata: MetaData, *tables: Table) -> None:
    """Have `create_all` give `tables` the same guard as a migration does."""
    event.listen(metadata, "before_create", _only(POSTGRESQL, _plain(FUNCTION)))
    event.listen(metadata, "after_drop", _only(POSTGRESQL, DROP_FUNCTION))
    for table in tables:
        for dialect, statements in CREATE.items():
            for statement in statements:
                made = _only(dialect, statement.format(table=table.name))
                event.listen(table, "after_create", made)


def seal_existing(connection: Connection, *names: str) -> None:
    """Guard tables that already stand, for a migration."""
    dialect = connection.dialect.name
    if dialect == POSTGRESQL:
        connection.exec_driver_sql(_plain(FUNCTION))
    for name in names:
        for statement in CREATE[dialect]:
            connection.exec_driver_sql(statement.format(table=name))


def unseal(connection: Connection, *names: str) -> None:
    """Lift the guard from tables that are about to go, for a migration downwards."""
    if connection.dialect.name == POSTGRESQL:
        connection.exec_driver_sql(DROP_FUNCTION)
        return
    for name in names:
        for change in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {PREFIX}{name}_{change}")


def _only(dialect: str, statement: str) -> Any:
    return DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]


def _plain(statement: str) -> str:
    """Double the percent signs, which drivers and DDL both read as places to fill."""
    return statement.replace("%", "%%")
