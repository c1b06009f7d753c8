"""What each glyph says, so that text copied out of a paper is the text that was set.

WeasyPrint 70 notes for a glyph what stood where it first occurred. Where several glyphs stand for
one sign and its marks, it gives the last of them all and the others nothing: Lao, Arabic and
Vietnamese come out garbled. Here every glyph says what its face says it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import pydyf
from fontTools.ttLib import TTFont

from exchange.documents.faces import WEIGHTS, font_file

_FACE: Final = re.compile(rb"/[A-Z]{6}\+(Serif|Sans)-([A-Z]{2})(-Semi-Bold)?")
_SAID: Final = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_IN_DOUBT: Final = re.compile(rb"^<[0-9a-f]{4}> <(?![0-9a-f]{4}>)")  # nothing, or several signs
EXTENSION: Final = 7  # a lookup that holds another
ROUNDS: Final = 4  # a glyph made of glyphs made of glyphs
NOTHING: Final = "\u200c"  # a mark that no sign of its own stands for; the standards ask for some


def respell(pdf: pydyf.PDF) -> None:
    """Put right what the glyphs of every face of ours say, before the PDF is written."""
    for font in pdf.objects:
        if not isinstance(font, pydyf.Dictionary) or font.get("Type") != "/Font":
            continue
        face = _FACE.fullmatch(font.get("BaseFont", b""))
        if face and "ToUnicode" in font:
            told = pdf.objects[int(font["ToUnicode"].split()[0])]
            if any(map(_IN_DOUBT.search, told.stream)):
                spelled = spelling(*_named(face))
                told.stream = [_SAID.sub(_put_right(spelled), line) for line in told.stream]


def _named(face: re.Match[bytes]) -> tuple[Any, str, str]:
    style, script, bold = face.groups()
    return style.decode(), script.decode(), WEIGHTS[1 if bold else 0]


def _put_right(spelled: Mapping[int, str]) -> Callable[[re.Match[bytes]], bytes]:
    """Keep one sign seen by itself: of two that share a glyph it is the one that was written."""

    def put_right(said: re.Match[bytes]) -> bytes:
        text = bytes.fromhex(said[2].decode()).decode("utf-16-be")
        known = spelled.get(int(said[1], 16), text or NOTHING)
        if len(text) == 1 and len(known) == 1:
            known = text
        return b"<%b> <%b>" % (said[1], known.encode("utf-16-be").hex().encode())

    return put_right


@cache
def spelling(style: Any, script: str, weight: str) -> Mapping[int, str]:
    """Return what each glyph of the face stands for, by its number.

    A glyph without a sign of its own stands for those it is put in place of: a joined form for the
    letter, a ligature for its letters, the first part of a letter taken apart for the letter.
    """
    file = font_file(style, script, weight)
    with TTFont(file, lazy=True) as font:
        numbers = font.getReverseGlyphMap()
        said: dict[str, str] = {}
        for sign, glyph in sorted(font.getBestCmap().items()):
            said.setdefault(glyph, chr(sign))
        if "GSUB" in font:
            substitutions = list(_substitutions(font))
            for _ in range(ROUNDS):
                for into, origin in substitutions:
                    if into not in said and all(glyph in said for glyph in origin):
                        said[into] = "".join(said[glyph] for glyph in origin)
    return {numbers[glyph]: text for glyph, text in said.items()}


def _substitutions(font: TTFont) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each glyph that may be set, with the glyphs it is set in place of."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for found in lookup.SubTable:
            extended = lookup.LookupType == EXTENSION
            kind = found.ExtensionLookupType if extended else lookup.LookupType
            if tell := _TELLING.get(kind):
                yield from tell(found.ExtSubTable if extended else found)


def _singles(table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((into, (origin,)) for origin, into in table.mapping.items())


def _first_parts(table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((parts[0], (origin,)) for origin, parts in table.mapping.items() if parts)


def _ligatures(table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    for first, ligatures in table.ligatures.items():
        yield from ((one.LigGlyph, (first, *one.Component)) for one in ligatures)


_TELLING: Final = {1: _singles, 2: _first_parts, 4: _ligatures}  # by kind of lookup, in OpenType
