"""Lines as a careful compositor leaves them: whole Korean words, no lone sign on the last line."""

import re
from typing import Final

from markupsafe import Markup, escape

from exchange.documents.korean import JOINER, keep_words

LAST_SIGNS: Final = 4
SHORT: Final = 12
_LAST_WORD: Final = re.compile(r" (?=\S{1,9}$)")
_DATE: Final = re.compile(r"(?<=\d월) (?=\d)|(?<=\d) (?=[A-Z][a-z]+ \d{4})")
_ENTITY: Final = re.compile(r"&[#\w]+;|.", re.DOTALL)


def lines(text: str, language: str) -> Markup:
    """Return `text` prepared for breaking into lines in `language`; markup is escaped.

    Korean and English keep the last two words together, Chinese and Japanese the last four signs.
    """
    flat = str(escape(text)).strip()
    if language in {"ko", "en"}:
        closed = _DATE.sub("\u00a0", flat)
        if flat.count(" ") > LAST_SIGNS:
            closed = _LAST_WORD.sub("\u00a0", closed)
        return Markup(keep_words(closed) if language == "ko" else closed)  # noqa: S704  # escaped
    signs = _ENTITY.findall(flat)
    if len(signs) > SHORT:
        flat = "".join(signs[:-LAST_SIGNS]) + JOINER.join(signs[-LAST_SIGNS:])
    return Markup(flat)  # noqa: S704  # escaped above
