"""Lists of shipments for spreadsheets and for humanitarian data: CSV, CSV with HXL tags, XLSX.

Rows go out as they come from the database. Text that a spreadsheet would compute is disarmed.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from exchange.queries.disarming import harmless

# Each column with its HXL 1.1 tag (hxlstandard.org), in the order in which it is written.
COLUMNS: dict[str, str] = {
    "number": "#activity +code",
    "title": "#activity +name",
    "state": "#status",
    "consignor": "#loc +name +origin",
    "consignor_country": "#country +code +origin",
    "consignee": "#loc +name +dest",
    "consignee_country": "#country +code +dest",
    "dispatched_at": "#date +dispatched",
    "arrived_at": "#date +arrived",
    "carrier": "#org +name +carrier",
    "waybill": "#meta +waybill +code",
    "line": "#item +line +num",
    "item": "#item +name",
    "hs_code": "#item +code +hs",
    "origin": "#country +code +made",
    "lot": "#item +lot +code",
    "expiry": "#date +expiry",
    "unit": "#item +unit +code",
    "quantity": "#output +sent +num",
    "unit_value": "#value +unit",
    "currency": "#currency +code",
    "counted_on": "#date +counted",
    "good": "#output +received +good +num",
    "damaged": "#output +received +damaged +num",
    "short": "#output +short +num",
    "over": "#output +over +num",
    "expired": "#output +received +expired +num",
    "refused": "#output +refused +num",
}
CITIES = slice(3, 5)  # where a row of the query names its two cities
MOST_ROWS = 1_048_576  # that a sheet of a spreadsheet holds
AT_ONCE = 1000
PIECE = 64 * 1024
Cell = str | int | float | None
Row = Sequence[Cell]


def cells_of(row: Sequence[Any], places: Mapping[Any, tuple[str, str]]) -> list[Cell]:
    """Return a row of the query as it is written, its cities by name and country."""
    told: list[Cell] = [_cell(value) for value in row[: CITIES.start]]
    for city_id in row[CITIES]:
        name, country = places[city_id]
        told += [harmless(name), country]
    return told + [_cell(value) for value in row[CITIES.stop :]]


def as_csv(rows: Iterable[Row], headings: Sequence[str], *, tagged: bool) -> Iterator[str]:
    """Yield CSV (RFC 4180) piece by piece, with HXL tags below the headings if `tagged`."""
    written = io.StringIO("\ufeff")  # without the mark Excel takes it for another encoding
    written.seek(0, io.SEEK_END)
    writer = csv.writer(written)
    writer.writerow(headings)
    if tagged:
        writer.writerow(COLUMNS.values())
    for n, row in enumerate(rows, 1):
        writer.writerow(row)
        if n % AT_ONCE == 0:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


def as_xlsx(rows: Iterable[Row], headings: Sequence[str]) -> Iterator[bytes]:
    """Yield a workbook piece by piece; it lies on the disk until then, never in memory."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "book.xlsx"
        write_xlsx(rows, headings, place)
        with place.open("rb") as book:
            yield from iter(lambda: book.read(PIECE), b"")


def write_xlsx(
    rows: Iterable[Row], headings: Sequence[str], place: Path, most: int = MOST_ROWS
) -> None:
    """Write a workbook at `place`, row by row; what a sheet cannot hold goes on to the next."""
    book = Workbook(place, {"constant_memory": True, "tmpdir": str(place.parent)})
    bold = book.add_format({"bold": True})
    sheet, below = None, most
    for row in rows:
        if below == most:
            sheet, below = _sheet(book, headings, bold), 1
        _write(sheet, below, row)
        below += 1
    if sheet is None:
        _sheet(book, headings, bold)
    book.close()


def _sheet(book: Any, headings: Sequence[str], bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    return sheet


def _write(sheet: Any, below: int, row: Row) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            if cell:
                sheet.write_string(below, column, cell)  # never a formula, never a link
        elif cell is not None:
            sheet.write_number(below, column, cell)


def _cell(value: Any) -> Cell:
    """Return a value as a cell: whole numbers as numbers, everything else as harmless text."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return harmless(str(value))
