"""Spreads the labels of a great many cartons over the workers, as `spreading` does manifests."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from exchange.documents import label_runs
from exchange.documents.renderer import checked
from exchange.models import Document, db
from exchange.outbox import Job, owing, post_once
from workers.spreading import WAVE, scratch_of


def spread_labels(document_id: UUID, kind: str, facts: Mapping[str, Any]) -> bool:
    """Owe the portions and say so; False where there are few enough to be set at once."""
    if not label_runs.may_be_long(kind, facts):
        return False
    document = db.session.get_one(Document, document_id)
    scratch, count = scratch_of(document), 0
    for run in label_runs.portions(checked(kind, facts)):
        scratch.put(f"{count}.portion", json.dumps(run).encode())
        count += 1
    with owing():
        for n in range(min(WAVE, count)):
            told = {"document_id": str(document.id), "portion": str(n)}
            post_once(Job.SET_PORTION, document.id, f"{document.version} {n}", **told)
    return True
