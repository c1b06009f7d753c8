"""Which languages a paper can be set in, and whether each half still says what the source says.

The words of a kind lie in folders, one file a language. Each file opens with the revision of the
source it was written from and how far it can be trusted; `revisions.toml` holds the revision of
each folder and the digest of its source, Korean and English. An outdated half is refused.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from exchange.errors import N_, ExchangeError
from exchange.facts.words import LETTER_LANGUAGES
from exchange.wording.kinds import KINDS
from exchange.wording.words import FALLBACK

TEMPLATES = (Path(__file__).resolve().parent.parent / "templates" / "documents").resolve()
SOURCES: Final = ("ko", "en")  # written by us; every other half is written from these
ABOUT: Final = frozenset({"source_revision", "status"})


class Status(StrEnum):
    """How far a half can be trusted."""

    CURRENT = "current"  # written by us from this revision
    REVIEWED = "reviewed"  # and read by a native editor
    MACHINE = "machine"  # translated by a machine; usable, and shown as such
    OUTDATED = "outdated"  # the source has moved on: never issued


TRUST: Final = (Status.OUTDATED, Status.MACHINE, Status.CURRENT, Status.REVIEWED)


class HalfOutdated(ExchangeError):
    """The half in this language was written from an older revision of the source."""

    code = "half_outdated"


class NoSuchPaper(ExchangeError):
    """There is no template for this kind of paper."""

    code = "no_such_paper"


@dataclass(frozen=True, slots=True)
class Half:
    """One language of one kind of paper: what may be said in it, and how far it is trusted."""

    kind: str
    language: str
    source_revision: int
    status: Status
    words: Mapping[str, Any]


def folders(templates: Path = TEMPLATES) -> tuple[str, ...]:
    """Return every folder of words that there is."""
    return tuple(_revisions(templates))


@cache
def revision(folder: str, templates: Path = TEMPLATES) -> int:
    """Return the revision of the source of one folder of words."""
    return int(_revisions(templates)[folder]["revision"])


@cache
def half(kind: str, language: str, templates: Path = TEMPLATES) -> Half | None:
    """Return the half in `language`, or None where a part of it is not written.

    It can be trusted as far as the least of its folders. Raises NoSuchPaper.
    """
    if kind not in KINDS:
        raise NoSuchPaper(N_("There is no paper called %(kind)s."), kind=kind)
    words: dict[str, Any] = {}
    found: list[Status] = []
    source_revision = 0
    for folder in KINDS[kind].folders:
        part = part_of(folder, language, templates)
        if part is None:
            return None
        words |= part.words
        found.append(part.status)
        source_revision = part.source_revision
    least = min(found, key=TRUST.index)
    return Half(kind, language, source_revision, least, MappingProxyType(words))


@cache
def part_of(folder: str, language: str, templates: Path = TEMPLATES) -> Half | None:
    """Return one folder's words in `language`, or None where nobody has written them."""
    read = _read(folder, language, templates)
    if read is None:
        return None
    written_from = int(read["source_revision"])
    fresh = written_from == revision(folder, templates)
    status = Status(read["status"]) if fresh else Status.OUTDATED
    words = {key: value for key, value in read.items() if key not in ABOUT}
    return Half(folder, language, written_from, status, words)


def halves(kind: str, wanted: Sequence[str], templates: Path = TEMPLATES) -> tuple[str, ...]:
    """Return the one or two languages to set, left first; raise HalfOutdated or NoSuchPaper.

    A language nobody has written falls back to English; two equal languages are one half.
    """
    chosen: list[str] = []
    for language in wanted:
        found = half(kind, language, templates) or half(kind, FALLBACK, templates)
        if found is None or found.status is Status.OUTDATED:
            raise HalfOutdated(
                N_("The %(language)s half of %(kind)s was written from an older template."),
                language=language,
                kind=kind,
            )
        if found.language not in chosen:
            chosen.append(found.language)
    return tuple(chosen)


def template_revision(kind: str, wanted: Sequence[str]) -> str:
    """Return what the register keeps: "invitation 1 (ko current, ja reviewed)"."""
    told = []
    for language in halves(kind, wanted):
        found = half(kind, language)
        told.append(f"{language} {found.status if found else ''}")
    return f"{kind} {revision(kind)} ({', '.join(told)})"


def source_digest(folder: str, templates: Path = TEMPLATES) -> str:
    """Return the SHA-256 of what the Korean and English files of a folder say."""
    said = {
        language: {key: value for key, value in read.items() if key not in ABOUT}
        for language in SOURCES
        if (read := _read(folder, language, templates))
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _read(folder: str, language: str, templates: Path) -> dict[str, Any] | None:
    file = templates / "words" / folder / f"{language}.toml"
    if language not in LETTER_LANGUAGES or not file.exists():
        return None
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _revisions(templates: Path) -> dict[str, Any]:
    return tomllib.loads((templates / "words" / "revisions.toml").read_text(encoding="utf-8"))
