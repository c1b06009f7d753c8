"""Find the setting of a paper that fits its sheets, by laying out what decides it first."""

from collections.abc import Callable, Mapping
from typing import Final

from weasyprint.document import Document

from exchange.wording.kinds import COMPACTS, FORMS, LABELS, LETTERS

LayOut = Callable[..., Document]
MM: Final = 96 / 25.4  # CSS pixels

HEAD: Final = 25.0  # margins of every page but the first, in mm
FOOT: Final = 25.0


def fit_letter(lay_out: LayOut) -> Document:
    """Set the letter once, and tighter twice if need be, so that it is signed on page one.

    One that is too long even so is set at its full size on as many pages as it takes.
    """
    document = first = lay_out()
    for tight in (1, 2):
        if "strip" in document.pages[0].anchors:
            return document
        document = lay_out(tight=tight)
    return document if "strip" in document.pages[0].anchors else first


def fit_manifest(lay_out: LayOut) -> Document:
    """Measure where the goods end, then deal the cartons out to the pages from there."""
    _, room = measured(lay_out)
    return lay_out(room=room)


def measured(lay_out: LayOut) -> tuple[int, float]:
    """Return how many pages the goods fill, and the room left on the last of them in mm."""
    goods = lay_out(room=None)
    last = goods.pages[-1]
    bottom = last.height / MM - FOOT
    room = bottom - last.anchors["cartons"][1] / MM
    return len(goods.pages), min(max(0.0, room), bottom - HEAD)


def fit_form(lay_out: LayOut) -> Document:
    """Set a form at its full size, and closer if that saves a page."""
    document = _dealt(lay_out, 0)
    if len(document.pages) == 1:
        return document
    closer = _dealt(lay_out, 1)
    return closer if len(closer.pages) < len(document.pages) else document


def _dealt(lay_out: LayOut, tight: int) -> Document:
    """Measure where the tables begin and what stands below them, then deal out their rows."""
    pages = lay_out(room=None, tight=tight).pages
    where = {name: (page, at[1]) for page in pages for name, at in page.anchors.items()}
    (page, begin), (_, end) = where["tables"], where["end"]
    whole = page.height / MM - FOOT
    return lay_out(
        room=min(max(0.0, whole - begin / MM), whole - HEAD),
        sheet=whole - HEAD,
        closing=end / MM - HEAD,
        tight=tight,
    )


FITTERS: Final[Mapping[str, Callable[[LayOut], Document]]] = {
    **dict.fromkeys(LETTERS, fit_letter),
    **dict.fromkeys(COMPACTS, fit_letter),
    **dict.fromkeys((*FORMS, "certificate"), fit_form),
    **dict.fromkeys(LABELS, lambda lay_out: lay_out()),
    "manifest": fit_manifest,
}
