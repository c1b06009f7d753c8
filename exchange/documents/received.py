"""What the counting of a consignment found: the goods received note and the discrepancy report."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final

from exchange.documents import goods
from exchange.documents.forms import (
    Cell,
    Form,
    Key,
    Line,
    Sign,
    form_view,
    pair,
    sentences,
    typed,
)
from exchange.documents.illustrations import annex, numbers_of
from exchange.documents.packing import figure
from exchange.documents.paper import Side
from exchange.documents.tables import CLOSING, SHEET, Column, Row, Table
from exchange.wording.passages import Word
from exchange.wording.words import Text, official

CLASSES: Final = ("damaged", "short", "expired", "refused", "over")
SETTLEMENTS: Final = ("write_off", "replacement", "carrier_claim")
BOX: Final = "□"


def goods_received_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the goods received note: clean or with reservations first, then line by line."""
    known = [goods.words_of(facts, side) for side in sides]
    clean = facts["clean"]
    differences = [] if clean else [_differences(facts, sides)]
    form = Form(
        kind="goods_received",
        keys=_keys(facts, sides),
        cells=[_cells(facts, sides)],
        said=[sentences(sides, "statement_clean" if clean else "statement_reserved", known)],
        tables=[_reconciled(facts, sides), *differences],
        noted=_remarks(facts, sides),
        signs=goods.long_boxes(
            sides,
            ("delivered", typed(facts["carrier_names"], sides)),
            ("received", _first(facts["receivers"], sides)),
            ("confirmed", goods.names(facts, "consignee", sides)),
        ),
        photos=annex(facts, sides),
    )
    return form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)


