"""People as they are made outside the door: by fixtures, and the service's own person."""

from typing import Any

from flask_security import hash_password
from sqlalchemy import select

from exchange import history
from exchange.models import Grant, Person, PersonState, Role, db


def new_person(password: str | None, roles: tuple[Role, ...], **facts: Any) -> Person:
    """Return someone who may sign in with `password`; the caller stores them.

    Their own city keeps the account where nothing else is said.
    """
    active = facts.pop("active", True)
    for name in ("city", "city_id"):
        if name in facts:
            facts.setdefault(f"owner_{name}", facts[name])
    return Person(
        password=hash_password(password) if password else None,
        grants=[Grant(role=role) for role in roles],
        state=PersonState.ACTIVE if active else PersonState.SUSPENDED,
        **facts,
    )


def write_beginning(person: Person, **told: Any) -> None:
    """Open the history of somebody made outside the door, in the caller's transaction."""
    with db.session.no_autoflush:
        actor = _service() or person
        history.append("person", person, "begin", ("", person.state.value), actor, told)


def _service() -> Person | None:
    return db.session.scalar(select(Person).join(Grant).where(Grant.role == Role.SYSTEM))
