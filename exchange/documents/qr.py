"""The QR code of the check page: one inline SVG path, or a picture where it is shown often."""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

import segno
from markupsafe import Markup, escape


def qr_svg(url: str, title: str) -> Markup:
    """Return an SVG of the QR code for `url`, error level M, one run of modules a stroke.

    It has no quiet zone of its own: the stylesheet leaves four modules of white around it.
    """
    modules = tuple(tuple(row) for row in segno.make(url, error="m", micro=False).matrix)
    size = len(modules)
    path = "".join(_strokes(modules))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="{0}" height="{0}">'
        '<title>{1}</title><path stroke="#000" d="{2}"/></svg>'
    ).format(size, escape(title), path)


def qr_png(url: str) -> bytes:
    """Return the same as a PNG of a pixel a module, which a PDF holds once for all its pages."""
    written = BytesIO()
    segno.make(url, error="m", micro=False).save(written, kind="png", scale=1, border=0)
    return written.getvalue()


def _strokes(modules: tuple[tuple[int, ...], ...]) -> Iterator[str]:
    for y, row in enumerate(modules):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{x} {y}.5h{width}"
            x += width
