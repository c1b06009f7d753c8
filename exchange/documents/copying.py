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
JOINED: Final = frozenset({b"AR"})  # a stroke between letters is noted as one of them
NOTHING: Final = "\u200c"  # a mark that no sign of its own stands for; the standards ask for some


def respell(pdf: pydyf.PDF) -> None:
    """Put right what the glyphs of every face of ours say, before the PDF is written."""
    for font in pdf.objects:
        if not isinstance(font, pydyf.Dictionary) or font.get("Type") != "/Font":
            continue
        face = _FACE.fullmatch(font.get("BaseFont", b""))
        if face and "ToUnicode" in font:
            told = pdf.objects[int(font["ToUnicode"].split()[0])]
            if face[2] in JOINED or any(map(_IN_DOUBT.search, told.stream)):
                right = _put_right(*_spelled(*_named(face)))
                told.stream = [_SAID.sub(right, line) for line in told.stream]


def _named(face: re.Match[bytes]) -> tuple[Any, str, str]:
    style, script, bold = face.groups()
    return style.decode(), script.decode(), WEIGHTS[1 if bold else 0]


def _put_right(
    spelled: Mapping[int, str], shared: Mapping[int, frozenset[str]]
) -> Callable[[re.Match[bytes]], bytes]:
    """Keep, of several signs that share a glyph, the one that was written."""

    def put_right(said: re.Match[bytes]) -> bytes:
        text = bytes.fromhex(said[2].decode()).decode("utf-16-be")
        glyph = int(said[1], 16)
        known = spelled.get(glyph, text or NOTHING)
        if text in shared.get(glyph, ()):
            known = text
        return b"<%b> <%b>" % (said[1], known.encode("utf-16-be").hex().encode())

    return put_right


def spelling(style: Any, script: str, weight: str) -> Mapping[int, str]:
    """Return what each glyph of the face stands for, by its number.

    A glyph without a sign of its own stands for those it is put in place of: a joined form for the
    letter, a ligature for its letters, the first part of a letter taken apart for the letter, the
    other parts for nothing.
    """
    return _spelled(style, script, weight)[0]


@cache
def _spelled(
    style: Any, script: str, weight: str
) -> tuple[Mapping[int, str], Mapping[int, frozenset[str]]]:
    """Return what each glyph stands for, and which single signs may be meant by it."""
    file = font_file(style, script, weight)
    with TTFont(file, lazy=True) as font:
        numbers = font.getReverseGlyphMap()
        said: dict[str, str] = {}
        meant: dict[str, set[str]] = {}
        for sign, glyph in sorted(font.getBestCmap().items()):
            said.setdefault(glyph, chr(sign))
            meant.setdefault(glyph, set()).add(chr(sign))
        if "GSUB" in font:
            substitutions = list(_substitutions(font))
            for _ in range(ROUNDS):
                for into, origin in substitutions:
                    if into not in said and all(glyph in said for glyph in origin):
                        said[into] = "".join(said[glyph] for glyph in origin)
                    if len(origin) == 1:
                        meant.setdefault(into, set()).update(meant.get(origin[0], ()))
    return (
        {numbers[glyph]: text or NOTHING for glyph, text in said.items()},
        {numbers[glyph]: frozenset(signs) for glyph, signs in meant.items()},
    )


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


def _parts(table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the first part as the letter, and the others as nothing, after every first one."""
    taken = [(origin, parts) for origin, parts in table.mapping.items() if parts]
    yield from ((parts[0], (origin,)) for origin, parts in taken)
    yield from ((part, ()) for _, parts in taken for part in parts[1:])


def _ligatures(table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    for first, ligatures in table.ligatures.items():
        yield from ((one.LigGlyph, (first, *one.Component)) for one in ligatures)


_TELLING: Final = {1: _singles, 2: _parts, 4: _ligatures}  # by kind of lookup, in OpenType
