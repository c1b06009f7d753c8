"""What WeasyPrint works out for every box anew, looked up: most boxes of a paper are alike.

Used through `quicker` only, which knows the version it was written for.
"""

from operator import itemgetter
from typing import Any, Final

from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import absolute, background, block, float, inline, page, table  # noqa: A004  # theirs
from weasyprint.layout.percent import resolve_percentages

SIDES: Final = ("top", "right", "bottom", "left")
LENGTHS: Final = (
    *(f"margin_{side}" for side in SIDES),
    *(f"padding_{side}" for side in SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
BORDERS: Final = tuple(f"border_{side}_width" for side in SIDES)
CORNERS: Final = tuple(
    f"border_{corner}_radius"
    for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
SQUARE: Final = dict.fromkeys(CORNERS, (0, 0))
MOST: Final = 2000
SIZES: Final = (*LENGTHS, *BORDERS, "box_sizing", "border_collapse")
_sizes = itemgetter(*SIZES)
_corners = itemgetter(*CORNERS)
_in_normal_flow = Box.is_in_normal_flow
_with_background = background.layout_box_backgrounds
lengths: dict[tuple[object, ...], dict[str, Any] | None] = {}


def _resolve(box: Any, containing_block: Any) -> None:
    """Give the box the lengths of one alike, unless some are shares of the containing block."""
    if not isinstance(box, Box):  # what stands in for one that is placed later
        resolve_percentages(box, containing_block)
        return
    wanted = _sizes(box.style)
    try:
        known = lengths[wanted]
    except KeyError:
        known = lengths[wanted] = _fixed(box.style, wanted)
    except TypeError:  # a length still to be calculated
        known = None
    if known is None or isinstance(box, PageBox) or _has_own_borders(box.__dict__, known):
        resolve_percentages(box, containing_block)
    else:
        box.__dict__.update(known)


def _fixed(style: Any, wanted: tuple[Any, ...]) -> dict[str, Any] | None:
    """Return what WeasyPrint makes of such lengths, or None where that depends on where it is."""
    if len(lengths) > MOST:
        lengths.clear()
    if any(
        length not in (None, "auto") and getattr(length, "unit", None) != "px"
        for length in wanted[: len(LENGTHS)]
    ):
        return None
    probe = Box.__new__(Box)
    probe.style = style
    resolve_percentages(probe, (0, 0))
    return {name: value for name, value in vars(probe).items() if name != "style"}


def _has_own_borders(own: dict[str, Any], known: dict[str, Any]) -> bool:
    """Say whether its borders were settled with those of its neighbours in a table."""
    return "border_top_width" in own and (
        own["border_top_width"] != known["border_top_width"]
        or own["border_bottom_width"] != known["border_bottom_width"]
        or own["border_left_width"] != known["border_left_width"]
        or own["border_right_width"] != known["border_right_width"]
    )


def _is_in_normal_flow(box: Any) -> bool:
    style = box.style
    if style["float"] == "none" and style["position"] == "static":
        return True
    found: bool = _in_normal_flow(box)
    return found


def _lay_out_background(
    sheet: Any,
    box: Any,
    get_image: Any,
    layout_children: bool = True,  # noqa: FBT001, FBT002  # theirs
    style: Any = None,
) -> None:
    """Leave out looking for pictures and rounded corners where a box has no background at all."""
    plain = style is None and box is not sheet and isinstance(box, Box)
    if not plain or not _is_bare(box.style):
        _with_background(sheet, box, get_image, layout_children, style)
        return
    box.__dict__.update(SQUARE)
    if layout_children:
        for child in box.all_children():
            _lay_out_background(sheet, child, get_image)
    box.background = None


def _is_bare(style: Any) -> bool:
    known: bool | None = vars(style).get("is_bare")
    if known is None:
        known = style.is_bare = (
            style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and style["visibility"] == "visible"
            and all(kind == "none" for kind, _ in style["background_image"])
            and style["background_color"] != "currentcolor"
            and style["background_color"].alpha == 0
            and not style["box_shadow"]
            and all((0, "px") in corner for corner in _corners(style))
        )
    return known


CHANGES: Final = (
    *(
        (module, "resolve_percentages", _resolve)
        for module in (absolute, block, float, inline, page, table)
    ),
    (Box, "is_in_normal_flow", _is_in_normal_flow),
    (background, "layout_box_backgrounds", _lay_out_background),
)
