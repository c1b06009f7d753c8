"""Before a paper is set, every character of every fact is looked for in the face to set it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from exchange.documents.faces import characters, script_of
from exchange.errors import N_, ExchangeError
from exchange.wording.kinds import KINDS
from exchange.wording.languages import halves
from exchange.wording.words import FALLBACK

UNPRINTED: Final = frozenset(
    {"check_url", "receipt_url", "languages", "series", "slug", "currency_code"}
)
LANGUAGE_TAG: Final = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?")


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A field, the language it would be set in, and its characters that no shipped face holds."""

    field: str
    language: str
    characters: tuple[str, ...]

    def __str__(self) -> str:
        """Return "roster[0].full_name (ko): 𪛖 U+2A6D6"."""
        named = ", ".join(f"{c} U+{ord(c):04X}" for c in self.characters)
        return f"{self.field} ({self.language}): {named}"


class GlyphsMissing(ExchangeError):
    """Some characters cannot be set; the paper is not made, rather than made with boxes."""

    code = "glyphs_missing"

    def __init__(self, missing: tuple[MissingGlyph, ...]) -> None:
        super().__init__(
            N_("The fonts lack characters: %(missing)s"),
            missing="; ".join(map(str, missing)),
        )
        self.missing = missing


def missing_glyphs(kind: str, facts: Mapping[str, Any]) -> tuple[MissingGlyph, ...]:
    """Return every printed field with characters the shipped faces lack; empty when all is well.

    Words by language are checked in the languages the paper is set in and in English; all other
    text in the face of the left half.
    """
    style = KINDS[kind].style
    languages = halves(kind, facts["languages"])
    left = languages[0]
    found: list[MissingGlyph] = []
    seen: set[tuple[str, str]] = set()
    for field, language, text in _texts(facts, "", languages):
        if (text.isascii() and text.isprintable()) or (language, text) in seen:
            continue
        seen.add((language, text))
        held = characters(style, script_of(language, left))
        if lacking := tuple(c for c in dict.fromkeys(text) if ord(c) not in held):
            found.append(MissingGlyph(field, language, lacking))
    return tuple(found)


def _texts(
    value: Any,  # any JSON
    field: str,
    languages: Sequence[str],
) -> Iterator[tuple[str, str, str]]:
    """Yield the path, the language and the text of every printed leaf."""
    if isinstance(value, str):
        yield field, languages[0], value
    elif isinstance(value, Mapping):
        if value and all(LANGUAGE_TAG.fullmatch(key) for key in value):
            yield from _worded(value, field, languages)
            return
        for key, inner in value.items():
            if key not in UNPRINTED:
                yield from _texts(inner, f"{field}.{key}" if field else key, languages)
    elif isinstance(value, Sequence):
        for n, inner in enumerate(value):
            yield from _texts(inner, f"{field}[{n}]", languages)


def _worded(
    words: Mapping[str, str], field: str, languages: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    for language in dict.fromkeys((*languages, FALLBACK)):
        if text := words.get(language):
            yield f"{field}.{language}", language, text
