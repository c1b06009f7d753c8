"""Photos on a paper: two side by side, each with its caption in the languages of the paper."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from exchange.documents.letter import each
from exchange.documents.paper import Side
from exchange.wording.dates import file_date


def photo_rows(photos: Sequence[Mapping[str, Any]], sides: Sequence[Side]) -> list[Any]:
    """Return `facts.photos.PaperPhoto`s two in a row, as `photos.html` shows them.

    Raises WordsMissing where a caption has no words in a language of the paper nor in English.
    """
    languages = [side.lang for side in sides]
    shown = [_shown(photo, n, languages) for n, photo in enumerate(photos)]
    return [shown[n : n + 2] for n in range(0, len(shown), 2)]


def _shown(photo: Mapping[str, Any], n: int, languages: Sequence[str]) -> SimpleNamespace:
    captions = each(photo["caption"], f"photos[{n}].caption", languages)
    return SimpleNamespace(
        n=photo["n"],
        captions=captions,
        alt=f"{photo['n']}. {captions[0]}",
        on=file_date(photo["taken_on"], languages[0]) if photo["taken_on"] else "",
        width=f"{Decimal(photo['width_mm'])}mm",
        height=f"{Decimal(photo['height_mm'])}mm",
        url=photo["url"],
    )
