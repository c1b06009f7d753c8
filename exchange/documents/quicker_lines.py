"""Lines once shaped are kept, and so is what is laid out anew for every line.

Used through `quicker` only, which knows the version it was written for.
"""

from copy import copy
from typing import Any, Final

from weasyprint.layout import inline, preferred
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.line_break import Layout, split_first_line, strut

MOST: Final = 5000
SEPARATORS: Final = frozenset("\n\r\u2029")  # of paragraphs

ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *layout);", override=True)
_setup, _set_text = Layout.setup, Layout.set_text
lines: dict[tuple[object, ...], tuple[Any, ...]] = {}


def _set_up(layout: Any, style: Any) -> None:
    """Begin with a copy of the first layout of this style, as long as it was empty."""
    pattern = vars(style).get("empty_layout")
    if pattern is None:
        _setup(layout, style)
        style.empty_layout = empty = vars(layout) | {
            "layout": ffi.gc(pango.pango_layout_copy(layout.layout), gobject.g_object_unref)
        }
        empty.pop("justification_spacing")
        empty.pop("style")  # the style would hold itself
    else:
        vars(layout).update(pattern)
        layout.layout = ffi.gc(pango.pango_layout_copy(pattern["layout"]), gobject.g_object_unref)
        layout.style = style


def _take_text(layout: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002  # theirs
    """Tell beforehand that it is one paragraph: told when it is drawn, it is shaped once more."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, SEPARATORS.isdisjoint(text))
    _set_text(layout, text, justify)


def _keep(_layout: Layout) -> None:
    """Keep the shaped line until it is drawn; our papers are set a few pages at a time."""


def _still_there(layout: Any, style: object) -> None:
    """Draw the line as it was shaped, unless it is justified, which is done when it is drawn."""
    if layout.justification_spacing or layout.style is not style:
        layout.setup(style)
        layout.set_text(layout.text, justify=True)


def _split(text: str, style: Any, context: object, *how: Any, **more: Any) -> tuple[Any, ...]:
    """Break a line off the text as it was broken off before in this style and width."""
    wanted = (text, id(style), how, *more.items())
    known = lines.get(wanted)
    if known is None:
        if len(lines) > MOST:
            lines.clear()
        known = lines[wanted] = (style, *split_first_line(text, style, context, *how, **more))
        known[1].drawn = []  # how, as soon as it is
    _, layout, *told = known
    return copy(layout), *told  # a copy, for the line is told itself how it is justified


def _strut(style: Any) -> Any:
    known = vars(style).get("line_strut")
    if known is None:
        known = style.line_strut = strut(style)
    return known


CHANGES: Final = (
    (Layout, "setup", _set_up),
    (Layout, "set_text", _take_text),
    (Layout, "deactivate", _keep),
    (Layout, "reactivate", _still_there),
    (inline, "split_first_line", _split),
    (preferred, "split_first_line", _split),
    (inline, "strut", _strut),
)
