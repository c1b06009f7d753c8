"""The demonstration's world for a measurement, and one project at the last step of its line."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from exchange import clock
from exchange.interchange import world
from exchange.models import Person, Project, db
from exchange.workflows.perform import begin, perform
from exchange.workflows.project import PROJECT
from exchange.workflows.reading import note_reading

FIXTURES = Path("fixtures")
PATTERN = "PATTERN"
DAYS = {"reply_by": "2090-02-28", "starts_on": "2090-07-20", "ends_on": "2090-07-24"}


def settle() -> Person:
    """Load the world and a pattern project; return the director who decides on its copies."""
    world.load(FIXTURES / "world")
    world.load_demo(FIXTURES / "demo", "a password nobody uses", check_url="http://127.0.0.1:8000")
    case = json.loads((FIXTURES / "demo" / "cases.json").read_text())[0]
    pattern = begin(PROJECT, actor=_known(case["by"]), payload=case["payload"] | DAYS)
    for step in case["steps"]:
        if step["action"] == "approve":
            return _to_be_decided(pattern, _known(step["by"]))
        _take(pattern, step)
    raise LookupError("the first case of the demonstration is not approved")


def _take(pattern: Project, step: dict[str, Any]) -> None:
    """Walk the pattern one step along its line, as its people do."""
    actor = _known(step["by"])
    note_reading(pattern, actor)
    perform(
        PROJECT,
        pattern.id,
        step["action"],
        actor=actor,
        payload=step["payload"],
        confirmed_at=clock.now(),
    )


def _to_be_decided(pattern: Project, decider: Person) -> Person:
    note_reading(pattern, decider)
    pattern.number = PATTERN
    db.session.commit()
    return decider


def _known(email: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == email)).one()
