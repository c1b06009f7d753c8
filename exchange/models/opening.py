"""How a database is opened: SQLite as one careful writer, PostgreSQL as it comes."""

from typing import Any

from sqlalchemy import Connection, Engine, event

BUSY_MS = 15_000


def prepare(engine: Engine) -> None:
    """Make every connection of `engine` keep foreign keys and say plainly when it writes.

    On SQLite a transaction that means to write says so at its start (execution option
    `sqlite_begin`), and so waits in line rather than failing half-way.
    """
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", _open_sqlite):
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",  # or INSERT OR REPLACE would remove a row unseen
        "journal_mode = WAL",
        "synchronous = FULL",
        f"busy_timeout = {BUSY_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    kind = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")
