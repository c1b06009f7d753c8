"""Alembic's way in: the migrations of the app that is running."""

from alembic import context
from sqlalchemy import Connection

from exchange.migrations.comparing import compare_type, render_item
from exchange.models import db


def migrate() -> None:
    """Run what is due, all of it in one transaction.

    SQLite changes a table by writing it anew, so references to it hang loose meanwhile: they are
    looked at once, before anything is kept.
    """
    with db.engine.connect() as connection:
        _references(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            compare_type=compare_type,
            render_item=render_item,
            render_as_batch=_is_sqlite(connection),
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if _is_sqlite(connection):
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"rows that refer to nothing: {broken[:9]}")
        _references(connection, "ON")


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _references(connection: Connection, checked: str) -> None:
    """Have SQLite check references or not, which it hears only outside of a transaction."""
    driver = connection.connection.dbapi_connection
    if _is_sqlite(connection) and driver is not None:
        driver.cursor().execute(f"PRAGMA foreign_keys = {checked}")


migrate()
