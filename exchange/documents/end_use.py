"""The end-use report: what became of the aid, for whom and for what."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from exchange.documents import goods
from exchange.documents.forms import Cell, Form, Key, form_view, pair, sentences, typed
from exchange.documents.illustrations import annex
from exchange.documents.packing import figure
from exchange.documents.paper import Side
from exchange.documents.tables import CLOSING, SHEET, Column, Row, Table


def end_use_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the report; raise WordsMissing."""
    known = [goods.words_of(facts, side) for side in sides]
    form = Form(
        kind="end_use",
        keys=_keys(facts, sides),
        cells=[
            [
                goods.party(facts, "consignor", "consignor", sides, brief=True),
                goods.party(facts, "consignee", "consignee", sides, brief=True),
                goods.related(facts, "end_use", sides),
            ],
            _use(facts, sides),
        ],
        said=[sentences(sides, "statement", known)],
        tables=[_lines(facts, sides)],
        signs=goods.signatures(
            sides,
            ("made", []),
            ("confirmed", goods.names(facts, "consignee", sides)),
        ),
        photos=annex(facts, sides),
    )
    return form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)


def _keys(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Key]:
    keys = [Key(pair(sides, "received_on"), [(facts["received_on"], "")])]
    if facts["people"]:
        keys.append(Key(pair(sides, "people"), [(f"{facts['people']:,}", "")]))
    good: dict[str, Decimal] = {}
    units = {}
    for n, line in enumerate(facts["lines"]):
        unit = goods.unit(line, n, sides)[0]
        units[unit.text] = unit
        good[unit.text] = good.get(unit.text, Decimal(0)) + Decimal(line["good"])
    values = [(figure(sum_), units[name]) for name, sum_ in good.items()]
    return [*keys, Key(pair(sides, "good"), values)]


def _use(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Cell]:
    cells = [Cell(pair(sides, "report"), [[text] for text in typed(facts["used_for"], sides)])]
    if facts["handed_to"]:
        told = typed(facts["handed_to"], sides)
        cells.append(Cell(pair(sides, "handed_to"), [[text] for text in told]))
    if facts["settlement"]:
        cells.append(Cell(pair(sides, "settled"), [pair(sides, facts["settlement"])]))
    return cells


def _lines(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(8, ["#"]),
        Column(72, pair(sides, "description")),
        Column(24, pair(sides, "unit")),
        Column(33, pair(sides, "sent"), numeric=True),
        Column(33, pair(sides, "good"), numeric=True),
    ]
    rows = [
        Row(
            [
                [str(line["no"])],
                goods.description(line, n, sides),
                goods.unit(line, n, sides),
                [figure(Decimal(line["sent"]))],
                [figure(Decimal(line["good"]))],
            ]
        )
        for n, line in enumerate(facts["lines"])
    ]
    return Table(caption=pair(sides, "goods"), columns=columns, rows=rows)
