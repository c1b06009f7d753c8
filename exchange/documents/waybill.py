"""The waybill: who carries what from whom to whom, how it is handled, and who signed for it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from exchange.documents import goods
from exchange.documents.forms import Cell, Form, each, form_view, pair
from exchange.documents.packing import figure
from exchange.documents.paper import Side
from exchange.documents.tables import CLOSING, SHEET, Column, Row
from exchange.wording.words import Text


def waybill_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the waybill; raise WordsMissing."""
    form = Form(
        kind="waybill",
        keys=goods.weight_keys(facts["totals"], facts["lines"], sides),
        cells=[
            [*_parties(facts, sides), goods.related(facts, "waybill", sides)],
            [_way(facts, sides), _carriage(facts, sides), *_handling(facts, sides)],
        ],
        said=[pair(sides, "statement")],
        tables=[_lines(facts, sides)],
        loud=[pair(sides, "not_for_sale")],
        signs=goods.long_boxes(
            sides,
            ("loaded", goods.names(facts, "consignor", sides)),
            ("transported", [Text(facts["carrier"], sides[0].lang)] if facts["carrier"] else []),
            ("taken_over", goods.names(facts, "consignee", sides)),
        ),
    )
    return form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)


def _parties(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Cell]:
    """Return who sends, who receives and who is told; one cell where the last two are one."""
    consignor = goods.party(facts, "consignor", "consignor", sides)
    consignee = goods.party(facts, "consignee", "consignee", sides)
    if not facts.get("notify"):
        return [consignor, consignee]
    if facts["notify"] == facts["consignee"]:
        label = [*consignee.label, "·", *pair(sides, "notify")]
        return [consignor, Cell(label, consignee.lines, bold=True)]
    return [consignor, consignee, goods.party(facts, "notify", "notify", sides, brief=True)]


def marks_of(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[SimpleNamespace]:
    """Return the handling marks with what they mean."""
    found = [
        SimpleNamespace(name=name, number="", label=pair(sides, name), title=_title(sides, name))
        for name in facts["marks"]
    ]
    if limit := facts["stacking_limit"]:
        label: list[Any] = [*pair(sides, "stacking"), str(limit)]
        title = f"{_title(sides, 'stacking')} {limit}"
        found.append(SimpleNamespace(name="stacking", number=limit, label=label, title=title))
    return found


def _handling(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Cell]:
    marks = marks_of(facts, sides)
    return [Cell(pair(sides, "marks"), [], pictures=marks)] if marks else []


def _title(sides: Sequence[Side], key: str) -> str:
    return str(sides[0].say[key])


def _way(facts: Mapping[str, Any], sides: Sequence[Side]) -> Cell:
    origin, destination = (_place(facts, which, sides) for which in ("origin", "destination"))
    return Cell(
        [*pair(sides, "from"), Text("→", sides[0].lang), *pair(sides, "to")],
        [
            origin,
            destination,
            *goods.line_of(sides, "dispatched", facts["dispatched_on"]),
            *goods.line_of(sides, "eta", facts["eta"]),
            *goods.line_of(sides, "packages", facts["totals"]["cartons"]),
            *goods.line_of(sides, "pallets", facts["pallets"]),
        ],
    )


def _place(facts: Mapping[str, Any], which: str, sides: Sequence[Side]) -> list[Any]:
    place = facts[which]
    return [
        *each(place["names"], f"{which}.names", sides),
        *([f"({place['code']})"] if place["code"] else []),
    ]


def _carriage(facts: Mapping[str, Any], sides: Sequence[Side]) -> Cell:
    lines: list[Any] = [[*pair(sides, facts["mode"]), facts["carrier"]]]
    lines += goods.line_of(sides, "vehicle", facts["vehicle"])
    lines += goods.line_of(sides, "bill", facts["waybill"])
    lines += goods.line_of(sides, "container", facts["container"])
    lines += goods.line_of(sides, "seal", facts["seal"])
    return Cell([*pair(sides, "mode"), "·", *pair(sides, "carrier")], lines)


def _lines(facts: Mapping[str, Any], sides: Sequence[Side]) -> Any:
    columns = [
        Column(8, ["#"]),
        Column(80, pair(sides, "description")),
        Column(26, pair(sides, "quantity"), numeric=True),
        Column(22, pair(sides, "unit")),
        Column(34, pair(sides, "hs")),
    ]
    rows = (
        Row(
            [
                [str(line["no"])],
                goods.description(line, n, sides),
                [figure(Decimal(line["quantity"]))],
                goods.unit(line, n, sides),
                [line["hs"]],
            ]
        )
        for n, line in enumerate(facts["lines"])
    )
    return goods.goods_table(facts, sides, columns, rows)
