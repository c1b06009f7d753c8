"""Marked passages on their form: each with what was typed, the template's words and its faults."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import ValidationError

from exchange.errors import NotReady, UnmetCondition
from exchange.web.drafts import rewordable
from exchange.web.faults import plainly
from exchange.web.language import speak
from exchange.workflows.engine import Subject

Rows = list[dict[str, Any]]


def passage_rows(
    subject: Subject,
    typed: Sequence[Mapping[str, Any]] = (),
    unmet: Sequence[UnmetCondition] = (),
    faults: Any = None,
) -> Rows:
    """Return every marked passage as it is typed, with the sentences that say what is wrong."""
    said = {(one.get("passage"), one.get("language")): one.get("text", "") for one in typed}
    places = {
        (one.get("passage"), one.get("language")): n
        for n, one in enumerate(typed)
        if isinstance(faults, Mapping)
    }
    rows: Rows = []
    for n, row in enumerate(rewordable(subject)):
        key = row["passage"], row["language"]
        found = [
            speak(one.message, **one.params)
            for one in unmet
            if (one.params.get("passage"), one.params.get("language")) == key
        ]
        if key in places:
            found += _typed_wrong(faults, places[key])
        rows.append(
            row | {"text": said.get(key, row["text"]), "faults": found, "ident": f"f-passages-{n}"}
        )
    return rows


def refusals(wrong: Exception) -> tuple[Sequence[UnmetCondition], Any]:
    """Return what a refusal says: of conditions, or of what was typed."""
    if isinstance(wrong, NotReady):
        return wrong.unmet, None
    return (), wrong.messages if isinstance(wrong, ValidationError) else None


def _typed_wrong(faults: Mapping[str, Any], place: int) -> list[str]:
    of_passages = faults.get("passages")
    if not isinstance(of_passages, Mapping):
        return []
    told = of_passages.get(place, {})
    return [plainly(str(one)) for one in told.get("text", ())] if isinstance(told, Mapping) else []
