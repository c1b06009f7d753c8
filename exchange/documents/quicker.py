"""Lets WeasyPrint set our papers in four fifths of the time, without changing a byte of them.

Three of its habits are altered, only while one of our papers is set and only in the version they
were studied in: every object of a PDF is written out twice, every style is computed anew for
every paper although the stylesheets stay the same, and every line is shaped anew to be drawn.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Final
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import VERSION
from weasyprint.css import StyleFor
from weasyprint.text.line_break import Layout

STUDIED: Final = ("70.0", "0.13.0")
IS_STUDIED: Final = (VERSION, pydyf.VERSION) == STUDIED
MOST_STYLES: Final = 5000
OF_ATTRIBUTES: Final = frozenset({"anchor", "lang", "link"})  # made anew for every paper

_write = pydyf.PDF.write
_compute = StyleFor.set_computed_styles
written_out: dict[int, tuple[object, bytes]] = {}
shared: dict[tuple[object, ...], tuple[Any, ...]] = {}


def setting() -> Any:
    """Return the context to set a paper in; the caller sets one at a time."""
    if not IS_STUDIED:
        return nullcontext()
    if len(shared) > MOST_STYLES:
        shared.clear()
    return instead(
        (pydyf.PDF, "write", _write_once),
        (StyleFor, "set_computed_styles", _compute_once),
        (Layout, "deactivate", _keep),
        (Layout, "reactivate", _still_there),
    )


@contextmanager
def instead(*changes: tuple[Any, str, object]) -> Iterator[None]:
    """Give (owner, name) another value for a while, owner by owner."""
    before = [(owner, name, owner.__dict__[name]) for owner, name, _ in changes]
    try:
        for owner, name, ours in changes:
            setattr(owner, name, ours)
        yield
    finally:
        for owner, name, theirs in before:
            setattr(owner, name, theirs)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Look for what is left over once, at the end: pages are made of millions of living parts."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        if was_on:
            gc.enable()


def _write_once(pdf: pydyf.PDF, *how: object) -> None:
    """Write as pydyf does, each object turned into bytes once: it is written and then hashed."""
    try:
        with instead(
            *((kind, "data", _once(kind.data)) for kind in (pydyf.Stream, pydyf.Dictionary))
        ):
            _write(pdf, *how)
    finally:
        written_out.clear()


def _once(data: property) -> property:
    def known(written: object) -> bytes:
        found = written_out.get(id(written))
        if found is None:  # the object is kept too, so that no other takes its place in memory
            found = written_out[id(written)] = written, data.fget(written)  # type: ignore[misc]  # a property has its getter
        return found[1]

    return property(known)


def _keep(_layout: Layout) -> None:
    """Keep the shaped line until it is drawn; our papers are set a few pages at a time."""


def _still_there(layout: Layout, style: object) -> None:
    """Draw the line as it was shaped, unless it is justified, which is done when it is drawn."""
    if layout.justification_spacing or layout.style is not style:
        layout.setup(style)
        layout.set_text(layout.text, justify=True)


def _compute_once(styles: Any, element: object, parent: Any, *more: Any, **named: Any) -> None:
    """Share the style of an element with those of earlier papers that come about alike.

    Alike means: the same declarations of the same stylesheets, below a shared style. WeasyPrint
    itself shares styles so within one paper. Styles of pages it alters, so they are not shared.
    """
    if not isinstance(element, Element):
        _compute(styles, element, parent, *more, **named)
        return
    pseudo, computed = named.get("pseudo_type"), styles.get_computed_styles()
    above = None if parent is None else computed[parent, None]
    declared = styles.get_cascaded_styles().get((element, pseudo), {})
    alike = (
        id(styles.font_config),
        id(above),
        pseudo,
        frozenset(
            (name, value if name in OF_ATTRIBUTES else id(value), weight)
            for name, (value, weight) in declared.items()
        ),
    )
    if alike not in shared:
        _compute(styles, element, parent, *more, **named)
        shared[alike] = computed[element, pseudo], above, styles.font_config
        return
    computed[element, pseudo] = shared[alike][0]
    if (anchor := shared[alike][0]["anchor"]) and (targets := named.get("target_collector")):
        targets.collect_anchor(anchor)
