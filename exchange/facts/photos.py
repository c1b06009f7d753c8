"""Photos as a paper states them: what is to be seen, how large, and under which digest it lies."""

from collections.abc import Container
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select

from exchange.facts.paper import languages_of
from exchange.facts.shapes import PaperPhoto
from exchange.facts.spoken import typed_words
from exchange.models import DocumentKind, Photo, Recognised, db

DPI: Final = 150  # of the copy that is kept for papers
SHOW_PHOTOS: Final = (
    DocumentKind.GOODS_RECEIVED,
    DocumentKind.DISCREPANCY,
    DocumentKind.END_USE,
    DocumentKind.OUTCOME,
)


def photos_for_paper(subject: Any, without: Container[int] = ()) -> list[PaperPhoto]:
    """Return the photos of a case that may be printed, in order; `without` those of these numbers.

    One that shows people who were not asked is left out.
    """
    found = db.session.scalars(
        select(Photo)
        .where(Photo.subject_id == subject.id, Photo.recognised != Recognised.NOT_ASKED)
        .order_by(Photo.position)
    )
    both = languages_of(subject)
    return [_stated(photo, both) for photo in found if photo.position not in without]


def _stated(photo: Photo, both: tuple[str, str]) -> PaperPhoto:
    return {
        "n": photo.position,
        "caption": typed_words(photo.caption_partner, both) | typed_words(photo.caption, both),
        "taken_on": photo.taken_on.isoformat() if photo.taken_on else "",
        "carton": photo.carton or 0,
        "width_mm": _mm(photo.paper_width),
        "height_mm": _mm(photo.paper_height),
        "url": f"photo:{photo.paper_sha256}",
    }


def _mm(pixels: int) -> str:
    return str((Decimal(pixels) * Decimal("25.4") / DPI).quantize(Decimal("0.1")))
