"""Find the setting of a paper that fits its sheets, by laying out what decides it first."""

from collections.abc import Callable, Mapping
from typing import Final

from weasyprint.document import Document

from exchange.documents.leaves import SHEET

LayOut = Callable[..., Document]
MM: Final = 96 / 25.4  # CSS pixels

BOTTOM: Final = 272.0  # where the text of an A4 page ends


def fit_letter(lay_out: LayOut) -> Document:
    """Set the letter once, and once more a little tighter if it is not signed on page one."""
    document = lay_out()
    if "strip" in document.pages[0].anchors:
        return document
    tighter = lay_out(tight=True)
    return tighter if "strip" in tighter.pages[0].anchors else document


def fit_manifest(lay_out: LayOut) -> Document:
    """Measure where the goods end, then deal the cartons out to the pages from there."""
    _, room = measured(lay_out)
    return lay_out(room=room)


def measured(lay_out: LayOut) -> tuple[int, float]:
    """Return how many pages the goods fill, and the room left on the last of them in mm."""
    goods = lay_out(room=None)
    y = goods.pages[-1].anchors["cartons"][1]
    return len(goods.pages), min(max(0.0, BOTTOM - y / MM), SHEET)


FITTERS: Final[Mapping[str, Callable[[LayOut], Document]]] = {
    "invitation": fit_letter,
    "manifest": fit_manifest,
}
