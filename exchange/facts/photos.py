"""Photos as a paper states them: what is to be seen, how large, and under which digest it lies."""

from decimal import Decimal
from typing import Any, Final, TypedDict

from sqlalchemy import select

from exchange.facts.paper import languages_of
from exchange.facts.shapes import Words
from exchange.facts.words import in_both
from exchange.models import Photo, Recognised, db

DPI: Final = 150  # of the copy that is kept for papers
MOST: Final = 4


class PaperPhoto(TypedDict):
    """One photo on a paper; it is fetched from the store by the digest in its address."""

    n: int  # as the case numbers it
    caption: Words
    taken_on: str  # ISO date, or ""
    width_mm: str  # decimal
    height_mm: str
    url: str  # "photo:" and the SHA-256 of a JPEG of 150 dpi


def photos_for_paper(subject: Any, most: int = MOST) -> list[PaperPhoto]:
    """Return the first photos of a case that may be printed, at most `most`, in order.

    One that shows people who were not asked is left out.
    """
    found = db.session.scalars(
        select(Photo)
        .where(Photo.subject_id == subject.id, Photo.recognised != Recognised.NOT_ASKED)
        .order_by(Photo.position)
    )
    agreed = [photo for photo in found if photo.may_be_printed][:most]
    return [_stated(photo, languages_of(subject)) for photo in agreed]


def _stated(photo: Photo, both: tuple[str, str]) -> PaperPhoto:
    return {
        "n": photo.position,
        "caption": in_both(photo.caption, photo.caption_partner, both),
        "taken_on": photo.taken_on.isoformat() if photo.taken_on else "",
        "width_mm": _mm(photo.paper_width),
        "height_mm": _mm(photo.paper_height),
        "url": f"photo:{photo.paper_sha256}",
    }


def _mm(pixels: int) -> str:
    return str((Decimal(pixels) * Decimal("25.4") / DPI).quantize(Decimal("0.1")))
