"""Lets WeasyPrint set our papers in half the time, without changing a byte of them.

Its habits are altered only while one of our papers is set and only in the version they were
studied in. Every object of a PDF is written out twice; styles, lengths, lines and faces are worked
out anew for every paper although most of them come again: see `quicker_styles`, `quicker_boxes`,
`quicker_lines` and `quicker_faces`, which are used from here only.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Final

import pydyf
from weasyprint import VERSION

from exchange.documents import (
    quicker_boxes,
    quicker_drawing,
    quicker_faces,
    quicker_lines,
    quicker_styles,
)

STUDIED: Final = ("70.0", "0.13.0")
IS_STUDIED: Final = (VERSION, pydyf.VERSION) == STUDIED

SELDOM: Final = 50_000  # new objects, of which Python would look through each 700

_write = pydyf.PDF.write
written_out: dict[int, tuple[object, bytes]] = {}


def setting() -> Any:
    """Return the context to set a paper in; the caller sets one at a time."""
    if not IS_STUDIED:
        return nullcontext()
    quicker_styles.tidy()
    return instead(
        (pydyf.PDF, "write", _write_once),
        *quicker_boxes.CHANGES,
        *quicker_drawing.CHANGES,
        *quicker_faces.CHANGES,
        *quicker_lines.CHANGES,
        *quicker_styles.CHANGES,
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
def seldom_disturbed() -> Iterator[None]:
    """Look for what is left over seldom: a letter is made of tens of thousands of living parts."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


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
