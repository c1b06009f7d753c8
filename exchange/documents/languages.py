"""Which languages a paper can be set in, and whether each half still says what the template says.

Every half opens with one line naming the revision of the template it was written from and how far
it can be trusted. The template itself opens with its own revision. An outdated half is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from exchange.documents.words import FALLBACK
from exchange.errors import N_, ExchangeError

TEMPLATES = (Path(__file__).resolve().parent.parent / "templates" / "documents").resolve()
KINDS: Final = ("invitation", "manifest")
SET: Final = ("ko", "ja", "zh-Hans", "zh-Hant", "en")
_HALF = re.compile(r"source-revision: (\d+); status: (\w+)")
_TEMPLATE = re.compile(r"revision: (\d+)")


class Status(StrEnum):
    """How far a half can be trusted."""

    CURRENT = "current"  # written by us from this revision
    REVIEWED = "reviewed"  # and read by a native editor
    MACHINE = "machine"  # translated by a machine; usable, and shown as such
    OUTDATED = "outdated"  # the template has moved on: never issued


class HalfOutdated(ExchangeError):
    """The half in this language was written from an older revision of the template."""

    code = "half_outdated"


class NoSuchPaper(ExchangeError):
    """There is no template for this kind of paper."""

    code = "no_such_paper"


@dataclass(frozen=True, slots=True)
class Half:
    """One language version of one template."""

    kind: str
    language: str
    source_revision: int
    status: Status


@cache
def revision(kind: str, folder: Path = TEMPLATES) -> int:
    """Return the revision of the template; raise NoSuchPaper."""
    if kind not in KINDS:
        raise NoSuchPaper(N_("There is no paper called %(kind)s."), kind=kind)
    return int(_opening(folder / kind / "paper.html", _TEMPLATE)[1])


@cache
def half(kind: str, language: str, folder: Path = TEMPLATES) -> Half | None:
    """Return what is known of the half in `language`, or None where nobody has written it."""
    current = revision(kind, folder)
    file = folder / kind / f"{language}.html"
    if language not in SET or not file.exists():
        return None
    found = _opening(file, _HALF)
    status = Status(found[2]) if int(found[1]) == current else Status.OUTDATED
    return Half(kind, language, int(found[1]), status)


def halves(kind: str, wanted: Sequence[str], folder: Path = TEMPLATES) -> tuple[str, ...]:
    """Return the one or two languages to set, left first; raise HalfOutdated.

    A language nobody has written falls back to English; two equal languages are one half.
    """
    chosen: list[str] = []
    for language in wanted:
        found = half(kind, language, folder) or half(kind, FALLBACK, folder)
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


def _opening(file: Path, pattern: re.Pattern[str]) -> re.Match[str]:
    with file.open(encoding="utf-8") as lines:
        first = lines.readline()
    found = pattern.search(first)
    if found is None:
        raise RuntimeError(f"{file} does not open with its revision")
    return found
