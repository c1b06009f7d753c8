"""The catalogue of items and their units, which belongs to nobody, as the registry does."""

import re
from pathlib import Path

from sqlalchemy import select

from exchange.facts.words import LETTER_LANGUAGES
from exchange.interchange import cells
from exchange.interchange.rows import Row, Shape, read
from exchange.interchange.upsert import TableReport, Upsert
from exchange.models import HandlingMark, Item, ItemCategory, ItemUnit, db

ITEMS = Shape(
    plain=(
        "code",
        "category",
        "hs_code",
        "unit",
        "needs",
        "lowest_c",
        "highest_c",
        "per_carton",
        "marks",
        "in_use",
        "reviewed",
        "source",
    ),
    worded=("names",),
)
UNITS = Shape(plain=("item", "unit", "numerator", "denominator"))
NEEDS = {name: name for name in ("lot", "expiry", "permit")}
MARKS = {mark.value: mark.value for mark in HandlingMark}
YES_NO = {"yes": True, "no": False}
LANGUAGES = {tag: tag for tag in LETTER_LANGUAGES}
HS_CODE = re.compile(r"\d{4}\.\d{2}")
CELSIUS = re.compile(r"-?\d{1,2}")


def load_items(path: Path) -> TableReport:
    """Load the items; a code of HS 2022 and a known packing need their source."""
    table = Upsert("items", Item, ["code"])
    for row in read(path, ITEMS, ["code"]):
        code = row.get("code", cells.slug)
        needs = row.maybe("needs", lambda cell: _several(cell, NEEDS)) or []
        lowest, highest = _temperatures(row)
        hs_code, per_carton = row.maybe("hs_code", _hs_code), row.maybe("per_carton", cells.count)
        if (hs_code or per_carton) and not row.text("source"):
            raise row.bad("source", "an HS code or a packing needs its source")
        table.put(
            code,
            code=code,
            category=row.get("category", cells.one_of(ItemCategory)),
            names=_names(row),
            reviewed=row.maybe("reviewed", lambda cell: _several(cell, LANGUAGES)) or [],
            hs_code=hs_code or "",
            unit=row.get("unit", cells.unit),
            **{f"needs_{name}": name in needs for name in NEEDS},
            lowest_c=lowest,
            highest_c=highest,
            per_carton=per_carton,
            marks=row.maybe("marks", lambda cell: _several(cell, MARKS)) or [],
            in_use=row.get("in_use", cells.known_in(YES_NO, "yes or no")),
            source=row.text("source"),
        )
    return table.report


def load_units(path: Path) -> TableReport:
    """Load the other units of the items, each an exact ratio of whole numbers."""
    db.session.flush()
    items = {one.code: one for one in db.session.scalars(select(Item))}
    table = Upsert("item units", ItemUnit, ["item_id", "unit"])
    for row in read(path, UNITS, ["item", "unit"]):
        item = row.get("item", cells.known_in(items, "an item of the catalogue"))
        unit = row.get("unit", cells.unit)
        if unit == item.unit:
            raise row.bad("unit", "is the base unit of the item already")
        table.put(
            f"{item.code} {unit}",
            item_id=item.id,
            unit=unit,
            numerator=row.get("numerator", cells.count),
            denominator=row.get("denominator", cells.count),
        )
    return table.report


def _names(row: Row) -> dict[str, str]:
    names = row.words("names", "en", "ko")
    for tag in names:
        if tag not in LANGUAGES:
            raise row.bad(f"names.{tag}", "papers are not set in this language")
    return names


def _temperatures(row: Row) -> tuple[int | None, int | None]:
    lowest, highest = row.maybe("lowest_c", _celsius), row.maybe("highest_c", _celsius)
    if (lowest is None) != (highest is None):
        raise row.bad("highest_c" if highest is None else "lowest_c", "half a range is none")
    if lowest is not None and highest is not None and lowest > highest:
        raise row.bad("highest_c", "is below the lowest temperature")
    return lowest, highest


def _several(cell: str, known: dict[str, str]) -> list[str]:
    """Return several words, which stand apart by one space."""
    read_one = cells.known_in(known, f"one of {', '.join(known)}")
    words = [read_one(word) for word in cell.split(" ")]
    if len(set(words)) != len(words):
        raise ValueError("names something twice")
    return words


def _hs_code(cell: str) -> str:
    if not HS_CODE.fullmatch(cell):
        raise ValueError(f"{cell!r} is not a subheading of HS 2022 such as 6307.90")
    return cell


def _celsius(cell: str) -> int:
    if not CELSIUS.fullmatch(cell):
        raise ValueError(f"{cell!r} is not whole degrees Celsius")
    return int(cell)
