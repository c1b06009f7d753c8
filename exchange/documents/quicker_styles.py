"""Styles are worked out once for elements that stand alike below alike elements, in any paper.

Used through `quicker` only, which knows the version it was written for.
"""

from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from weasyprint.css import StyleFor

MOST: Final = 8000
MOST_SETS: Final = 60  # of stylesheets
OF_ATTRIBUTES: Final = frozenset({"anchor", "lang", "link"})  # made anew for every paper
UNASKED: Final = frozenset({"alt", "content", "d", "src"})  # attributes that no selector names

_NOTHING: Final[tuple[Any, Any]] = (None, None)
_compute, _begin = StyleFor.set_computed_styles, StyleFor.__init__
Styles = dict[str | None, Any]  # of an element and its pseudo-elements
shared: dict[tuple[object, ...], tuple[Any, ...]] = {}
places: dict[tuple[object, ...], int] = {}
by_place: dict[tuple[int, int], Styles] = {}
sets: dict[tuple[int, ...], tuple[int, object]] = {}


def tidy() -> None:
    """Forget everything once there is too much of it; called between papers."""
    if len(shared) > MOST or len(places) > MOST or len(sets) > MOST_SETS:
        forget()


def forget() -> None:
    """Forget every style."""
    for kept in (shared, places, by_place, sets):
        kept.clear()


def _style(
    styles: Any, html: Any, sheets: Any, hints: object, font_config: object, targets: Any
) -> None:
    """Take the styles of elements that stood in the same place under the same stylesheets.

    A set of stylesheets is not worth remembering before it comes a second time.
    """
    asking = (sheet for sheet, *_ in sheets if sheet.matcher.order)  # not of pages alone
    rules = (id(font_config), *map(id, asking))
    if rules not in sets:
        sets[rules] = len(sets), (sheets, font_config)  # kept, so that no others take their places
        _begin(styles, html, sheets, hints, font_config, targets)
        return
    rule_set = sets[rules][0]
    elements = list(_placed(html.etree_element))
    if all((rule_set, place) in by_place for _, place in elements):
        _begin_alike(styles, sheets, font_config)
        computed = styles.get_computed_styles()
        for element, place in elements:
            for pseudo, style in by_place[rule_set, place].items():
                computed[element, pseudo] = style
                if anchor := style["anchor"]:
                    targets.collect_anchor(anchor)
        return
    _begin(styles, html, sheets, hints, font_config, targets)
    found: dict[Element, Styles] = {}
    for (element, pseudo), style in styles.get_computed_styles().items():
        found.setdefault(element, {})[pseudo] = style
    by_place.update(((rule_set, place), found[element]) for element, place in elements)


def _begin_alike(styles: Any, sheets: Any, font_config: object) -> None:
    """Do what WeasyPrint does before it looks at any element."""
    styles._cascaded_styles, styles._computed_styles = {}, {}  # noqa: SLF001  # as its own beginning does
    styles.initial_page_sizes = {"box": None, "area": None}
    styles._sheets, styles.font_config = sheets, font_config  # noqa: SLF001  # the same


def _placed(root: Element) -> Iterator[tuple[Element, int]]:
    """Yield every element, in order, with the number of its place.

    A place is told by all that our selectors ask for: the attributes of the element, of those
    around it and of the two before it, and whether it is the last.
    """
    waiting = [(root, _number(_told(root)))]
    while waiting:
        element, place = waiting.pop()
        yield element, place
        below, before, last = [], _NOTHING, len(element) - 1
        for n, child in enumerate(element):
            told = _told(child)
            below.append((child, _number((place, n == last, *before, told))))
            before = before[1], told
        waiting += reversed(below)


def _told(element: Element) -> tuple[object, ...]:
    return element.tag, *(item for item in element.attrib.items() if item[0] not in UNASKED)


def _number(place: tuple[object, ...]) -> int:
    return places.setdefault(place, len(places))


def _compute_once(styles: Any, element: object, parent: Any, *more: Any, **named: Any) -> None:
    """Share the style of an element with those of earlier papers that come about alike.

    Alike means: the same declarations of the same stylesheets, below a shared style. WeasyPrint
    itself shares styles so within one paper. Styles of pages it alters, so they are not shared.
    """
    if not isinstance(element, Element):
        _compute(styles, element, parent, *more, **named)
        return
    pseudo, computed = named.get("pseudo_type"), styles.get_computed_styles()
    above = None if parent is None else computed[parent, None]
    declared = styles.get_cascaded_styles().get((element, pseudo), {})
    alike = (
        id(styles.font_config),
        id(above),
        pseudo,
        frozenset(
            (name, value if name in OF_ATTRIBUTES else id(value), weight)
            for name, (value, weight) in declared.items()
        ),
    )
    if alike not in shared:
        _compute(styles, element, parent, *more, **named)
        shared[alike] = computed[element, pseudo], above, styles.font_config
        return
    computed[element, pseudo] = shared[alike][0]
    if (anchor := shared[alike][0]["anchor"]) and (targets := named.get("target_collector")):
        targets.collect_anchor(anchor)


CHANGES: Final = (
    (StyleFor, "__init__", _style),
    (StyleFor, "set_computed_styles", _compute_once),
)
