"""The pro-forma invoice: what the goods are worth to customs, though nobody pays for them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from exchange.documents import goods
from exchange.documents.figures import sum_in_words
from exchange.documents.forms import Cell, Form, Key, each, form_view, pair, sentences
from exchange.documents.packing import figure
from exchange.documents.paper import Side
from exchange.documents.tables import CLOSING, SHEET, Column, Row, Table
from exchange.wording.words import Text


def invoice_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the invoice; raise WordsMissing."""
    known = [goods.words_of(facts, side) for side in sides]
    total = invoice_total(facts)
    form = Form(
        kind="invoice",
        keys=list(_keys(facts, sides, total)),
        cells=[
            [
                goods.party(facts, "consignor", "exporter", sides),
                goods.party(facts, "consignee", "importer", sides),
                _way(facts, sides),
                goods.related(facts, "invoice", sides),
            ]
        ],
        said=[sentences(sides, "statement", known)],
        tables=[_lines(facts, sides)],
        noted=[*_sums(facts, sides, total), pair(sides, "true")],
        loud=[pair(sides, "gift"), pair(sides, "customs_only")],
        signs=goods.signatures(
            sides,
            ("made", goods.post_of_step(facts, 0, sides)),
            ("authorised", goods.post_of_step(facts, -1, sides)),
        ),
    )
    return form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)


def invoice_total(facts: Mapping[str, Any]) -> Decimal:
    """Return goods, freight and insurance together."""
    extra = [Decimal(facts[key]) for key in ("freight", "insurance") if facts[key]]
    return goods.value_of(facts["lines"]) + sum(extra, Decimal(0))


def _keys(facts: Mapping[str, Any], sides: Sequence[Side], total: Decimal) -> Iterator[Key]:
    totals = facts["totals"]
    yield Key(pair(sides, "total"), [(figure(total), facts["currency"])])
    if facts["incoterm"]:
        yield Key(pair(sides, "incoterm"), [(_term(facts), "")])
    yield Key(pair(sides, "packages"), [(figure(Decimal(totals["cartons"])), "")])
    yield Key(pair(sides, "gross"), [(figure(Decimal(totals["gross_kg"])), "kg")])
    yield Key(pair(sides, "net"), [(figure(Decimal(totals["net_kg"])), "kg")])


def _term(facts: Mapping[str, Any]) -> str:
    return f"{facts['incoterm']} {facts['named_place']}".strip()


def _way(facts: Mapping[str, Any], sides: Sequence[Side]) -> Cell:
    lines: list[Any] = [[*pair(sides, facts["mode"]), facts["carrier"]]]
    lines += goods.line_of(sides, "waybill", facts["waybill"])
    lines += goods.line_of(sides, "port_of_loading", facts["port_of_loading"])
    lines += goods.line_of(sides, "port_of_discharge", facts["port_of_discharge"])
    lines += goods.line_of(sides, "dispatched", facts["dispatched_on"])
    if facts["incoterm"]:
        lines += goods.line_of(sides, "incoterm", f"{_term(facts)} (Incoterms® 2020)")
    return Cell(pair(sides, "transport"), lines)


def _lines(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(8, ["#"]),
        Column(17, pair(sides, "hs")),
        Column(40, pair(sides, "description")),
        Column(30, pair(sides, "origin")),
        Column(18, pair(sides, "quantity"), numeric=True),
        Column(17, goods.heads(sides, "unit_code", of="Rec 20")),
        Column(17, goods.heads(sides, "unit_price", of=facts["currency"]), numeric=True),
        Column(23, goods.heads(sides, "amount", of=facts["currency"]), numeric=True),
    ]
    sums, done = [], Decimal(0)
    for line in facts["lines"]:
        done += goods.amount(line)
        sums.append({7: figure(done)})
    return goods.goods_table(facts, sides, columns, _rows(facts, sides), sums=sums, span=5)


def _rows(facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[Row]:
    for n, line in enumerate(facts["lines"]):
        yield Row(
            [
                [str(line["no"])],
                [line["hs"]],
                goods.description(line, n, sides),
                each(line["origin_names"], f"lines[{n}].origin_names", sides),
                [figure(Decimal(line["quantity"]))],
                [f"{line['unit']} {goods.unit(line, n, sides)[0]}"],
                [figure(Decimal(line["unit_value"] or 0))],
                [figure(goods.amount(line))],
            ]
        )


def _sums(facts: Mapping[str, Any], sides: Sequence[Side], total: Decimal) -> Iterator[list[Text]]:
    """Yield freight, insurance and the whole, in figures, and in words where custom has them."""
    value = goods.value_of(facts["lines"])
    rows = [("goods_value", figure(value))]
    rows += [(key, figure(Decimal(facts[key]))) for key in ("freight", "insurance") if facts[key]]
    for key, sum_ in rows if len(rows) > 1 else []:
        yield [Text(f"{s.say[key]}  {facts['currency']} {sum_}", s.lang) for s in sides]
    yield [
        Text(
            f"{s.say['whole_sum']}  {sum_in_words(str(total), facts['currency'], s.lang)}", s.lang
        )
        for s in sides
    ]
