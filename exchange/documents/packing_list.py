"""The packing list: what lies in each carton, n of N, with size, weight and code."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from exchange.documents import goods
from exchange.documents.forms import Form, Texts, each, form_view, pair
from exchange.documents.packing import Totals, cubic_metres, figure, running_totals, units_of
from exchange.documents.paper import Side
from exchange.documents.tables import CLOSING, SHEET, Column, Row, Table
from exchange.wording.words import Text


def packing_list_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the packing list; raise WordsMissing or ManifestDisagrees."""
    after = running_totals(facts)  # type: ignore[arg-type]  # it reads lines and cartons alone
    form = Form(
        kind="packing_list",
        keys=goods.weight_keys(_totals(after), facts["lines"], sides),
        cells=[
            [
                goods.party(facts, "consignor", "consignor", sides),
                goods.party(facts, "consignee", "consignee", sides),
                goods.transport(facts, sides),
                goods.related(facts, "packing_list", sides),
            ]
        ],
        said=[pair(sides, "statement")],
        tables=[_lines(facts, sides), _cartons(facts, sides, after)],
        loud=[pair(sides, "not_for_sale")],
        signs=goods.signatures(
            sides,
            ("made", goods.post_of_step(facts, 0, sides)),
            ("authorised", goods.post_of_step(facts, -1, sides)),
            ("received", goods.names(facts, "consignee", sides)),
        ),
    )
    return form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)


def _totals(after: Sequence[Totals]) -> Mapping[str, str]:
    last = after[-1]
    return {
        "cartons": str(last.cartons),
        "net_kg": str(last.net_kg),
        "gross_kg": str(last.gross_kg),
        "volume_m3": str(last.volume_m3),
    }


def _lines(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(8, ["#"]),
        Column(50, pair(sides, "description")),
        Column(20, pair(sides, "quantity"), numeric=True),
        Column(18, pair(sides, "unit")),
        Column(18, [Text("HS", "en")]),
        Column(30, pair(sides, "origin")),
        Column(26, pair(sides, "value"), numeric=True),
    ]
    rows = (
        Row(
            [
                [str(line["no"])],
                goods.description(line, n, sides),
                [figure(Decimal(line["quantity"]))],
                goods.unit(line, n, sides),
                [line["hs"]],
                each(line["origin_names"], f"lines[{n}].origin_names", sides),
                [f"{line['currency']} {figure(goods.amount(line))}" if line["unit_value"] else ""],
            ]
        )
        for n, line in enumerate(facts["lines"])
    )
    return goods.goods_table(facts, sides, columns, rows)


def _cartons(facts: Mapping[str, Any], sides: Sequence[Side], after: Sequence[Totals]) -> Table:
    columns = [
        Column(17, pair(sides, "carton"), numeric=True),
        Column(37, goods.heads(sides, "sscc", of="cm")),
        Column(38, pair(sides, "contents")),
        Column(27, goods.heads(sides, "lot", "expiry")),
        Column(23, pair(sides, "quantity"), numeric=True),
        Column(14, pair(sides, "net_kg"), numeric=True),
        Column(14, pair(sides, "gross_kg"), numeric=True),
    ]
    rows = list(_rows(facts, sides))
    units = units_of(facts["lines"])
    single = len(set(units.values())) == 1
    sums, at = [], []
    for _, n in rows:
        total = after[n]
        quantity = figure(next(iter(total.quantities.values()))) if single else ""
        figures = {4: quantity, 5: figure(total.net_kg), 6: figure(total.gross_kg)}
        sums.append(figures)
        at.append(f"{total.cartons} / {len(facts['cartons'])}, {cubic_metres(total.volume_m3)} m³")
    return Table(
        caption=pair(sides, "list"),
        columns=columns,
        rows=[row for row, _ in rows],
        sums=sums,
        at=at,
        forward=pair(sides, "forward"),
        backward=pair(sides, "backward"),
        total=pair(sides, "total"),
        span=4,
    )


def _rows(facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[tuple[Row, int]]:
    """Yield the rows, each with the place of its carton; a carton's first row names it."""
    lines = {line["no"]: line for line in facts["lines"]}
    named = {no: goods.description(line, no, sides) for no, line in lines.items()}
    kind = pair(sides, "a_carton")
    for n, carton in enumerate(facts["cartons"]):
        code = carton["sscc"]
        size = " × ".join((carton["length_cm"], carton["width_cm"], carton["height_cm"]))
        for i, content in enumerate(carton["contents"]):
            line = lines[content["line_no"]]
            own: list[Sequence[Any]] = [[""], [""]]
            weights: list[Sequence[Any]] = [[""], [""]]
            if i == 0:
                own = [
                    [f"{carton['n']} / {len(facts['cartons'])}"],
                    [f"{code[:6]} {code[6:12]} {code[12:]}", f"{_word(kind)} {size}"],
                ]
                weights = [
                    [figure(Decimal(carton["net_kg"]))],
                    [figure(Decimal(carton["gross_kg"]))],
                ]
            quantity = figure(Decimal(content["quantity"]))
            cells = [
                *own,
                named[content["line_no"]],
                [content["lot"] or line["lot"], content["expiry"] or line["expiry"]],
                [f"{quantity} {goods.unit(line, 0, sides)[0]}"],
                *weights,
            ]
            yield Row(cells, more=i < len(carton["contents"]) - 1), n


def _word(kind: Texts) -> str:
    return kind[0].text
