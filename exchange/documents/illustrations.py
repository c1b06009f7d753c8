"""Photos on a paper: an annex of two or three side by side, each with number and caption.

Widths are in mm and match photos.css.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final

from exchange.documents.forms import Texts, pair, typed
from exchange.documents.paper import Side
from exchange.wording.dates import file_date
from exchange.wording.words import Text

LARGE: Final = 6  # as many photos stand two in a row and fill one page; more stand three in a row
BOX: Final = Decimal("80.5")  # the width of a photo as it is kept for papers, see `photographs`
WIDTHS: Final = {2: BOX, 3: Decimal("51.2")}
TENTH: Final = Decimal("0.1")
NUMBERS: Final = ", "


def annex(facts: Mapping[str, Any], sides: Sequence[Side]) -> SimpleNamespace | None:
    """Return the annex of a paper that shows photos, as `photos.html` sets it; else nothing.

    A caption stands in the languages of the paper, or in the one it was written in.
    """
    photos = facts.get("photos") or []
    if not photos:
        return None
    abreast = 2 if len(photos) <= LARGE else 3
    shown = [_shown(photo, abreast, sides) for photo in photos]
    rows = [shown[n : n + abreast] for n in range(0, len(shown), abreast)]
    for row in rows:
        highest = max(one.high for one in row)
        for one in row:
            one.above = f"{highest - one.high}mm"
    return SimpleNamespace(
        title=pair(sides, "photos"), count=len(photos), abreast=abreast, rows=rows
    )


def numbers_of(facts: Mapping[str, Any], carton: int) -> str:
    """Return the numbers of the photos that show a carton: "3, 4", or ""."""
    shown = (photo["n"] for photo in facts.get("photos", ()) if photo["carton"] == carton)
    return NUMBERS.join(map(str, shown))


def _shown(photo: Mapping[str, Any], abreast: int, sides: Sequence[Side]) -> SimpleNamespace:
    captions = typed(photo["caption"], sides)
    scale = WIDTHS[abreast] / BOX
    wide, high = (
        (Decimal(photo[side]) * scale).quantize(TENTH) for side in ("width_mm", "height_mm")
    )
    return SimpleNamespace(
        n=photo["n"],
        captions=captions,
        alt=f"{photo['n']}. {captions[0]}",
        lang=captions[0].lang,
        about=list(_about(photo, sides)),
        high=high,
        above="",
        width=f"{wide}mm",
        height=f"{high}mm",
        url=photo["url"],
    )


def _about(photo: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[Texts]:
    """Yield the carton that is to be seen and the day, where they are known."""
    left = sides[0]
    if photo["carton"]:
        yield [*pair(sides, "carton"), Text(str(photo["carton"]), left.lang)]
    if photo["taken_on"]:
        yield [Text(file_date(photo["taken_on"], left.lang), left.lang)]
