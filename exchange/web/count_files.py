"""Counts from a file: every row is judged, and a file with a wrong row stores nothing."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import Shipment
from exchange.workflows.receipt_rules import CLASSES, figures

COLUMNS = ("sscc", "carton", "line", *CLASSES, "reason")
MOST_BYTES = 4 * 1024 * 1024
MOST_REASON = 200
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")

Row = Mapping[str, str]


class Unreadable(Exception):  # an answer, shown at the field of the file
    """The file is no CSV with the columns that are asked for."""


def read(content: bytes) -> list[Row]:
    """Return the rows of a CSV in UTF-8, its columns named in the first; raise Unreadable."""
    try:
        text = content.decode("utf-8-sig")
        first = text.partition("\n")[0]
        rows = list(csv.DictReader(StringIO(text), delimiter=";" if ";" in first else ","))
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise Unreadable from wrong
    if not rows or not {"good"} <= set(rows[0]) or not {"sscc", "carton"} & set(rows[0]):
        raise Unreadable
    return [
        {str(k).strip(): (v or "") for k, v in row.items() if isinstance(v, str | None)}
        for row in rows
    ]


def judged(
    rows: list[Row], shipment: Shipment
) -> Iterator[tuple[Row, dict[str, Any] | None, UnmetCondition | None]]:
    """Yield each row with the count it means, or with what is wrong with it."""
    known = {
        (carton.position, content.line.position): content.quantity
        for carton in shipment.cartons
        for content in carton.contents
    }
    by_sscc = {carton.sscc: carton for carton in shipment.cartons}
    by_number = {str(carton.position): carton for carton in shipment.cartons}
    seen: set[tuple[int, int]] = set()
    for row in rows:
        cell = {name: row.get(name, "").strip() for name in COLUMNS}
        carton = by_sscc.get(cell["sscc"]) if cell["sscc"] else by_number.get(cell["carton"])
        if carton is None:
            yield row, None, UnmetCondition("no_such_carton", N_("There is no such carton."))
            continue
        only = carton.contents[0].line.position if len(carton.contents) == 1 else None
        line = _whole(cell["line"]) if cell["line"] else only
        where = (carton.position, line or 0)
        if where not in known or where in seen:
            yield (
                row,
                None,
                UnmetCondition(
                    "no_such_line", N_("This carton holds no such line, or it is named twice.")
                ),
            )
            continue
        seen.add(where)
        yield row, *_count(cell, where, known[where])


def with_errors(rows: list[tuple[Row, str]]) -> str:
    """Return the file once more, with a column that says what is wrong with each row."""
    target = StringIO()
    names = [*dict.fromkeys(name for row, _ in rows for name in row), "error"]
    writer = csv.DictWriter(target, names, extrasaction="ignore")
    writer.writeheader()
    for row, error in rows:
        writer.writerow({name: _plain(value) for name, value in row.items()} | {"error": error})
    return "\ufeff" + target.getvalue()


def _count(
    cell: Row, where: tuple[int, int], sent: int
) -> tuple[dict[str, Any] | None, UnmetCondition | None]:
    found = {name: _whole(cell[name] or "0") for name in CLASSES}
    if None in found.values() or not cell["good"]:
        return None, UnmetCondition("no_number", N_("Write a whole number."))
    if len(cell["reason"]) > MOST_REASON:
        return None, UnmetCondition(
            "long_reason", N_("Write at most 200 characters as the reason.")
        )
    count = {"carton": where[0], "line": where[1], **found, "reason": cell["reason"]}
    try:
        figures(sent, count)
    except NotReady as refusal:
        return None, refusal.unmet[0]
    return count, None


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None  # noqa: PLR2004


def _plain(value: str) -> str:
    """Let no cell be a formula to whoever opens the file."""
    return f"'{value}" if value.startswith(DANGEROUS) else value
