"""Find the setting of a paper that fits its sheets, by laying out what decides it first."""

from collections.abc import Callable, Mapping
from typing import Final

from weasyprint.document import Document

from exchange.documents.kinds import COMPACTS, FORMS, LABELS, LETTERS
from exchange.documents.leaves import SHEET

LayOut = Callable[..., Document]
MM: Final = 96 / 25.4  # CSS pixels

BOTTOM: Final = 272.0  # where the text of an A4 page ends
HEAD: Final = 25.0  # margins of every page but the first, in mm
FOOT: Final = 25.0


def fit_letter(lay_out: LayOut) -> Document:
    """Set the letter once, and once more a little tighter if it is not signed on page one."""
    document = lay_out()
    if "strip" in document.pages[0].anchors:
        return document
    tighter = lay_out(tight=True)
    return tighter if "strip" in tighter.pages[0].anchors else document


def fit_manifest(lay_out: LayOut) -> Document:
    """Measure where the goods end, then deal the cartons out to the pages from there."""
    goods = lay_out(room=None)
    y = goods.pages[-1].anchors["cartons"][1]
    room = max(0.0, BOTTOM - y / MM)
    return lay_out(room=min(room, SHEET))


def fit_form(lay_out: LayOut) -> Document:
    """Measure where the tables begin and what stands below them, then deal out their rows."""
    pages = lay_out(room=None).pages
    where = {name: (page, at[1]) for page in pages for name, at in page.anchors.items()}
    (page, begin), (_, end) = where["tables"], where["end"]
    whole = page.height / MM - FOOT
    return lay_out(
        room=min(max(0.0, whole - begin / MM), whole - HEAD),
        sheet=whole - HEAD,
        closing=end / MM - HEAD,
    )


FITTERS: Final[Mapping[str, Callable[[LayOut], Document]]] = {
    **dict.fromkeys(LETTERS, fit_letter),
    **dict.fromkeys(COMPACTS, fit_letter),
    **dict.fromkeys((*FORMS, "certificate"), fit_form),
    **dict.fromkeys(LABELS, lambda lay_out: lay_out()),
    "manifest": fit_manifest,
}
