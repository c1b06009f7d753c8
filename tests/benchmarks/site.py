"""An installation under measurement: PostgreSQL, a queue server, the web, and cases to decide."""

import http.client
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from exchange import identity
from exchange.app import create_app
from exchange.config import Config
from exchange.models import BudgetLine, Project, ProjectState, db
from tests.benchmarks.load import Asked
from tests.benchmarks.world import settle
from tests.postgres import empty_database
from tests.servers import environment, free_port, queue_server, wait_until

KEYS = frozenset({"id", "project_id", "created_at"})


@dataclass(frozen=True, slots=True)
class Site:
    """An installation under measurement."""

    app: Flask
    env: dict[str, str]
    port: int
    token: str


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
            db.session.commit()
        port = free_port()
        with gunicorn("exchange.app:create_app()", port, env):
            yield Site(app, env, port, token)


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
    with site.app.app_context():
        ids = _make_projects(count)
    for project_id in ids:
        yield Asked(
            "POST",
            f"/api/v1/projects/{project_id}/approve",
            {
                "Authorization": f"Bearer {site.token}",
                "Content-Type": "application/json",
                "If-Match": '"1"',
            },
            b'{"note": "yes"}',
        )


def _make_projects(count: int) -> list[str]:
    pattern = db.session.scalars(select(Project).where(Project.number == "PATTERN")).one()
    columns = {
        c.key: getattr(pattern, c.key)
        for c in Project.__table__.columns
        if c.key not in {"id", "number", "state"}
    }
    lines = [
        {c.key: getattr(line, c.key) for c in BudgetLine.__table__.columns if c.key not in KEYS}
        for line in pattern.budget
    ]
    made = [
        Project(
            **columns,
            number=f"B-{uuid4().hex}",
            state=ProjectState.IN_APPROVAL,
            budget=[BudgetLine(**line) for line in lines],
        )
        for _ in range(count)
    ]
    db.session.add_all(made)
    db.session.commit()
    return [str(p.id) for p in made]


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except OSError:
        return False
    return True
