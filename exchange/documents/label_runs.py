"""Labels of a great many cartons: a few sheets at a time wherever there is a worker, then joined.

Every sheet is its own, so that they are dealt out by number alone; `long.join` joins them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypedDict

from exchange.documents import quicker, renderer
from exchange.documents.labels import ON_SHEET
from exchange.documents.pieces import Piece, Unjoinable, piece_of
from exchange.wording.kinds import LABELS

MOST_AT_ONCE: Final = 48  # sheets set in one go
SHEETS: Final = 24  # of a portion


class LabelRun(TypedDict):
    """A few sheets of labels: all that is needed to set them."""

    facts: dict[str, Any]  # of the paper, with these labels alone
    of: int  # labels of the whole paper
    first: int  # number of its first sheet, from 1
    count: int  # of its sheets


def may_be_long(kind: str, facts: Mapping[str, Any]) -> bool:
    """Say whether a paper is labels of so many sheets that they are spread."""
    return kind in LABELS and len(facts["labels"]) > MOST_AT_ONCE * _on_sheet(facts)


def portions(facts: Mapping[str, Any]) -> Iterator[LabelRun]:
    """Yield what to set, in order."""
    labels, on_sheet = facts["labels"], _on_sheet(facts)
    step = SHEETS * on_sheet
    for start in range(0, len(labels), step):
        own = labels[start : start + step]
        yield LabelRun(
            facts={**facts, "labels": own},
            of=len(labels),
            first=1 + start // on_sheet,
            count=-(-len(own) // on_sheet),
        )


def set_portion(kind: str, run: LabelRun) -> Piece:
    """Return the sheets; raise Unjoinable where they are not as many as planned."""
    with renderer.press_room(), quicker.undisturbed():
        document = renderer.lay_out(kind, run["facts"], of=run["of"])
        if len(document.pages) != run["count"]:
            raise Unjoinable(f"{len(document.pages)} sheets instead of {run['count']}")
        return piece_of(document, run["first"], opens=run["first"] == 1)


def _on_sheet(facts: Mapping[str, Any]) -> int:
    return ON_SHEET if facts["form"] == "four" else 1