def discrepancy_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the discrepancy report, with room for what each city has to say."""
    known = [goods.words_of(facts, side) for side in sides]
    said = [sentences(sides, "statement", known)]
    if facts["papers"].get("goods_received"):
        said.append(sentences(sides, "reference", known))
    form = Form(
        kind="discrepancy",
        keys=_sums_by_class(facts, sides),
        cells=[_cells(facts, sides)],
        said=said,
        tables=[_reconciled(facts, sides), _differences(facts, sides)],
        noted=_remarks(facts, sides),
        asked=[_position(facts, which, sides) for which in ("consignor", "consignee")]
        + [_settlement(sides)],
        signs=[
            Sign(pair(sides, which), goods.names(facts, which, sides), _to_sign(sides))
            for which in ("consignor", "consignee")
        ],
        photos=annex(facts, sides),
    )
    return form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)


def _to_sign(sides: Sequence[Side]) -> list[list[Text]]:
    return [pair(sides, key) for key in ("name", "sign")]


def _keys(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Key]:
    result = pair(sides, "clean" if facts["clean"] else "reserved")
    seal = pair(sides, f"seal_{facts['seal_state']}") if facts["seal_state"] else []
    return [
        Key(pair(sides, "result"), [(text, "") for text in result], accent=True),
        Key(pair(sides, "differences"), [(str(len(facts["differences"])), "")]),
        Key(pair(sides, "cartons"), [(f"{facts['counted']} / {facts['cartons']}", "")]),
        Key(pair(sides, "seal_state"), [(text, "") for text in seal] or [(goods.DASH, "")]),
        Key(pair(sides, "received_on"), [(facts["received_on"], "")]),
    ]


def _cells(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Cell]:
    places = _first(facts["places"], sides)
    way: list[Any] = [[*pair(sides, facts["mode"]), *typed(facts["carrier_names"], sides)]]
    way += goods.line_of(sides, "waybill", facts["waybill"])
    way += goods.line_of(sides, "seal", facts["seal"])
    way += goods.line_of(sides, "dispatched", facts["dispatched_on"])
    received: list[Any] = [[facts["received_on"], *places]]
    received += goods.line_of(sides, "list_no", facts["papers"].get("packing_list"))
    received += goods.line_of(sides, "case", facts["case"])
    return [
        goods.party(facts, "consignor", "consignor", sides, brief=True),
        goods.party(facts, "consignee", "consignee", sides, brief=True),
        Cell(pair(sides, "transport"), way),
        Cell(pair(sides, "received_at"), received),
    ]


def _reconciled(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    """Line by line: what was sent equals what was found, class by class."""
    width = 15.0
    columns = [Column(6, ["#"]), Column(37, pair(sides, "description"))]
    columns += [Column(width - 2, pair(sides, "unit"))]
    columns += [
        Column(width - 0.75, pair(sides, key), numeric=True)
        for key in ("sent", "good", *CLASSES, "sum")
    ]
    return Table(
        caption=pair(sides, "reconciled"),
        columns=columns,
        rows=list(_counted(facts, sides)),
        rule=pair(sides, "rule"),
    )


def _counted(facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[Row]:
    for n, line in enumerate(facts["lines"]):
        found = [Decimal(line[key]) for key in ("good", *CLASSES)]
        strong = [3, 9 + 1] + [i + 5 for i, key in enumerate(CLASSES) if Decimal(line[key])]
        yield Row(
            [
                [str(line["no"])],
                goods.description(line, n, sides),
                goods.unit(line, n, sides),
                [figure(Decimal(line["sent"]))],
                *(
                    [figure(value) if value or i == 0 else goods.DASH]
                    for i, value in enumerate(found)
                ),
                [figure(sum(found, Decimal(0)))],
            ],
            strong=frozenset(strong),
        )


def _differences(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(7, ["#"]),
        Column(18, pair(sides, "carton")),
        Column(36, pair(sides, "description")),
        Column(20, pair(sides, "class")),
        Column(17, pair(sides, "quantity"), numeric=True),
        Column(56, pair(sides, "reason")),
        Column(16, pair(sides, "photo")),
    ]
    lines = {line["no"]: line for line in facts["lines"]}
    rows = [
        Row(
            [
                [str(n)],
                [f"{one['carton']} / {facts['cartons']}"],
                [
                    *goods.description(lines[one["line_no"]], 0, sides),
                    *([one["lot"]] if one["lot"] else []),
                ],
                pair(sides, one["kind"]),
                [figure(Decimal(one["quantity"]))],
                typed(one["reason"], sides) or [goods.DASH],
                [numbers_of(facts, one["carton"])],
            ],
            strong=frozenset({3, 4}),
        )
        for n, one in enumerate(facts["differences"], 1)
    ]
    return Table(
        caption=pair(sides, "each_difference"),
        columns=columns,
        rows=rows,
        nothing=pair(sides, "none"),
    )


def _remarks(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[list[Text]]:
    told = [text for one in facts["remarks"] for text in typed(one, sides)]
    return [[Text(f"{sides[0].say['remarks']}: {text}", text.lang)] for text in told]


def _first(words: Sequence[Mapping[str, str]], sides: Sequence[Side]) -> list[Text]:
    told = [text for one in words for text in typed(dict(one), sides)]
    return [text for n, text in enumerate(told) if text not in told[:n]]


def _sums_by_class(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Key]:
    """Return how much of each class there is; what is measured differently is not added."""
    keys = []
    for kind in CLASSES:
        sums: dict[str, Decimal] = {}
        labels = {}
        for n, line in enumerate(facts["lines"]):
            unit = goods.unit(line, n, sides)[0]
            sums[unit.text] = sums.get(unit.text, Decimal(0)) + Decimal(line[kind])
            labels[unit.text] = unit
        found = [(figure(sum_), labels[unit]) for unit, sum_ in sums.items() if sum_]
        keys.append(Key(pair(sides, kind), found or [("0", "")], accent=bool(found)))
    return keys


def _position(facts: Mapping[str, Any], which: str, sides: Sequence[Side]) -> Cell:
    """Return an empty box for the position of one city."""
    side = "owner" if facts["owner_is"] == which else "partner"
    known = [{"city": Word(official(facts[side], side, s.lang).text)} for s in sides]
    return Cell(sentences(sides, "position", known), [])


def _settlement(sides: Sequence[Side]) -> Cell:
    lines: list[Any] = [[BOX, *pair(sides, key)] for key in SETTLEMENTS]
    return Cell(pair(sides, "settlement"), [*lines, Line(pair(sides, "agreed"), [""])])
