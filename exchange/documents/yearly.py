"""The yearly report: counts and sums by partner and by month, from the register."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final

from exchange.documents import goods
from exchange.documents.forms import Form, Key, Texts, each, form_view, pair, sentences
from exchange.documents.packing import figure
from exchange.documents.paper import Side
from exchange.documents.tables import CLOSING, SHEET, Column, Row, Table
from exchange.wording.passages import Word

COUNTED: Final = (
    "projects",
    "people",
    "cost",
    "shipments",
    "cartons",
    "gross_kg",
    "value",
    "papers",
)
LABELS: Final = {"gross_kg": "kilograms", "value": "aid_value"}
WIDTHS: Final = (14.0, 15.0, 24.0, 18.0, 13.0, 18.0, 24.0, 12.0)
FIRST: Final = 32.0
MONEY: Final = frozenset({"cost", "value"})


def yearly_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the report; raise WordsMissing."""
    year = Word(str(facts["year"]))
    known = [goods.words_of(facts, side) | {"year": year} for side in sides]
    total = added(facts["partners"])
    form = Form(
        kind="yearly",
        keys=[
            Key(pair(sides, "year"), [(str(facts["year"]), "")], accent=True),
            Key(pair(sides, "projects"), [(f"{total['projects']:,}", "")]),
            Key(pair(sides, "people"), [(f"{total['people']:,}", "")]),
            Key(pair(sides, "shipments"), [(f"{total['shipments']:,}", "")]),
            Key(pair(sides, "gross"), [(figure(total["gross_kg"]), "kg")]),
            Key(pair(sides, "papers"), [(f"{total['papers']:,}", "")]),
        ],
        cells=[[goods.issuer(facts, sides)]],
        said=[sentences(sides, "statement", known)],
        tables=[_by_partner(facts, sides), _by_month(facts, sides)],
        signs=goods.signatures(
            sides,
            ("made", goods.post_of_step(facts, 0, sides)),
            ("authorised", goods.post_of_step(facts, -1, sides)),
        ),
    )
    return form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)


def added(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the sums of several rows; money stays apart by its currency."""
    total: dict[str, Any] = dict.fromkeys(COUNTED, 0) | {"gross_kg": Decimal(0)}
    total |= {key: {} for key in MONEY}
    for row in rows:
        for key in COUNTED:
            if key in MONEY:
                for currency, sum_ in row[key].items():
                    before = total[key].get(currency, Decimal(0))
                    total[key][currency] = before + Decimal(sum_)
            else:
                total[key] += Decimal(row[key]) if key == "gross_kg" else row[key]
    return total


def _by_partner(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    rows = facts["partners"]
    names = [each(row["names"], "names", sides) for row in rows]
    return _table(sides, "by_partner", "partner", rows, names)


def _by_month(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    rows = facts["months"]
    names: list[Texts] = [[f"{facts['year']}-{row['month']:02}"] for row in rows]  # type: ignore[list-item]
    return _table(sides, "by_month", "month", rows, names)


def _table(
    sides: Sequence[Side],
    caption: str,
    first: str,
    rows: Sequence[Mapping[str, Any]],
    names: Sequence[Sequence[Any]],
) -> Table:
    columns = [Column(FIRST, pair(sides, first))]
    columns += [
        Column(width, pair(sides, LABELS.get(key, key)), numeric=True)
        for key, width in zip(COUNTED, WIDTHS, strict=True)
    ]
    sums = [
        {n: " ".join(cell) for n, cell in enumerate(_cells(added(rows[: i + 1])), 1)}
        for i in range(len(rows))
    ]
    return Table(
        caption=pair(sides, caption),
        columns=columns,
        rows=[Row([name, *_cells(row)]) for row, name in zip(rows, names, strict=True)],
        sums=sums,
        at=[f"{n} / {len(rows)}" for n in range(1, len(rows) + 1)],
        forward=pair(sides, "forward"),
        backward=pair(sides, "backward"),
        total=pair(sides, "total"),
        nothing=pair(sides, "nothing"),
    )


def _cells(row: Mapping[str, Any]) -> Iterator[list[str]]:
    for key in COUNTED:
        if key in MONEY:
            sums = row[key].items()
            yield [f"{currency} {figure(Decimal(sum_))}" for currency, sum_ in sums] or [
                goods.DASH
            ]
        else:
            value = Decimal(row[key])
            yield [figure(value) if value else goods.DASH]
