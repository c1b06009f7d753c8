"""Faces once opened stay open: WeasyPrint copies the whole file of each for every paper.

Used through `quicker` only, which knows the version it was written for.
"""

from collections.abc import Sequence
from copy import copy
from typing import Any, Final

from weasyprint.pdf import stream
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, gobject, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_key

MOST: Final = 200  # each size counts as another face
SIGNATURE: Final = 4  # bytes at the beginning of a file that tell its kind
KEPT: Final = (
    harfbuzz_subset.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED
    | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE
)
TABLES: Final = b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH"
USELESS: Final = tuple(
    harfbuzz.hb_tag_from_string(name, -1) for name in (*TABLES, b"PCLT", b"SVG ")
)

ffi.cdef(
    """
    void * g_object_ref (void *object);
    void hb_set_add_range (hb_set_t *set, hb_codepoint_t first, hb_codepoint_t last);
    """,
    override=True,
)
keys: dict[Any, tuple[Any, ...]] = {}
opened: dict[Any, Any] = {}


def _key(pango_font: Any) -> tuple[Any, ...]:
    """Return what tells faces apart; the face is held, so that no other takes its address."""
    known = keys.get(pango_font)
    if known is None:
        if len(keys) > MOST:
            keys.clear()
            opened.clear()
        held = ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref)
        known = keys[pango_font] = (held, *get_pango_font_key(pango_font))
    return known[1:]


def _open(pango_font: Any, description: Any, font_size: float) -> Any:
    """Return the face as it was when it was first opened, with no glyph used yet."""
    known = opened.get(pango_font)
    if known is None:
        known = opened[pango_font] = Font(pango_font, description, font_size)
        known.file_content = known.file_content[:SIGNATURE]
    font = copy(known)
    font.widths, font.to_unicode, font.missing = {}, {}, {}
    return font


def opened_face(pango_font: Any) -> tuple[Any, float]:
    """Return the face with no glyph used yet, and its size."""
    _, description, font_size = _key(pango_font)
    return _open(pango_font, description, font_size), font_size


def _cut(font: Any, to_unicode: Any, hinting: bool) -> None:  # noqa: FBT001  # theirs
    """Leave the glyphs that are used, then take away what is empty behind the last of them.

    As WeasyPrint does, but it lists the numbers it keeps one by one.
    """
    if not to_unicode:
        font.file_content = get_hb_object_data(font.hb_face)
        return
    wanted = ffi.gc(
        harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy
    )
    glyphs = harfbuzz_subset.hb_subset_input_glyph_set(wanted)
    _add(glyphs, sorted(to_unicode))
    flags = KEPT | (harfbuzz_subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE if font.missing else 0)
    numbered = harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags | numbered)
    dropped = harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG
    _add(harfbuzz_subset.hb_subset_input_set(wanted, dropped), USELESS)
    cut = _subset(font.hb_face, wanted)
    harfbuzz.hb_set_add_range(glyphs, 0, max(to_unicode))
    unhinted = 0 if hinting else harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags | unhinted)
    font.file_content = get_hb_object_data(_subset(cut, wanted))


def _add(numbers: Any, more: Sequence[int]) -> None:
    harfbuzz.hb_set_add_sorted_array(numbers, ffi.new("hb_codepoint_t[]", more), len(more))


def _subset(face: Any, wanted: Any) -> Any:
    return ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, wanted), harfbuzz.hb_face_destroy)


CHANGES: Final = (
    (stream, "get_pango_font_key", _key),
    (stream, "Font", _open),
    (Font, "subset", _cut),
)
