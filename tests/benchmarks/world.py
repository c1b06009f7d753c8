"""The demonstration's world for a measurement, and one project to make copies of."""

import json
from pathlib import Path

from sqlalchemy import select

from exchange.interchange import world
from exchange.models import Person, db
from exchange.workflows.perform import begin
from exchange.workflows.project import PROJECT

FIXTURES = Path("fixtures")


def settle() -> Person:
    """Load the world and a pattern project; return the director who decides on its copies."""
    world.load(FIXTURES / "world")
    world.load_demo(FIXTURES / "demo", "a password nobody uses", check_url="http://127.0.0.1:8000")
    case = json.loads((FIXTURES / "demo" / "cases.json").read_text())[0]
    officer = db.session.scalars(select(Person).where(Person.email == case["by"])).one()
    payload = case["payload"] | {
        "reply_by": "2090-02-28",
        "starts_on": "2090-07-20",
        "ends_on": "2090-07-24",
    }
    pattern = begin(PROJECT, actor=officer, payload=payload)
    pattern.number = "PATTERN"
    db.session.commit()
    return db.session.scalars(
        select(Person).where(Person.email == officer.email.replace("officer", "director"))
    ).one()
