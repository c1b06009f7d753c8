"""Spreadsheets somebody sends, read as rows of text: what they are is told by their content.

Nothing is computed and nothing outside the file is read. How much may be in one is bounded before
it is unpacked, so that no small file becomes a large one here.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from exchange.errors import N_, ExchangeError
from exchange.queries.disarming import harmless

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS = 20_010  # as many cartons as a shipment may have, and headings
MOST_COLUMNS = 60
LONGEST = 5000  # characters of a cell
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
Rows = list[list[str]]


class SheetRefused(ExchangeError):
    """What was sent is no spreadsheet that can be taken."""

    code = "sheet_refused"


def rows_of(sent: bytes) -> Rows:
    """Return the rows of the first sheet as text, or raise SheetRefused saying what to do."""
    if not sent:
        raise SheetRefused(N_("Choose a file with rows in it."))
    if len(sent) > MOST_BYTES:
        raise SheetRefused(N_("The file is larger than %(most)s MB."), most=str(MOST_BYTES >> 20))
    if sent.startswith(OLD_EXCEL):
        raise SheetRefused(N_("Save it as XLSX or CSV: the old XLS cannot be read."))
    rows = _bounded(_workbook(sent) if sent.startswith(ZIP) else _text(sent))
    return [[_plain(cell) for cell in row] for row in rows]


def _bounded(rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    for n, row in enumerate(rows, 1):
        if n > MOST_ROWS:
            raise SheetRefused(N_("There are more than %(most)s rows."), most=str(MOST_ROWS))
        if len(row) > MOST_COLUMNS or any(len(cell) > LONGEST for cell in row):
            raise SheetRefused(N_("A row is longer than any of the template could be."))
        yield row


def _text(sent: bytes) -> Iterator[Sequence[str]]:
    try:
        written = sent.decode("utf-16" if sent.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise SheetRefused(N_("Save it as XLSX, or as CSV in UTF-8.")) from None
    first = written.partition("\n")[0]
    between = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(written, newline=""), delimiter=between, strict=True)
    except csv.Error:
        raise SheetRefused(N_("This is no CSV: a quotation mark is not closed.")) from None


def _workbook(sent: bytes) -> Iterator[Sequence[str]]:
    _unpacks_safely(sent)
    try:
        book = load_workbook(io.BytesIO(sent), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(
            max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True
        )
        for row in islice(rows, MOST_ROWS + 1):
            told = [_cell(value) for value in row]
            while told and not told[-1]:
                told.pop()
            yield told
    except SheetRefused:
        raise
    except Exception:  # noqa: BLE001  # whatever a broken workbook makes the library raise
        raise SheetRefused(N_("This workbook cannot be read; save it once more.")) from None


def _unpacks_safely(sent: bytes) -> None:
    """Refuse what would unpack to more than a spreadsheet; zipfile holds to the sizes told."""
    try:
        with zipfile.ZipFile(io.BytesIO(sent)) as packed:
            parts = packed.infolist()
            whole = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or whole > MOST_UNPACKED:
                raise SheetRefused(N_("There is more in this workbook than can be taken."))
            for part in parts:
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(4096):
                        raise SheetRefused(N_("This workbook cannot be read; save it once more."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        raise SheetRefused(N_("This workbook cannot be read; save it once more.")) from None


def _cell(value: Any) -> str:
    """Return a cell as somebody would have typed it: 100, not 100.0; 2022-06-30, no midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value)


def _plain(cell: str) -> str:
    """Take away the apostrophe we put before what a spreadsheet would compute."""
    text = cell.strip()
    disarmed = text.startswith("'") and harmless(text[1:]) == text
    return text[1:] if disarmed else text
