"""CSV files read strictly: every cell is accounted for, and every complaint names its place."""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from exchange.interchange.cells import language

LOCAL = "local"  # `names.local` is in the city's own language of letters
T = TypeVar("T")


class BadRow(Exception):
    """A row that cannot be loaded: `file`, `line` (1 is the heading), `field` and `problem`."""

    def __init__(self, file: str, line: int, field: str, problem: str) -> None:
        super().__init__(f"{file}, line {line}, {field}: {problem}")
        self.file, self.line, self.field, self.problem = file, line, field, problem


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns a file must have, no fewer and no more.

    Each of `worded` stands in one column a language, `names.en`, `names.ko` and so on.
    """

    plain: tuple[str, ...]
    worded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file, its cells read by name."""

    file: str
    line: int
    cells: dict[str, str]

    def bad(self, field: str, problem: object) -> BadRow:
        """Return the complaint about one cell, to be raised."""
        return BadRow(self.file, self.line, field, str(problem))

    def get(self, field: str, read: Callable[[str], T]) -> T:
        """Return the cell as `read` takes it; raise BadRow where it is empty or refused."""
        if not self.cells[field]:
            raise self.bad(field, "must not be empty")
        return self._read(field, read)

    def maybe(self, field: str, read: Callable[[str], T]) -> T | None:
        """Return the cell as `read` takes it, or None where it is empty."""
        return self._read(field, read) if self.cells[field] else None

    def text(self, field: str) -> str:
        """Return the cell as it is, which may be empty."""
        return self.cells[field]

    def words(self, field: str, *needed: str, local: str = "") -> dict[str, str]:
        """Return a text by language, without the languages that have none.

        Raise BadRow where a `needed` language has no text, or a language has two.
        """
        found: dict[str, str] = {}
        for name, cell in self.cells.items():
            head, _, tag = name.partition(".")
            if head != field or not cell:
                continue
            tag = local if tag == LOCAL else tag
            if tag in found:
                raise self.bad(name, f"the text in {tag} is given twice")
            found[tag] = cell
        for tag in needed:
            if tag not in found:
                raise self.bad(f"{field}.{tag}", "must not be empty")
        return found

    def _read(self, field: str, read: Callable[[str], T]) -> T:
        try:
            return read(self.cells[field])
        except ValueError as problem:
            raise self.bad(field, problem) from None


def read(path: Path, shape: Shape, key: Sequence[str]) -> list[Row]:
    """Return the rows of a UTF-8 CSV file in order; raise BadRow for the first thing wrong.

    No two rows may have the same cells under `key`.
    """
    if not path.is_file():
        raise BadRow(path.name, 1, "file", "is missing")
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    lines = _lines(path.name, raw.decode("utf-8", "surrogateescape"))
    first, heading = next(lines, (1, []))
    _check_heading(path.name, first, heading, shape)
    rows = [_row(path.name, line, heading, cells) for line, cells in lines if cells]
    _refuse_twins(rows, key)
    return rows


def _lines(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line with the number on which it starts; a quoted cell may span several."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    starts = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise BadRow(file, starts, "line", f"is not CSV: {problem}") from None
        yield starts, cells
        starts = reader.line_num + 1


def _check_heading(file: str, line: int, heading: list[str], shape: Shape) -> None:
    for n, name in enumerate(heading):
        if fault := _fault(name):
            raise BadRow(file, line, f"column {n + 1}", fault)
        if name in heading[:n]:
            raise BadRow(file, line, name, "this column is there twice")
        if not _is_known(name, shape):
            raise BadRow(file, line, name or f"column {n + 1}", "this column is not known")
    _check_complete(file, line, heading, shape)


def _check_complete(file: str, line: int, heading: list[str], shape: Shape) -> None:
    for name in shape.plain:
        if name not in heading:
            raise BadRow(file, line, name, "this column is missing")
    for field in shape.worded:
        if not any(name.startswith(f"{field}.") for name in heading):
            raise BadRow(file, line, f"{field}.en", "this column is missing")


def _is_known(name: str, shape: Shape) -> bool:
    field, dot, tag = name.partition(".")
    if not dot:
        return name in shape.plain
    try:
        return field in shape.worded and (tag == LOCAL or bool(language(tag)))
    except ValueError:
        return False


def _row(file: str, line: int, heading: list[str], cells: list[str]) -> Row:
    if len(cells) < len(heading):
        raise BadRow(file, line, heading[len(cells)], "the row ends before this column")
    if len(cells) > len(heading):
        raise BadRow(
            file, line, f"column {len(heading) + 1}", "the row has more cells than columns"
        )
    row = Row(file, line, dict(zip(heading, cells, strict=True)))
    for name, cell in row.cells.items():
        if fault := _fault(cell):
            raise row.bad(name, fault)
    return row


def _fault(cell: str) -> str:
    """Say what is wrong with a cell whatever it means, or ""."""
    if any("\ud800" <= sign <= "\udfff" for sign in cell):
        return "is not UTF-8"
    if cell != cell.strip():
        return "has space around it"
    if not cell.isprintable():
        return "has a line break or another sign that cannot be printed"
    if not unicodedata.is_normalized("NFC", cell):
        return "is not in Unicode normal form C"
    return ""


def _refuse_twins(rows: list[Row], key: Sequence[str]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        natural = tuple(row.cells[name] for name in key)
        if (earlier := seen.setdefault(natural, row.line)) != row.line:
            raise row.bad(key[-1], f"the same {', '.join(key)} stands on line {earlier}")
