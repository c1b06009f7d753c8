"""Facts that a paper is given and does not print: each is altered, and the paper read again.

What changes the paper is printed, or decides what is; what changes nothing stands nowhere on it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from exchange.documents.renderer import render_html
from exchange.documents.unprinted_goods import reasons

REGISTRY: Final = ("owner.", "partner.", "office.", "contact.", "ties[]", "approval[]")
FIRST: Final = 3  # of a list: what is said of one is said of all
ISO: Final = re.compile(r"\d{4}(-\d\d){0,2}")
INDEX: Final = re.compile(r"\[\d+\]")
LANGUAGE_TAG: Final = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?")
# Facts that are there for another reason than to be read, by kind; `*` is every kind.
ANYWHERE: Final = "*"
_OFFICIAL: Final = "its official name stands instead"
_FOOT: Final = "the office stands in the foot"
_LABELLED: Final = "a code: its label stands instead"
_UNTOLD: Final = "no sentence tells how the cities came together"
_ANOTHER: Final = "the letter goes to a body of the owner's own country"
_CONSIGNEE: Final = "the consignee stands instead"
_ORIGINALS: Final = "originals are counted instead"
_CONTACT: Final = dict.fromkeys(("contact.names", "contact.phone", "contact.email"), _FOOT)
_TIES: Final = dict.fromkeys(("ties[].kind", "ties[].began"), _UNTOLD)
_GOODS: Final = {"goods[].unit": _LABELLED, **_CONTACT}
_NAMES: Final = dict.fromkeys(("owner.short_names", "partner.short_names"), _OFFICIAL)
_PARTNER: Final = "partner.government"
NOT_MEANT: Final[Mapping[str, Mapping[str, str]]] = {
    ANYWHERE: {
        "languages[]": "chooses the halves",
        "series": "stands in the number",
        "owner.slug": "the registry's key",
        "partner.slug": "the registry's key",
        "owner.government": _OFFICIAL,
        "sheet": "chooses the size of the sheets",
    },
    **reasons(),
    "invitation": {_PARTNER: _OFFICIAL},
    "acceptance": {_PARTNER: _OFFICIAL, **_CONTACT},
    "approval_notice": {_PARTNER: _OFFICIAL, **_CONTACT},
    "regret": {
        _PARTNER: _OFFICIAL,
        "owner.short_names": _OFFICIAL,
        "participants": "nobody comes",
        **_TIES,
        **_CONTACT,
    },
    "offer": _GOODS,
    "sympathy": _GOODS,
    "donation": {**_TIES, **_GOODS},
    "thanks": _GOODS,
    "congratulation": {_PARTNER: _OFFICIAL, "owner.short_names": _OFFICIAL, **_CONTACT},
    "referral": {
        "owner.short_names": _OFFICIAL,
        **{
            f"partner.{name}": _ANOTHER
            for name in ("names", "short_names", "country", "head_title", "government")
        },
        **_CONTACT,
    },
    "claim": {
        "shipment": "the reference names it",
        "owner.short_names": _OFFICIAL,
        **_TIES,
        **_GOODS,
    },
    "intent": {
        **dict.fromkeys(("copies", "version"), _ORIGINALS),
        "tie": "binds nobody yet",
        "notice_months": "binds nobody yet",
        _PARTNER: _OFFICIAL,
        **_NAMES,
        **_TIES,
        **_CONTACT,
    },
    "agreement": {
        **dict.fromkeys(("copies", "version"), _ORIGINALS),
        _PARTNER: _OFFICIAL,
        **_NAMES,
        **_TIES,
        **_CONTACT,
    },
    "manifest": {
        "owner.short_names": _OFFICIAL,
        "owner.head_title": "nobody signs for the city",
        **{
            f"partner.{name}": _CONSIGNEE
            for name in ("names", "short_names", "country", "head_title", "government")
        },
        "lines[].unit": _LABELLED,
        "lines[].origin": _LABELLED,
        "lines[].lot": "each carton states its own",
        "lines[].expiry": "each carton states its own",
    },
}


def of_the_writer(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the facts among them that who writes the paper gave, not the registry or the line."""
    return tuple(path for path in paths if not path.startswith(REGISTRY))


def unprinted(kind: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the paths of facts that stand nowhere on the paper though they are meant to.

    A path is like `itinerary[].morning`; what is empty has nothing to print. Raises what
    `render_html` raises for the facts as they are.
    """
    as_is = render_html(kind, facts)
    aside = {**NOT_MEANT[ANYWHERE], **NOT_MEANT.get(kind, {})}
    found: dict[str, bool] = {}
    for path, altered in _altered(facts):
        name = INDEX.sub("[]", path)
        if name not in aside and not found.get(name):
            found[name] = _differs(kind, altered, as_is)
    return tuple(name for name, is_printed in found.items() if not is_printed)


def _differs(kind: str, altered: Mapping[str, Any], as_is: str) -> bool:
    """Say whether the paper is another one, or cannot be: then the fact was asked for."""
    with suppress(Exception):
        return render_html(kind, altered) != as_is
    return True


def _altered(facts: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the path of each fact, and all facts with this one altered."""
    for path, way, others in _leaves(facts, "", ()):
        for other in others:
            copy: Any = deepcopy(dict(facts))
            place = copy
            for step in way[:-1]:
                place = place[step]
            place[way[-1]] = other
            yield path, copy


def _leaves(value: Any, path: str, way: tuple[Any, ...]) -> Iterator[tuple[str, Any, list[Any]]]:
    if isinstance(value, Mapping):
        if value and all(LANGUAGE_TAG.fullmatch(key) for key in value):
            yield path, way, [{language: f"{text}*" for language, text in value.items()}]
            return
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key, (*way, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value[:FIRST]):
            yield from _leaves(inner, f"{path}[{n}]", (*way, n))
    elif value not in ("", 0):
        yield path, way, _others(value)


def _others(value: Any) -> list[Any]:
    """Return other facts of the same sort: another day, one more, longer words."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    if ISO.fullmatch(value):
        year, rest = value[:4], value[4:]
        later = f"{int(year) + 1:04}{rest}"
        return [later, *_next_day(value)]
    with suppress(InvalidOperation):
        return [str(Decimal(value) + 1)]
    return [f"{value}*"]


def _next_day(iso: str) -> list[str]:
    with suppress(ValueError):  # not known to the day
        return [(date.fromisoformat(iso) + timedelta(days=1)).isoformat()]
    return []
