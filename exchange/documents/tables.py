"""Tables whose rows are dealt to pages beforehand, so that each page carries its sums to the next.

Heights are in mm and match goods.css.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final

from exchange.documents.leaves import FEWEST, LINE, ROW

HEAD: Final = 10.2  # of a table whose heads have two lines
HEAD_LINE: Final = 3.6
CAPTION: Final = 11.0
SHEET: Final = 247.0  # of an A4 page between its margins
CLOSING: Final = 52.0  # what stands below, where nobody measured it
SPARE: Final = 3.0
PADDING: Final = 2.2  # of a cell, left of its text
POINTS: Final = 8.2
EM: Final = 2.893  # mm at these points
NARROW: Final = frozenset(" .,-/:;'|()ijltfr")
WIDE: Final = frozenset("MWmw@%")

Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `width` in mm, its head in the languages of the paper."""

    width: float
    heads: Sequence[Any]
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a list of texts a cell, set below each other. `strong` names the cells in bold.

    `more` says that the next row belongs to it, so that no rule stands between and no page ends.
    """

    cells: Sequence[Cells]
    strong: frozenset[int] = frozenset()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and after each row what is carried by then: figures by column; [] carries none.

    `at` names the rows, by how many of what, beside the word for carried or total.
    """

    caption: Sequence[Any]
    columns: Sequence[Column]
    rows: Sequence[Row]
    sums: Sequence[Mapping[int, str]] = ()
    at: Sequence[str] = ()
    forward: Sequence[Any] = ()
    backward: Sequence[Any] = ()
    total: Sequence[Any] = ()
    rule: Sequence[Any] = ()  # a sentence below
    nothing: Sequence[Any] = ()  # said instead where there are no rows
    ends: bool = True  # with a total
    span: int = field(default=1)  # columns the word for carried or total takes


@dataclass(slots=True)
class _Pages:
    """Where the next row comes to stand: mm left on the page, and of a whole one."""

    left: float
    sheet: float


def leaves_of(
    tables: Sequence[Table], room: float, sheet: float, closing: float
) -> Iterator[SimpleNamespace]:
    """Yield each page's part of each table, in order; the last leaves room for the closing."""
    pages = _Pages(room, sheet)
    for n, table in enumerate(tables):
        yield from _dealt(table, pages, closing if n == len(tables) - 1 else 0.0)


def _dealt(table: Table, pages: _Pages, closing: float) -> Iterator[SimpleNamespace]:
    """Yield the leaves of one table."""
    carry = ROW if table.sums else 0.0
    blocks = list(_blocks(table))
    head = _head(table)
    first = head + CAPTION + carry + SPARE
    fewest = sum(height for _, _, height in blocks[:FEWEST])
    starts_anew = pages.left < first + min(fewest, FEWEST * ROW)
    if starts_anew:
        pages.left = pages.sheet
    left = pages.left - first
    parts: list[list[int]] = [[]]
    for start, end, height in blocks:
        if height > left and parts[-1]:
            parts.append([])
            left = pages.sheet - head - 2 * carry - SPARE
        parts[-1] += range(start, end)
        left -= height
    if left - (LINE if table.rule else 0.0) < closing and table.rows:
        left = _leave_room(table, parts, pages.sheet - head - 2 * carry - SPARE)
        starts_anew = starts_anew or len(parts) == 1  # all of it went to the next page
    pages.left = left - (LINE + 1.5 if table.rule else 0.0)
    done = 0
    for n, part in enumerate(parts):
        before, done = done, done + len(part)
        yield SimpleNamespace(
            table=table,
            rows=[table.rows[i] for i in part],
            backward=_carried(table, before),
            forward=_carried(table, done),
            is_first=n == 0,
            is_last=n == len(parts) - 1,
            breaks=n > 0 or starts_anew,
        )


def _leave_room(table: Table, parts: list[list[int]], whole: float) -> float:
    """Move the last rows to a page of their own, so that no page holds signatures alone."""
    taken: list[int] = []
    while parts[-1] and len(taken) < FEWEST:
        taken.insert(0, parts[-1].pop())
    while taken and parts[-1] and table.rows[parts[-1][-1]].more:
        taken.insert(0, parts[-1].pop())
    if not parts[-1]:
        parts.pop()
    parts.append(taken)
    return whole - sum(_height(table, table.rows[i]) for i in taken)


def _blocks(table: Table) -> Iterator[tuple[int, int, float]]:
    """Yield what must stay together: first row, row after the last, height."""
    start, height = 0, 0.0
    for n, row in enumerate(table.rows):
        height += _height(table, row)
        if not row.more:
            yield start, n + 1, height
            start, height = n + 1, 0.0


def _head(table: Table) -> float:
    """Return the height of the head of a table: that of its highest column."""
    lines = max(
        sum(lines_in(str(text), column.width - PADDING) for text in column.heads)
        for column in table.columns
    )
    return HEAD + HEAD_LINE * max(0, lines - 2)


def _height(table: Table, row: Row) -> float:
    """Return the height of a row: that of its highest cell."""
    lines = max(
        sum(lines_in(str(text), column.width - PADDING) for text in cell)
        for cell, column in zip(row.cells, table.columns, strict=False)
    )
    return ROW + LINE * (max(1, lines) - 1)


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text takes, words kept whole where they can be."""
    lines, left = 1, width
    for word in text.split(" "):
        needed = EM * sum(map(_advance, word))
        if needed > left and left < width:
            lines, left = lines + 1, width
        while needed > left:
            needed, lines, left = needed - width, lines + 1, width
        left -= needed + EM * _advance(" ")
    return lines


def _advance(sign: str) -> float:
    """Return how wide a sign is, in em, as the sans faces have it."""
    if sign in NARROW:
        return 0.37
    if sign in WIDE:
        return 0.95
    if not sign.isascii():
        return 1.0
    return 0.7 if sign.isupper() else 0.58


def _carried(table: Table, rows: int) -> SimpleNamespace | None:
    if not table.sums or not rows:
        return None
    return SimpleNamespace(sums=table.sums[rows - 1], at=table.at[rows - 1] if table.at else "")
