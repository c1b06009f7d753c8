"""How far the words of papers are written: folder by folder, kind by kind, in each language."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exchange.facts.words import LETTER_LANGUAGES
from exchange.wording.kinds import KINDS
from exchange.wording.languages import (
    TEMPLATES,
    TRUST,
    Half,
    Status,
    folders,
    half,
    part_of,
    revision,
)

MISSING: Final = "missing"
STATUSES: Final = (*(status.value for status in reversed(TRUST)), MISSING)
SHORT: Final = {"reviewed": "R", "current": "C", "machine": "m", "outdated": "!", MISSING: "-"}


@dataclass(frozen=True, slots=True)
class Row:
    """A folder of words, or a kind of paper, and how it stands in each letter language."""

    name: str
    revision: int
    by_language: Mapping[str, str]


def folder_rows(templates: Path = TEMPLATES) -> list[Row]:
    """Return how every folder of words stands."""
    return [
        Row(
            name,
            revision(name, templates),
            {tag: _status(part_of(name, tag, templates)) for tag in LETTER_LANGUAGES},
        )
        for name in sorted(folders(templates))
    ]


def kind_rows(templates: Path = TEMPLATES) -> list[Row]:
    """Return how every kind that can be ordered stands: as the least of its folders."""
    return [
        Row(
            kind.name,
            revision(kind.folders[-1], templates),
            {tag: _status(half(kind.name, tag, templates)) for tag in LETTER_LANGUAGES},
        )
        for kind in KINDS.values()
    ]


def can_be_issued(status: str) -> bool:
    """Say whether a half of this status may be set; one that is missing falls back to English."""
    return status not in {MISSING, Status.OUTDATED.value}


def counted(rows: Iterable[Row], language: str | None = None) -> dict[str, int]:
    """Count the rows by status, in one language or in all, the best status first."""
    found = Counter(
        status
        for row in rows
        for tag, status in row.by_language.items()
        if language in {None, tag}
    )
    return {status: found[status] for status in STATUSES}


def told(templates: Path = TEMPLATES) -> str:
    """Return all of it as text, a line a folder and a kind."""
    legend = ", ".join(f"{SHORT[status]} {status}" for status in STATUSES)
    head = f"{'':<18} rev  " + " ".join(f"{tag[-4:]:>4}" for tag in LETTER_LANGUAGES)
    parts = [f"{len(LETTER_LANGUAGES)} languages: {legend}"]
    for title, rows in (
        ("Folders of words", folder_rows(templates)),
        ("Kinds of paper", kind_rows(templates)),
    ):
        counts = ", ".join(f"{n} {status}" for status, n in counted(rows).items())
        parts += [f"\n{title}: {counts}", head, *map(_line, rows)]
    return "\n".join(parts)


def _line(row: Row) -> str:
    signs = " ".join(f"{SHORT[row.by_language[tag]]:>4}" for tag in LETTER_LANGUAGES)
    return f"{row.name:<18} {row.revision:>3}  {signs}"


def _status(found: Half | None) -> str:
    return MISSING if found is None else found.status.value
