"""Spreads a long paper over the workers: so many pages a job, a few jobs in line at a time."""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import current_app
from sqlalchemy import update

from exchange.documents import long
from exchange.documents.renderer import checked
from exchange.documents.scratch import Scratch
from exchange.models import Document, DocumentState, db
from exchange.outbox import Job, owing, post_once

WAVE: Final = 4  # jobs in line at a time, so that letters ordered meanwhile come between
PLANNED: Final = 10  # percent: facts checked and rows dealt
SET: Final = 95  # percent: every page set


def scratch_of(document: Document) -> Scratch:
    """Return where this attempt at the paper keeps what it has."""
    return Scratch(current_app.extensions["store"], document.id, document.version)


def spread(document_id: UUID, kind: str, facts: Mapping[str, Any]) -> bool:
    """Owe the portions of a paper and say so; False where it is short enough to be set at once."""
    if not long.may_be_long(kind, facts):
        return False
    document = db.session.get_one(Document, document_id)
    scratch, count = scratch_of(document), 0
    for portion in long.portions(kind, checked(kind, facts)):
        scratch.put(f"{count}.portion", json.dumps(portion).encode())
        count += 1
    if not count:
        return False
    with owing():
        _tell(document, PLANNED)
        for n in range(min(WAVE, count)):
            _owe(document, n)
    return True


def go_on(document: Document, n: int) -> None:
    """After portion `n`: owe the next one nobody owes yet, and the joining once all are set."""
    scratch = scratch_of(document)
    count, done = len(scratch.names(".portion")), len(scratch.names(".piece"))
    with owing():
        _tell(document, PLANNED + (SET - PLANNED) * done // count)
        if n + WAVE < count:
            _owe(document, n + WAVE)
        if done == count:
            told = {"document_id": str(document.id)}
            post_once(Job.JOIN_PIECES, document.id, str(document.version), **told)


def _owe(document: Document, n: int) -> None:
    told = {"document_id": str(document.id), "portion": str(n)}
    post_once(Job.SET_PORTION, document.id, f"{document.version} {n}", **told)


def _tell(document: Document, percent: int) -> None:
    """Note how far the paper is; another version of the case is not made of that."""
    db.session.execute(
        update(Document)
        .where(Document.id == document.id, Document.state == DocumentState.RENDERING)
        .where(Document.progress < percent)
        .values(progress=percent)
    )
