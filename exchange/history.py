"""The history of a case: each event sealed with the one before it.

The seal is SHA-256 over canonical JSON (RFC 8785 in spirit: sorted keys, no spaces, UTF-8), so
any reader with the rows can check them without this program.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from exchange.clock import now
from exchange.models import GENESIS, Case, Event, Person, db

SEALED = (
    "id",
    "subject_kind",
    "subject_id",
    "position",
    "action",
    "source",
    "target",
    "actor_id",
    "at",
    "inputs",
    "previous_hash",
)


def canonical(content: object) -> bytes:
    """Return the one way of writing `content` as JSON."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(content: object) -> str:
    """Return the SHA-256 of the canonical JSON of `content`, 64 hexadecimal digits."""
    return sha256(canonical(content)).hexdigest()


def seal(event: Any) -> str:
    """Return the hash that `event`, or a row read back as one, must carry."""
    return digest({name: written(getattr(event, name)) for name in SEALED})


def append(
    kind: str,
    case: Case,
    action: str,
    moved: tuple[str, str],
    actor: Person,
    inputs: Mapping[str, Any],
) -> Event:
    """Add the next event to the chain of `case`, in the caller's transaction.

    `moved` is the state before and after. The head on the case row moves with it, so of two
    writers the second is refused by the version.
    """
    at = now()
    event = Event(
        subject_kind=kind,
        subject_id=case.id,
        position=case.version + 1 if case.head != GENESIS else 1,
        action=action,
        source=moved[0],
        target=moved[1],
        actor_id=actor.id,
        at=at,
        created_at=at,
        inputs=json.loads(canonical(inputs)),
        previous_hash=case.head,
    )
    event.hash = seal(event)
    case.head = event.hash
    db.session.add(event)
    return event


def written(value: Any) -> Any:
    """Return a value as it is sealed: an id as text, a moment in UTC to the microsecond."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return str(value) if isinstance(value, UUID) else value
