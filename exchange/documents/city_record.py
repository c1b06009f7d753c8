"""The record of everything between two cities: ties, exchanges, aid in both directions, papers."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final

from exchange.documents import goods
from exchange.documents.forms import Cell, Form, Key, each, form_view, pair, sentences, typed
from exchange.documents.packing import figure
from exchange.documents.paper import Side
from exchange.documents.tables import CLOSING, SHEET, Column, Row, Table
from exchange.wording.words import Text

HOST: Final = re.compile(r"https?://([^/\s;)]+)")
SECTIONS: Final = ("ties", "exchanges", "sent", "received", "papers")


def city_record_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the record; raise WordsMissing."""
    known = [goods.words_of({**facts, "papers": {}}, side) for side in sides]
    form = Form(
        kind="city_record",
        keys=[Key(pair(sides, key), [(str(len(facts[key])), "")]) for key in SECTIONS],
        cells=[
            [
                goods.issuer(facts, sides),
                Cell(
                    pair(sides, "partner"),
                    [[t] for t in goods.official_names(facts, "partner", sides)]
                    + [[t] for t in each(facts["partner"]["country"], "country", sides)],
                    bold=True,
                ),
            ]
        ],
        said=[sentences(sides, "statement", known)],
        tables=[
            _ties(facts, sides),
            _exchanges(facts, sides),
            _aid(facts, "sent", sides),
            _aid(facts, "received", sides),
            _papers(facts, sides),
        ],
        noted=[pair(sides, "sources")],
        signs=goods.signatures(sides, ("made", []), ("confirmed", [])),
    )
    return form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)


def _table(sides: Sequence[Side], key: str, columns: list[Column], rows: list[Row]) -> Table:
    nothing = pair(sides, "nothing")
    return Table(caption=pair(sides, key), columns=columns, rows=rows, nothing=nothing)


def _ties(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(40, pair(sides, "kind")),
        Column(24, pair(sides, "began")),
        Column(24, pair(sides, "attested")),
        Column(24, pair(sides, "ended")),
        Column(58, pair(sides, "source")),
    ]
    rows = [
        Row(
            [
                pair(sides, row["kind"]),
                [row["began"] or goods.DASH],
                [row["attested_on"] or goods.DASH],
                [row["ended"] or goods.DASH],
                [hosts(row["source"])],
            ]
        )
        for row in facts["ties"]
    ]
    return _table(sides, "ties", columns, rows)


def _exchanges(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(23, pair(sides, "when")),
        Column(30, pair(sides, "kind")),
        Column(58, pair(sides, "title_of")),
        Column(27, pair(sides, "state")),
        Column(32, pair(sides, "source")),
    ]
    rows = [
        Row(
            [
                [row["on"]],
                _named(sides, "fields", row["kind"]),
                typed(row["title"], sides),
                _named(sides, "states", row["state"]) if row["state"] else [goods.DASH],
                [row["number"] or hosts(row["source"])],
            ]
        )
        for row in facts["exchanges"]
    ]
    return _table(sides, "exchanges", columns, rows)


def _aid(facts: Mapping[str, Any], way: str, sides: Sequence[Side]) -> Table:
    columns = [
        Column(23, pair(sides, "when")),
        Column(60, pair(sides, "description")),
        Column(28, pair(sides, "quantity"), numeric=True),
        Column(22, pair(sides, "unit")),
        Column(37, pair(sides, "source")),
    ]
    rows = [
        Row(
            [
                [row["on"]],
                typed(row["item"], sides),
                [figure(Decimal(row["quantity"]))],
                each(row["unit"], "unit", sides),
                [row["number"] or hosts(row["source"])],
            ]
        )
        for row in facts[way]
    ]
    return _table(sides, way, columns, rows)


def _papers(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(23, pair(sides, "when")),
        Column(32, pair(sides, "number_of")),
        Column(45, pair(sides, "kind")),
        Column(70, pair(sides, "title_of")),
    ]
    rows = [
        Row(
            [
                [row["on"]],
                [row["number"]],
                _named(sides, "paper_kinds", row["kind"]),
                typed(row["title"], sides),
            ]
        )
        for row in facts["papers"]
    ]
    return _table(sides, "papers", columns, rows)


def _named(sides: Sequence[Side], folder: str, key: str) -> list[Any]:
    """Return what a kind or state is called; one without words stands for itself."""
    if key not in sides[0].say[folder]:
        return [Text(key, sides[0].lang)]
    return pair(sides, folder, key)


def hosts(source: str) -> str:
    """Return the web hosts a source names; the whole address is in the attached facts."""
    found = [match.removeprefix("www.") for match in HOST.findall(source)]
    return ", ".join(dict.fromkeys(found)) or source
