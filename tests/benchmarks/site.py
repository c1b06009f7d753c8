"""An installation under measurement: PostgreSQL, a queue server, the web, and cases to decide."""

import http.client
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select, update

from exchange import identity
from exchange.app import create_app
from exchange.clock import now
from exchange.config import Config
from exchange.identity import sessions
from exchange.models import ApiToken, Person, Project, WebSession, db
from tests.benchmarks.copies import copy_pattern
from tests.benchmarks.load import Asked
from tests.benchmarks.world import PATTERN, settle
from tests.postgres import empty_database
from tests.servers import environment, free_port, queue_server, wait_until


@dataclass(frozen=True, slots=True)
class Site:
    """An installation under measurement."""

    app: Flask
    env: dict[str, str]
    port: int
    token: str
    cookie: str


@contextmanager
def open_site() -> Iterator[Site]:
    with (
        tempfile.TemporaryDirectory() as folder,
        empty_database("measured") as database,
        queue_server(Path(folder)) as queue,
    ):
        env = environment(
            SECRET_KEY="s" * 40,
            DATA_DIR=folder,
            DATABASE_URL=database,
            REDIS_URL=queue,
            RAW_DATABASE_URL=database.replace("postgresql+psycopg", "postgresql"),
        )
        app = create_app(Config.from_env(env))
        with app.app_context():
            db.create_all()
            director = settle()
            token, kept = identity.new_token(director, "bench", timedelta(days=1))
            db.session.add(kept)
            cookie = _seated(app, director)
            db.session.commit()
        port = free_port()
        with gunicorn("exchange.app:create_app()", port, env):
            yield Site(app, env, port, token, cookie)


@contextmanager
def gunicorn(target: str, port: int, env: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", target, "--bind", f"127.0.0.1:{port}"),
            *("-w", "2", "--threads", "4", "--no-control-socket", "--log-level", "error"),
        ],
        env=env,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: _answers(port), f"gunicorn on {port}")
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def approvals(site: Site, count: int) -> Iterator[Asked]:
    """Give so many deciding approvals of copies of the pattern, which the token may take now."""
    with site.app.app_context():
        version = db.session.scalars(
            select(Project.version).where(Project.number == PATTERN)
        ).one()
        ids = copy_pattern(count)
        db.session.execute(update(ApiToken).values(confirmed_at=now()))
        db.session.commit()
    for project_id in ids:
        yield Asked(
            "POST",
            f"/api/v1/projects/{project_id}/approve",
            {
                "Authorization": f"Bearer {site.token}",
                "Content-Type": "application/json",
                "If-Match": f'"{version}"',
            },
            b'{"note": "yes"}',
        )


def _seated(app: Flask, person: Person) -> str:
    """Sign somebody in and return the cookie of it, as their browser would send it."""
    secret = secrets.token_urlsafe(32)
    db.session.add(
        WebSession(
            person_id=person.id,
            sha256=sessions.digest(secret),
            device="the measurement",
            address="127.0.0.x",
            seen_at=now(),
            confirmed_at=now(),
        )
    )
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({sessions.COOKIE: secret})}"


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except OSError:
        return False
    return True
