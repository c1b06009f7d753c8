"""Real workers are killed and the real queue is emptied or stopped; no letter may be lost."""

import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from redis import Redis
from redis.exceptions import RedisError
from rq import Worker
from sqlalchemy import func, select

from exchange import previews, processes
from exchange.app import create_app
from exchange.config import Config
from exchange.facts.paper import order
from exchange.models import (
    Document,
    DocumentKind,
    DocumentState,
    OutboxMessage,
    Preview,
    PreviewState,
    Project,
    ProjectState,
    db,
)
from exchange.outbox import Job, relay
from tests.documents.papers import set_and_joined
from tests.documents.shipments import a_manifest
from tests.making import saved
from tests.servers import environment, wait_until
from tests.workflows.journeys import walk

LETTERS = int(os.environ.get("SOAK_LETTERS", "100"))
PATIENCE = 60 + LETTERS
MANIFEST_CARTONS = 800  # three portions
KILLS = 2


@pytest.fixture
def config(tmp_path) -> Config:
    return Config(
        secret_key="x" * 40,
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'test.sqlite'}",
        redis_url=f"unix://{tmp_path / 'queue.sock'}",
        store_url=str(tmp_path / "papers"),
    )


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    app = create_app(config)
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def site(app: Flask, config: Config, system) -> Iterator[processes.Supervisor]:
    """A queue server, two workers and a scheduler that looks every second."""
    env = environment(
        SECRET_KEY=config.secret_key,
        DATA_DIR=str(config.data_dir),
        DATABASE_URL=config.database_url,
        RELAY_SECONDS="0.3",
        REISSUE_SECONDS="2",
    )
    supervisor = processes.Supervisor(env, config.data_dir / "logs")
    queue = processes.queue(config)
    assert queue is not None
    supervisor.start(queue)
    wait_until(lambda: _answers(config), "the queue server")
    supervisor.start(processes.worker(1), processes.worker(2), processes.scheduler())
    yield supervisor
    supervisor.stop()


@pytest.fixture
def approve_many(make_project, director):
    def act(app: Flask, count: int) -> None:
        for _ in range(count):
            project = make_project(ProjectState.IN_APPROVAL)
            walk("projects", project, (director, "approve", {"note": "yes"}))
            relay(app.extensions["queue"])

    return act


def test_killing_workers_at_random_loses_no_letter_and_gives_no_number_twice(
    app, site, approve_many
):
    dice = random.Random(20200131)
    approve_many(app, LETTERS)
    kills, next_kill = 0, 3

    def all_issued() -> bool:
        nonlocal kills, next_kill
        issued = _issued()
        if next_kill <= issued < LETTERS:
            os.kill(site.pid(f"worker-{dice.randint(1, 2)}"), signal.SIGKILL)
            kills, next_kill = kills + 1, issued + dice.randint(3, 15)
        site.tend()
        return issued == LETTERS

    wait_until(all_issued, f"{LETTERS} letters", PATIENCE)
    assert kills > 3
    _nothing_is_lost_or_twice()


def test_stopping_and_emptying_the_queue_server_loses_no_letter_either(
    app, config, site, approve_many
):
    approve_many(app, LETTERS // 4)
    os.kill(site.pid("queue"), signal.SIGKILL)
    approve_many(app, LETTERS // 4)  # answered although the queue is away
    for leftover in (config.data_dir / "queue").rglob("*.aof*"):
        leftover.unlink()
    wait_until(lambda: (site.tend(), _answers(config))[1], "the queue server again")
    approve_many(app, LETTERS // 4)
    Redis.from_url(config.redis_url).flushall()
    approve_many(app, LETTERS - 3 * (LETTERS // 4))
    wait_until(lambda: (site.tend(), _issued())[1] == LETTERS, f"{LETTERS} letters", PATIENCE)
    _nothing_is_lost_or_twice()


def test_killing_workers_in_the_middle_of_a_long_manifest_loses_nothing(
    app, site, make_shipment, officer
):
    shipment = saved(make_shipment(lines=[]))
    manifest = order(
        DocumentKind.MANIFEST, shipment, officer, "Masks", a_manifest(MANIFEST_CARTONS)
    )
    db.session.commit()
    relay(app.extensions["queue"])
    killed: set[int] = set()

    def is_issued() -> bool:
        db.session.rollback()
        done = _finished_portions()
        if done and done not in killed and len(killed) < KILLS:
            killed.add(done)
            os.kill(site.pid("worker-1"), signal.SIGKILL)
            os.kill(site.pid("worker-2"), signal.SIGKILL)
        site.tend()
        return db.session.get_one(Document, manifest.id).state == DocumentState.ISSUED

    wait_until(is_issued, "the manifest", PATIENCE)
    assert len(killed) == KILLS
    made = app.extensions["store"].get(manifest.sha256)
    assert made == set_and_joined(manifest.facts, manifest.id.bytes).pdf
    wait_until(lambda: _owed() == 0, "every job ticked off", PATIENCE)


def _finished_portions() -> int:
    done = select(func.count(OutboxMessage.finished_at)).where(
        OutboxMessage.job == Job.SET_PORTION
    )
    return db.session.scalar(done) or 0


def test_a_preview_whose_worker_is_killed_is_made_by_the_next(app, site, make_letter, officer):
    wait_until(lambda: _waits(app), "workers that wait", PATIENCE)
    made = [previews.order_preview(make_letter(), officer, {}).id for _ in range(6)]
    relay(app.extensions["queue"])
    wait_until(lambda: _tried() > 0, "a preview begun", PATIENCE)
    for n in (1, 2):
        os.kill(site.pid(f"worker-{n}"), signal.SIGKILL)
    assert _ready(made) < len(made), "they were killed before all was done"

    def all_ready() -> bool:
        site.tend()
        return _ready(made) == len(made)

    wait_until(all_ready, "every preview", PATIENCE)


def _issued() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Document.sha256.is_not(None))) or 0


def _nothing_is_lost_or_twice() -> None:
    wait_until(lambda: _owed() == 0, "every job ticked off", PATIENCE)
    numbers = db.session.scalars(select(Document.number)).all()
    assert max(Counter(numbers).values()) == 1
    assert sorted(int(n[-4:]) for n in numbers) == list(range(1, LETTERS + 1))
    wait_until(lambda: _invited() == LETTERS, "every project invited", PATIENCE)


def _owed() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(OutboxMessage.finished_at.is_(None))) or 0


def _invited() -> int:
    db.session.rollback()
    return (
        db.session.scalar(
            select(func.count()).select_from(Project).where(Project.state == ProjectState.INVITED)
        )
        or 0
    )


def _answers(config: Config) -> bool:
    try:
        return bool(Redis.from_url(config.redis_url).ping())
    except (OSError, RedisError):
        return False


def _tried() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.sum(OutboxMessage.tries))) or 0


def _waits(app: Flask) -> bool:
    return len(Worker.all(connection=app.extensions["queue"].connection)) == 2


def _ready(made: list[UUID]) -> int:
    db.session.rollback()
    found = db.session.scalars(select(Preview.state).where(Preview.id.in_(made)))
    return sum(state == PreviewState.READY for state in found)
