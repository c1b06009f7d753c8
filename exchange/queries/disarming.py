"""Rows for spreadsheets, as text that none of them computes."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet would take for a formula (OWASP, CSV injection), also behind blanks.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (RFC 4180) that a spreadsheet opens as text, never as a formula."""
    written = io.StringIO()
    csv.writer(written).writerows([harmless(str(cell)) for cell in row] for row in rows)
    return "\ufeff" + written.getvalue()  # without the mark Excel takes it for another encoding


def harmless(cell: str) -> str:
    """Return a cell so that no spreadsheet computes it: an apostrophe before what looks so."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell
