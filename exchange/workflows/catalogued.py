"""Items of the catalogue on the lines of a case: exact units, words and needs frozen there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.words import letter_language
from exchange.models import Item, Person, Shipment, ShipmentLine, UnknownUnit, db
from exchange.workflows.engine import Inputs

ENGLISH = "en"


def items_named(codes: Iterable[str]) -> dict[str, Item]:
    """Return the items of these codes; raise NotReady naming one that is none, or retired."""
    wanted = sorted(set(codes))
    found = {
        item.code: item
        for item in db.session.scalars(select(Item).where(Item.code.in_(wanted), Item.in_use))
    }
    for code in wanted:
        if code not in found:
            raise NotReady(
                UnmetCondition(
                    "no_such_item", N_("The catalogue has no item %(name)s."), {"name": code}
                )
            )
    return found


def each_once(lines: Iterable[Inputs]) -> None:
    """Raise NotReady where an item stands on two lines: what covers which could not be said."""
    twice = [code for code, n in Counter(row["item_code"] for row in lines).items() if n > 1]
    if twice:
        raise NotReady(
            UnmetCondition(
                "item_twice",
                N_("%(name)s stands on two lines; write one with the whole quantity."),
                {"name": ", ".join(twice)},
            )
        )


def whole_base(item: Item, quantity: int, unit: str) -> int:
    """Return a quantity in the item's base unit; raise NotReady where it is none, or not whole."""
    exact = quantity * _ratio(item, unit)
    if exact.denominator == 1:
        return exact.numerator
    raise NotReady(
        UnmetCondition(
            "not_whole",
            N_("%(quantity)s %(unit)s of %(item)s is not a whole number of %(base)s."),
            {"quantity": str(quantity), "unit": unit, "item": item.code, "base": item.unit},
        )
    )


def written_lines(rows: Iterable[Inputs]) -> list[dict[str, Any]]:
    """Return lines that name items, each with its item, its unit and its base quantity."""
    rows = list(rows)
    each_once(rows)
    items = items_named(row["item_code"] for row in rows)
    lines = []
    for position, row in enumerate(rows, 1):
        item = items[row["item_code"]]
        unit = row["unit"] or item.unit
        told = {name: said for name, said in row.items() if name != "item_code"}
        base = whole_base(item, row["quantity"], unit)
        lines.append(
            told | {"position": position, "item_id": item.id, "unit": unit, "base_quantity": base}
        )
    return lines


def fill(shipment: Shipment, lines: Iterable[ShipmentLine], said: Iterable[Inputs]) -> None:
    """Fill in what the catalogue knows of lines that name an item, and freeze it in them.

    What was typed stays: the catalogue only fills what was left empty.
    """
    rows = list(said)
    items = items_named(row["item_code"] for row in rows if row["item_code"])
    for line, row in zip(lines, rows, strict=True):
        item = items.get(row["item_code"])
        line.catalogued, line.item_id = item, item.id if item is not None else None
        line.needs = {}
        if item is not None:
            _fill(shipment, line, item)


def needs_met(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Lot, expiry and permit stand where the items ask for them."""
    wanting = [
        f"{line.position}. {line.item}"
        for line in shipment.lines
        if any(
            line.needs.get(name) and not getattr(line, name)
            for name in ("lot", "expiry", "permit")
        )
    ]
    if not wanting:
        return None
    return UnmetCondition(
        "needs_missing",
        N_("These items ask for their lot, expiry or permit: %(lines)s."),
        {"lines": "; ".join(wanting)},
    )


def marks_asked(shipment: Shipment) -> list[str]:
    """Return the handling marks its items ask for, in the order of its lines."""
    asked = (line.needs.get("marks", ()) for line in shipment.lines)
    return list(dict.fromkeys(mark for marks in asked for mark in marks))


def marks_borne(shipment: Shipment, inputs: Inputs) -> None:
    """Raise NotReady where the cartons do not bear the marks that the items ask for."""
    borne = {mark.value for mark in inputs["marks"]}
    missing = [mark for mark in marks_asked(shipment) if mark not in borne]
    if missing:
        raise NotReady(
            UnmetCondition(
                "marks_missing",
                N_("The items ask for these marks on the cartons: %(marks)s."),
                {"marks": ", ".join(f"form.handling_mark.{one}" for one in missing)},
            )
        )


def in_base(line: ShipmentLine, quantity: int) -> Fraction:
    """Return so many units of a line in base units, by the ratio frozen in the line."""
    ratio: Mapping[str, int] = line.needs.get("ratio", {"numerator": 1, "denominator": 1})
    return quantity * Fraction(ratio["numerator"], ratio["denominator"])


def _fill(shipment: Shipment, line: ShipmentLine, item: Item) -> None:
    own, theirs = (
        letter_language(city.letter_language) for city in (shipment.consignor, shipment.consignee)
    )
    line.item = line.item or item.names.get(own) or item.names[ENGLISH]
    line.item_partner = line.item_partner or item.names.get(theirs) or item.names[ENGLISH]
    line.hs_code = line.hs_code or item.hs_code
    line.unit = line.unit or item.unit
    whole_base(item, line.quantity, line.unit)
    ratio = _ratio(item, line.unit)
    line.needs = item.needs | {
        "base": item.unit,
        "ratio": {"numerator": ratio.numerator, "denominator": ratio.denominator},
    }
    if not line.hs_code:
        raise NotReady(
            UnmetCondition(
                "no_hs_code",
                N_("Line %(line)s: the catalogue knows no HS code for it; write one."),
                {"line": str(line.position)},
            )
        )


def _ratio(item: Item, unit: str) -> Fraction:
    try:
        return item.ratio(unit)
    except UnknownUnit:
        raise NotReady(
            UnmetCondition(
                "not_counted_so",
                N_("%(item)s is not counted in %(unit)s; choose one of: %(units)s."),
                {"item": item.code, "unit": unit, "units": ", ".join(item.counted_in)},
            )
        ) from None
