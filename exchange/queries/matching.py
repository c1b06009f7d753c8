"""Searching the catalogue in any script: what somebody typed, found in any language."""

from collections.abc import Iterable

from exchange.models import Item
from exchange.searching import plain


def matching(items: Iterable[Item], asked: str) -> list[Item]:
    """Return the items that hold every word of `asked` in a name, their code or HS code."""
    words = plain(asked).split()
    return [item for item in items if _holds(item, words)]


def _holds(item: Item, words: list[str]) -> bool:
    text = plain(" ".join((item.code, item.hs_code, *item.names.values())))
    bare = text.replace(".", "")
    return all(word in text or word.replace(".", "") in bare for word in words)
