"""Which passages of a letter an officer may write anew, and what each may name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, Final

from exchange.wording.kinds import COMPACTS, KINDS, LETTERS
from exchange.wording.languages import SOURCES, half, part_of
from exchange.wording.plans import ALWAYS

# What a paper must say as it is: conditions of a gift, consent, what a council resolved.
FIXED: Final = frozenset(
    {
        "basis_council",
        "basis_plain",
        "borne_by",
        "conditions",
        "consent",
        "enclosure",
        "papers",
        "private",
        "visitors",
    }
)
ARTICLES: Final = "articles"
HEADING: Final = "_heading"


@dataclass(frozen=True, slots=True)
class Passage:
    """One marked passage in one language: what the template says, and the facts it may name."""

    key: str
    language: str
    text: str
    facts: frozenset[str]


def marked(kind: str, languages: Sequence[str]) -> list[Passage]:
    """Return the passages that may be written anew, in the order of the source; [] for no letter.

    A language nobody has written is left out.
    """
    if kind not in (*LETTERS, *COMPACTS):
        return []
    own = KINDS[kind].folders[-1]
    source = dict(_passages(part.words)) if (part := part_of(own, SOURCES[0])) else {}
    found = []
    for key in source:
        for language in dict.fromkeys(languages):
            written = half(kind, language)
            texts = dict(_passages(written.words)) if written else {}
            if key in texts:
                found.append(Passage(key, language, texts[key], facts_of(own, key)))
    return found


def facts_of(folder: str, key: str) -> frozenset[str]:
    """Return the facts that a passage may name: its sources' own, and those of every letter."""
    parts = [part_of(folder, language) for language in SOURCES]
    said = [dict(_passages(part.words)).get(key, "") for part in parts if part]
    return ALWAYS.union(*(named_in(text) for text in said))


def named_in(text: str) -> frozenset[str]:
    """Return the names of the facts in a text; raise ValueError where its braces do not close."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _passages(words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if isinstance(value, str) and key not in FIXED:
            yield key, value
        elif key == ARTICLES:
            yield from (
                (f"{ARTICLES}.{article}", text)
                for article, text in value.items()
                if not article.endswith(HEADING)
            )
