"""The demonstration: the real world loaded, two journeys played through the running service."""

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

from exchange import identity, processes
from exchange.app import create_app
from exchange.config import SECRET_FILE, Config
from exchange.demo_desk import SEED, SETTINGS, Desk, give_codes, key_of
from exchange.interchange import world
from exchange.migrations import running
from exchange.models import ApiToken, Person, db

FIXTURES = Path("fixtures")
OPENS = datetime.fromisoformat("2020-01-28T10:00:00+09:00")
LABEL = "demonstration"
PATIENCE = 120.0
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
        rows = list(_play(app, port, say))
        say(f"\nPlayed in {time.monotonic() - started:.1f} s.\n")
        say(_table(rows))
        if serve:
            _serve(supervisor, port, app, password, say)


def _settings(data_dir: Path, port: int) -> dict[str, str]:
    """Keep the demonstration's secret and its moment in the past from run to run."""
    data_dir.mkdir(parents=True, exist_ok=True)
    secret = data_dir / SECRET_FILE
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(48))
    kept = data_dir / SETTINGS
    kept.touch(mode=0o600)
    shift = OPENS - datetime.now(UTC)
    content = {
        "DEMO_PASSWORD": secrets.token_urlsafe(9),
        "CLOCK_SHIFT_SECONDS": str(int(shift.total_seconds())),
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
        _wait(lambda: processes.is_ready(port), f"the service; its logs are in {supervisor.logs}")
        yield supervisor
    except KeyboardInterrupt:
        say("\nStopping.")
    finally:
        supervisor.stop()


def _play(app: Flask, port: int, say: Say) -> Iterator[dict[str, Any]]:
    cases = json.loads((FIXTURES / "demo" / "cases.json").read_text())
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=60) as http:
        seed = os.environ[SEED]
        desks = {
            email: Desk(http, token, key_of(email, seed)) for email, token in _tokens(app).items()
        }
        for case in cases:
            say(f"Playing: {case['name']}")
            yield from _play_case(case, desks)


def _play_case(case: Mapping[str, Any], desks: Mapping[str, Desk]) -> Iterator[dict[str, Any]]:
    """Take every step not yet taken, in order, as the person whose step it is."""
    plural, owner = case["plural"], desks[case["by"]]
    begun = owner.post(
        f"/{plural}", case["payload"], **{"Idempotency-Key": f"demonstration {case['key']}"}
    )
    here = f"/{plural}/{begun['id']}"
    taken = [event["action"] for event in reversed(owner.get(f"{here}/history?page_size=100"))]
    for step in case["steps"]:
        if step["action"] in taken and "of" not in step:
            taken.remove(step["action"])
            continue
        desk = desks[step["by"]]
        there = _claim_of(desk, begun["id"], step["action"]) if "of" in step else here
        if there is None:
            continue
        seen = _when(desk, there, step["action"])
        desk.post(
            f"{there}/{step['action']}", step["payload"], **{"If-Match": f'"{seen["version"]}"'}
        )
    yield from _produced(owner, here)


def _claim_of(desk: Desk, shipment: str, action: str) -> str | None:
    """Return where the claim of this shipment is on which `action` was not taken yet."""
    for claim in desk.get("/claims?page_size=100"):
        here = f"/claims/{claim['id']}"
        if claim["shipment"] == shipment:
            taken = {event["action"] for event in desk.get(f"{here}/history?page_size=100")}
            return None if action in taken else here
    return None


def _when(desk: Desk, here: str, action: str) -> Any:
    """Return the case once `action` may be taken on it; a paper may have to be made first."""
    found: list[Any] = []

    def ready() -> bool:
        answer = desk.http.get(here, headers=desk.headers())
        if answer.status_code != httpx.codes.OK:
            return False
        found[:] = [answer.json()]
        return any(a["action"] == action and not a["unmet"] for a in found[0]["actions"])

    _wait(ready, f"{action} on {here}")
    return found[0]


def _produced(owner: Desk, here: str) -> Iterator[dict[str, Any]]:
    _wait(
        lambda: all(p["state"] not in {"queued", "rendering"} for p in owner.get(here)["papers"]),
        f"the papers of {here}",
    )
    case = owner.get(here)
    for paper in case["papers"]:
        yield {
            "case": case["number"],
            "state": case["state"],
            "paper": paper["number"],
            "kind": paper["kind"],
            "languages": "+".join(paper["languages"]),
            "pages": paper["pages"],
            "where": f"/documents/{paper['id']}/pdf",
        }


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


def _wait(ready: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > end:
            raise click.ClickException(f"waited {PATIENCE:.0f} s in vain for {what}")
        time.sleep(0.1)
