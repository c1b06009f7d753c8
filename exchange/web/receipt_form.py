"""What a counting page shows of a shipment, and what its form means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exchange import clock
from exchange.facts.words import FALLBACK, unit_names
from exchange.models import Carton, CartonContent, Count, Shipment
from exchange.wording.receipt_page import Words

KINDS = ("damaged", "short", "expired", "refused")
A_PAGE = 400
PLAIN = re.compile(r"[0-9]{1,9}")
GROUPED = re.compile(
    r"[0-9]{1,3}([ ,.'\u00a0\u202f][0-9]{3})+"
)  # thousands set apart, never a part


@dataclass(frozen=True, slots=True)
class Item:
    """One content of one carton as it is counted."""

    carton: int
    line: int
    name: str
    lang: str
    unit: str
    lot: str
    expected: int
    count: Count | None

    @property
    def field(self) -> str:
        """How the fields of this content begin."""
        return f"c{self.carton}-{self.line}"


@dataclass(frozen=True, slots=True)
class Row:
    """One carton, and what lies in it."""

    position: int
    sscc: str
    items: list[Item]

    @property
    def is_counted(self) -> bool:
        """Everything in it has a count."""
        return all(item.count is not None for item in self.items)

    @property
    def differs(self) -> bool:
        """Something in it was not as sent."""
        return any(item.count is not None and not item.count.is_clean for item in self.items)


@dataclass(frozen=True, slots=True)
class Refused:
    """A field of the form that says nothing that can be counted: which carton, and why."""

    carton: int
    why: str


def rows_of(shipment: Shipment, words: Words, wanted: str, page: int) -> tuple[list[Row], int]:
    """Return the cartons of one page, what waits first, and how many pages there are.

    A carton `wanted` by its SSCC comes before all others.
    """
    rows = [_row(shipment, carton, words) for carton in shipment.cartons]
    rows.sort(key=lambda row: (row.sscc != wanted, row.is_counted, row.position))
    pages = max(1, -(-len(rows) // A_PAGE))
    first = (min(max(page, 1), pages) - 1) * A_PAGE
    return rows[first : first + A_PAGE], pages


def sums_of(shipment: Shipment) -> dict[str, int]:
    """Return how many cartons are counted, and how many units were found in which class."""
    counts = [content.count for content in shipment.contents if content.count]
    sums = {name: sum(getattr(one, name) for one in counts) for name in ("good", *KINDS, "over")}
    sums["counted"] = sum(
        all(content.count for content in carton.contents) for carton in shipment.cartons
    )
    return sums


def payload_of(
    form: Mapping[str, str], shipment: Shipment, name: str
) -> tuple[dict[str, Any], list[Refused]]:
    """Return what a posted form means as a counting, and which fields mean nothing."""
    counts, wrong = [], []
    for carton in shipment.cartons:
        for content in carton.contents:
            start = f"c{carton.position}-{content.line.position}"
            good = _whole(form.get(f"{start}-good", ""))
            if good is None:
                if form.get(f"{start}-good", "").strip():
                    wrong.append(Refused(carton.position, "no_number"))
                continue
            found = figures_of(form, start, good, content.quantity)
            if found is None:
                wrong.append(Refused(carton.position, "class_missing"))
                continue
            where = {"carton": carton.position, "line": content.line.position, "good": good}
            reason = form.get(f"{start}-reason", "").strip()
            counts.append(where | found | {"reason": reason})
    today = clock.today(shipment.consignee.timezone).isoformat()
    told = {key: form.get(key, "").strip() for key in ("place", "seal", "remarks", "sending")}
    return told | {
        "counted_on": form.get("counted_on") or today,
        "counts": counts,
        "rest_as_sent": "rest_as_sent" in form,
        "signed_name": form.get("signed_name", "").strip() or name,
        "drawn": form.get("drawn", ""),
    }, wrong


def figures_of(
    form: Mapping[str, str], start: str, good: int, expected: int
) -> dict[str, int] | None:
    """Return the classes of difference as they were typed, or None where none was named.

    What is missing is of the one class chosen, unless several were given one by one.
    """
    split = {name: _whole(form.get(f"{start}-{name}", "")) or 0 for name in KINDS}
    if any(split.values()):
        return split | {"over": max(0, good + sum(split.values()) - expected)}
    if good >= expected:
        return {"over": good - expected}
    kind = form.get(f"{start}-kind", "")
    return {kind: expected - good} if kind in KINDS else None


def _whole(typed: str) -> int | None:
    plain = typed.strip()
    if GROUPED.fullmatch(plain):
        plain = re.sub(r"\D", "", plain)
    return int(plain) if PLAIN.fullmatch(plain) else None


def _row(shipment: Shipment, carton: Carton, words: Words) -> Row:
    items = [_item(shipment, carton, content, words) for content in carton.contents]
    return Row(carton.position, carton.sscc, items)


def _item(shipment: Shipment, carton: Carton, content: CartonContent, words: Words) -> Item:
    line, units = content.line, unit_names(content.line.unit)
    theirs = line.item_partner and words.language != shipment.consignor.letter_language
    side = shipment.consignee if theirs else shipment.consignor
    return Item(
        carton=carton.position,
        line=line.position,
        name=line.item_partner if theirs else line.item,
        lang=side.letter_language,
        unit=units.get(words.language) or units.get(FALLBACK, ""),
        lot=content.lot or line.lot,
        expected=content.quantity,
        count=content.count,
    )
