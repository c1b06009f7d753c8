"""How a database is opened: SQLite as one careful writer, PostgreSQL as it comes."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, class_mapper, lazyload, scoped_session

BUSY_MS = 15_000


def prepare(engine: Engine) -> None:
    """Make every connection of `engine` keep foreign keys and say plainly when it writes.

    On SQLite a transaction that means to write says so at its start (execution option
    `sqlite_begin`), and so waits in line rather than failing half-way.
    """
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", _open_sqlite):
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def begin_writing(session: Session | scoped_session[Any]) -> None:
    """Start a transaction that means to write, leaving whatever was read or pending before.

    Without this a SQLite transaction that reads first and then writes fails at once where another
    wrote in between, however patient it is.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.rollback()
        session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
    else:
        session.expire_all()


def alone(noun: type[Any], but: Collection[str] = ()) -> list[Any]:
    """Return the options that read a row by itself; what hangs on it is read when it is asked.

    What is named in `but` comes along, for all rows at once.
    """
    many = (one for one in class_mapper(noun).relationships if one.lazy == "selectin")
    return [lazyload(getattr(noun, one.key)) for one in many if one.key not in but]


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees the database as it stands now, whatever others write."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection


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
