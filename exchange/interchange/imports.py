"""What a sheet of rows would do to a shipment: its lines, events of its way, what was counted.

The row of keys (`item`, `quantity` …) says what each column is, whatever the headings are called.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError

from exchange.errors import N_, ExchangeError, NotReady, UnmetCondition
from exchange.interchange.reading import Rows, SheetRefused
from exchange.models import Shipment
from exchange.schemas.shipments import CountInput, LineInput, ShipmentDraft
from exchange.schemas.way import WayEventInput
from exchange.workflows.content import content_of
from exchange.workflows.receipt_rules import check_count

PROBLEM = "problem"
SEARCHED = 6  # rows in which the keys are looked for
Told = dict[str, str]
Amiss = tuple[str, str, Mapping[str, str]]  # field, message, what fills its places


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sheet: the action it is, the columns it has, and those that only inform."""

    action: str
    shape: type[Schema]
    informing: tuple[str, ...]
    identifying: tuple[str, ...]  # a row with nothing but these is left for later

    @property
    def columns(self) -> list[str]:
        """The keys of the columns, in order."""
        own = list(self.shape().fields)
        at = len(self.identifying)
        return [*own[:at], *self.informing, *own[at:]]


KINDS = {
    "lines": Kind("edit", LineInput, (), ()),
    "events": Kind("note_event", WayEventInput, (), ()),
    "counts": Kind("record_receipt", CountInput, ("item", "sent", "sscc"), ("carton", "line")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet as it was written, and everything that is wrong with it."""

    told: Told
    amiss: tuple[Amiss, ...]


def said_of(kind: Kind, rows: Rows) -> list[Told]:
    """Return what each row says by key; raise SheetRefused where no row of keys is found."""
    own = kind.shape().fields
    for n, keys in enumerate(rows[:SEARCHED]):
        known = [key for key in keys if key in own]
        if len(known) == len(set(known)) and len(known) >= len(own) // 2:
            told = [_by_key(keys, one, kind) for one in rows[n + 1 :]]
            return [one for one in told if _says_something(one, kind)]
    raise SheetRefused(
        N_("The row of keys is missing: keep the second row of the template as it is.")
    )


def checked(kind: Kind, shipment: Shipment, told: Iterable[Told]) -> list[Row]:
    """Return each row with what is wrong with it; nothing is stored."""
    more = _counting(shipment) if kind.action == "record_receipt" else _nothing_more
    return [_row(kind, one, more) for one in told]


def payload_of(kind: Kind, shipment: Shipment, rows: Iterable[Row], beside: Told) -> Any:
    """Return what the action is given: the rows that are right, and what was typed beside."""
    right = [_own(kind, row.told) for row in rows if not row.amiss]
    if kind.action == "edit":
        form = ShipmentDraft.fitted(shipment, {})
        return content_of(shipment, form) | {"lines": right}
    if kind.action == "note_event":
        return {"events": right}
    return beside | {"counts": right}


def template_of(kind: Kind, shipment: Shipment) -> list[Told]:
    """Return the rows a template begins with: the lines as they are, or all that is uncounted."""
    if kind.action == "note_event":
        return []
    if kind.action == "edit":
        form = ShipmentDraft.fitted(shipment, {})
        lines = content_of(shipment, form)["lines"]
        return [{key: _text(value) for key, value in line.items()} for line in lines]
    return [
        {
            "carton": str(carton.position),
            "line": str(content.line.position),
            "item": content.line.item,
            "sent": str(content.quantity),
            "sscc": carton.sscc,
        }
        for carton in shipment.cartons
        for content in carton.contents
        if content.count is None
    ]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _by_key(keys: list[str], row: list[str], kind: Kind) -> Told:
    known = set(kind.columns)
    return {key: cell for key, cell in zip(keys, row, strict=False) if key in known}


def _own(kind: Kind, told: Told) -> Told:
    return {key: told[key] for key in kind.shape().fields if told.get(key)}


def _says_something(told: Told, kind: Kind) -> bool:
    return any(_own(kind, told).keys() - set(kind.identifying))


def _row(kind: Kind, told: Told, more: Callable[[Any], ExchangeError | None]) -> Row:
    try:
        loaded = kind.shape().load(_own(kind, told))
    except ValidationError as wrong:
        found: Any = wrong.messages
        return Row(told, tuple((key, str(one), {}) for key, all_ in found.items() for one in all_))
    refusal = more(loaded)
    unmet = refusal.unmet if isinstance(refusal, NotReady) else ()
    return Row(told, tuple(("", one.message, one.params) for one in unmet))


def _nothing_more(_loaded: Any) -> None:
    return None


def _counting(shipment: Shipment) -> Callable[[Any], ExchangeError | None]:
    """Return a check of each count against what was packed; none stands twice in a sheet.

    What somebody else has counted is judged as at the door, which keeps both.
    """
    packed = {
        (carton.position, content.line.position): content.quantity
        for carton in shipment.cartons
        for content in carton.contents
    }

    def check(count: Any) -> ExchangeError | None:
        quantity = packed.pop((count["carton"], count["line"]), None)
        if quantity is None:
            where = {"carton": str(count["carton"]), "line": str(count["line"])}
            message = N_("Carton %(carton)s holds no line %(line)s, or is named twice.")
            return NotReady(UnmetCondition("not_to_count", message, where))
        return check_count(quantity, count)

    return check
