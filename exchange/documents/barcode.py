"""The GS1-128 barcode of a logistic unit as one inline SVG path, sized beforehand.

Source: GS1 General Specifications: FNC1 and application identifier (00) before the 18 digits of
the SSCC; X-dimension 0.5 mm, 32 mm high, quiet zones of ten modules that the stylesheet leaves.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from barcode.codex import Gs1_128
from markupsafe import Markup

APPLICATION: Final = "00"
MODULES: Final = 156  # start, FNC1, ten pairs of digits, check character, stop


def modules(sscc: str) -> str:
    """Return the bars of an SSCC of 18 digits as ones and noughts, one a module."""
    (found,) = Gs1_128(APPLICATION + sscc).build()
    return str(found)


def barcode_svg(sscc: str) -> Markup:
    """Return an SVG of the barcode, as many units wide as it has modules."""
    bars = modules(sscc)
    return Markup(
        '<svg class="bars" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 64" width="{0}"'
        ' height="64" preserveAspectRatio="none"><title>GS1-128 ({1}) {2}</title>'
        '<path d="{3}"/></svg>'
    ).format(len(bars), APPLICATION, sscc, "".join(_bars(bars)))


def _bars(modules_: str) -> Iterator[str]:
    x = 0
    for sign, run in groupby(modules_):
        width = len(list(run))
        if sign == "1":
            yield f"M{x} 0h{width}v64h-{width}z"
        x += width
