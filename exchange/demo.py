"""The demonstration: the real world loaded, three journeys played through the running service."""

import json
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import httpx
from flask import Flask
from sqlalchemy import delete, select

from exchange import clock, identity, processes
from exchange.app import create_app
from exchange.config import KEYS_FILE, SECRET_FILE, Config
from exchange.demo_desk import SEED, SETTINGS, SHIFT, Desk, give_codes, key_of
from exchange.demo_play import play_case, wait
from exchange.interchange import world
from exchange.migrations import running
from exchange.models import ApiToken, Person, db
from exchange.vault.keys import add_key

FIXTURES = Path("fixtures")
ACT = "ACT"
LABEL = "demonstration"
Say = Callable[[str], None]


def run(port: int, *, serve: bool, say: Say) -> None:
    """Set up, play and, with `serve`, go on serving until Ctrl-C. A second run adds nothing."""
    settings = _settings(Path(os.environ.get("DATA_DIR", "var/demo")).resolve(), port)
    os.environ.update(settings)
    config = Config.from_env(os.environ)
    app = create_app(config)
    password = _prepare(app, config, say)
    with _running(config, settings, port, say) as supervisor:
        started = time.monotonic()
        rows = list(_play_acts(supervisor, settings, app, port, say))
        say(f"\nPlayed in {time.monotonic() - started:.1f} s.\n")
        say(_table(rows))
        if serve:
            _serve(supervisor, port, app, password, say)


def _settings(data_dir: Path, port: int) -> dict[str, str]:
    """Keep the demonstration's secret, keys and its moment in the past from run to run."""
    data_dir.mkdir(parents=True, exist_ok=True)
    secret = data_dir / SECRET_FILE
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(48))
    if not (data_dir / KEYS_FILE).exists():
        add_key(data_dir / KEYS_FILE)
    kept = data_dir / SETTINGS
    kept.touch(mode=0o600)
    content = {
        "DEMO_PASSWORD": secrets.token_urlsafe(9),
        SHIFT: _shift_to(_acts()[0]["opens"]),
        ACT: "0",
        SEED: secrets.token_urlsafe(24),
        **json.loads(kept.read_text() or "{}"),
    }
    kept.write_text(json.dumps(content))
    return {
        **os.environ,
        **content,
        "DATA_DIR": str(data_dir),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "REISSUE_SECONDS": "10",
        "ANCHOR_SECONDS": "2",
    }


def _prepare(app: Flask, config: Config, say: Say) -> str:
    password = os.environ["DEMO_PASSWORD"]
    with app.app_context():
        say("Bringing the database to the newest schema.")
        running.upgrade()
        say("Loading the world: countries, cities, ties, past exchanges and aid.")
        say(str(world.load(FIXTURES / "world")))
        say(str(world.load_demo(FIXTURES / "demo", password, check_url=config.public_url)))
        give_codes(os.environ[SEED])
        db.session.commit()
    return password


@contextmanager
def _running(
    config: Config, settings: Mapping[str, str], port: int, say: Say
) -> Iterator[processes.Supervisor]:
    if processes.is_taken(port):
        raise click.ClickException(
            f"port {port} is in use; stop what listens there, or: make demo PORT={port + 1}"
        )
    say("Starting web, worker, scheduler and the queue server.")
    supervisor = processes.Supervisor(settings, config.data_dir / "logs")
    queue = processes.queue(config)
    try:
        supervisor.start(*([queue] if queue else []))
        supervisor.start(processes.web(port), processes.worker(), processes.scheduler())
        wait(lambda: processes.is_ready(port), f"the service; its logs are in {supervisor.logs}")
        yield supervisor
    except KeyboardInterrupt:
        say("\nStopping.")
    finally:
        supervisor.stop()


def _acts() -> list[dict[str, str]]:
    """Return when each act opens, which cases it plays, and until which step if not to the end."""
    acts: list[dict[str, str]] = json.loads((FIXTURES / "demo" / "acts.json").read_text())
    return acts


def _shift_to(opens: str) -> str:
    """Return by how many seconds the clock is to differ so that it is `opens` now."""
    return str(int((datetime.fromisoformat(opens) - datetime.now(UTC)).total_seconds()))


def _play_acts(
    supervisor: processes.Supervisor, settings: dict[str, str], app: Flask, port: int, say: Say
) -> Iterator[dict[str, Any]]:
    """Play every act; the clock moves on to those it did not reach yet, and never goes back."""
    for number, act in enumerate(_acts()):
        if number > int(settings[ACT]):
            say(f"It becomes {act['opens']}.")
            settings |= _kept_moment(Path(settings["DATA_DIR"]), number, _shift_to(act["opens"]))
            clock.shift(timedelta(seconds=int(settings[SHIFT])))
            supervisor.restart(settings, "web", "worker-1", "scheduler")
            wait(lambda: processes.is_ready(port), f"the service; its logs: {supervisor.logs}")
        yield from _play(act, app, port, say)


def _kept_moment(data_dir: Path, act: int, shift: str) -> dict[str, str]:
    """Keep how far the demonstration has come, so that a second run goes on from there."""
    moment = {ACT: str(act), SHIFT: shift}
    kept = data_dir / SETTINGS
    kept.write_text(json.dumps(json.loads(kept.read_text()) | moment))
    return moment


def _play(act: Mapping[str, str], app: Flask, port: int, say: Say) -> Iterator[dict[str, Any]]:
    cases = json.loads((FIXTURES / "demo" / act["cases"]).read_text())
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=60) as http:
        seed = os.environ[SEED]
        desks = {
            email: Desk(http, token, key_of(email, seed)) for email, token in _tokens(app).items()
        }
        for case in cases:
            say(f"Playing: {case['name']}")
            yield from play_case(case, desks, act.get("until", ""))


def _tokens(app: Flask) -> dict[str, str]:
    """Give every demonstration person a fresh token for an hour, and forget the earlier ones."""
    tokens: dict[str, str] = {}
    with app.app_context():
        db.session.execute(delete(ApiToken).where(ApiToken.label == LABEL))
        for person in db.session.scalars(select(Person).where(Person.active)):
            tokens[person.email], kept = identity.new_token(person, LABEL, timedelta(hours=1))
            db.session.add(kept)
        db.session.commit()
    return tokens


def _serve(
    supervisor: processes.Supervisor, port: int, app: Flask, password: str, say: Say
) -> None:
    with app.app_context():
        people = db.session.scalars(
            select(Person).where(Person.active).order_by(Person.email)
        ).all()
        rows = [f"  {p.email:<34} {p.title.get('en', p.name)}" for p in people]
    say(f"\nOpen http://127.0.0.1:{port} and sign in with the password {password} as one of:")
    say("\n".join(rows))
    say("\nDirectors and administrators give a code as well; print one with: exchange code EMAIL")
    say("\nCtrl-C stops everything.")
    sys.stdout.flush()
    while True:
        supervisor.tend()
        time.sleep(0.5)


def _table(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "Nothing was produced."
    heads = list(rows[0])
    widths = {h: max(len(h), *(len(str(row[h])) for row in rows)) for h in heads}
    lines = [heads, *([str(row[h]) for h in heads] for row in rows)]
    return "\n".join(
        "  ".join(cell.ljust(widths[h]) for cell, h in zip(line, heads, strict=True)).rstrip()
        for line in lines
    )
