"""What is odd about a packing, and what cannot be: each finding has its code and its sentence."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from exchange import clock, facts
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.figures import decimals
from exchange.facts.pallets import spans, volume_of
from exchange.models import Carton, Shipment
from exchange.workflows.way_rules import shelf_lives_of

LIMITS: Final[dict[str, Any]] = tomllib.loads(
    (Path(facts.__file__).parent / "packing_limits.toml").read_text(encoding="utf-8")
)
MILLION: Final = 10**6  # kg/m³ in a g/mm³

UNREAD: Final = UnmetCondition(
    "warnings_unread", N_("To pack it so, say that you have read this.")
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; one that `stops` is no packing at all."""

    unmet: UnmetCondition
    stops: bool = False


def lint(shipment: Shipment, *, warnings_read: bool) -> None:
    """Raise NotReady with all that stops it, or with what was not read yet."""
    found = findings(shipment)
    told = [one.unmet for one in found]
    if any(one.stops for one in found):
        raise NotReady(*told)
    if found and not warnings_read:
        raise NotReady(*told, UNREAD)


def findings(shipment: Shipment) -> list[Finding]:
    """Return what is odd about how it is packed, the worst first."""
    found = [*_of_cartons(shipment), *_of_pallets(shipment)]
    return sorted(found, key=lambda one: not one.stops)


def refuse_stale(shipment: Shipment, carrier: str, eta: date | None) -> None:
    """Raise NotReady for what is expired on arrival or too near to it, and what is too heavy.

    Without a day of arrival it is held against today.
    """
    day = eta or clock.today(shipment.consignee.timezone)
    unmet = [*_expired(shipment, day), *_too_short(shipment, day), *_too_heavy(shipment, carrier)]
    if unmet:
        raise NotReady(*unmet)


def _of_cartons(shipment: Shipment) -> Iterator[Finding]:
    rules: tuple[tuple[str, str, Callable[[Carton], bool], bool], ...] = (
        ("empty_carton", N_("Cartons %(cartons)s weigh nothing: what is in them?"), _empty, True),
        (
            "impossible_weight",
            N_("Cartons %(cartons)s would be heavier than gold: look at sizes and weights."),
            lambda one: _density(one) > LIMITS["densest_kg_m3"] * volume_of(one),
            True,
        ),
        (
            "heavy_carton",
            N_("Cartons %(cartons)s weigh more than one person lifts: say so to who loads them."),
            lambda one: one.gross_g > LIMITS["hand_lift_g"],
            False,
        ),
        (
            "unusual_weight",
            N_("Cartons %(cartons)s are unusually light or heavy for their size."),
            _unusual,
            False,
        ),
        (
            "mixed_lots",
            N_("Cartons %(cartons)s hold several lots of one item."),
            _mixed,
            False,
        ),
    )
    for code, message, is_so, stops in rules:
        if numbers := [one.position for one in shipment.cartons if is_so(one)]:
            yield Finding(UnmetCondition(code, message, {"cartons": spans(numbers)}), stops)


def _of_pallets(shipment: Shipment) -> Iterator[Finding]:
    tall = [
        one.position
        for one in shipment.pallet_units
        if one.height_mm is not None and one.height_mm > LIMITS["pallet_height_mm"]
    ]
    full = [
        pallet.position
        for pallet in shipment.pallet_units
        if pallet.volume_mm3 is not None
        if sum(volume_of(one) for one in shipment.cartons if one.pallet is pallet)
        > pallet.volume_mm3
    ]
    if full:
        message = N_("Pallets %(pallets)s are smaller than the cartons on them.")
        yield Finding(
            UnmetCondition("overfull_pallet", message, {"pallets": spans(full)}), stops=True
        )
    if tall:
        message = N_("Pallets %(pallets)s are higher than %(cm)s cm.")
        said = {"pallets": spans(tall), "cm": decimals(LIMITS["pallet_height_mm"], 1)}
        yield Finding(UnmetCondition("tall_pallet", message, said))


def _empty(carton: Carton) -> bool:
    return carton.net_g == 0


def _density(carton: Carton) -> int:
    return carton.gross_g * MILLION


def _unusual(carton: Carton) -> bool:
    weight, room = _density(carton), volume_of(carton)
    if weight > LIMITS["densest_kg_m3"] * room:
        return False  # said already
    return bool(weight < LIMITS["light_kg_m3"] * room or weight > LIMITS["heavy_kg_m3"] * room)


def _mixed(carton: Carton) -> bool:
    lots: dict[str, set[str]] = {}
    for content in carton.contents:
        lots.setdefault(content.line.item, set()).add(content.lot)
    return any(len(known) > 1 for known in lots.values())


def _expired(shipment: Shipment, day: date) -> Iterator[UnmetCondition]:
    gone = [
        one.line.item
        for one in shipment.contents
        if one.expiry is not None
        if one.expiry.latest < day
    ]
    if gone:
        message = N_("Expired on arrival: %(items)s.")
        yield UnmetCondition("expired", message, {"items": _named(gone)})


def _too_short(shipment: Shipment, day: date) -> Iterator[UnmetCondition]:
    for rule, line in shelf_lives_of(shipment):
        left = [
            (one.expiry.latest - day).days
            for one in shipment.contents
            if one.line_id == line.id and one.expiry is not None and one.expiry.latest >= day
        ]
        if left and min(left) < (rule.shelf_life_days or 0):
            yield UnmetCondition(
                "short_shelf_life",
                N_("%(item)s has %(left)s days left on arrival; %(wanted)s are asked for."),
                {
                    "item": line.item,
                    "left": str(min(left)),
                    "wanted": str(rule.shelf_life_days),
                },
            )


def _too_heavy(shipment: Shipment, carrier: str) -> Iterator[UnmetCondition]:
    most = LIMITS["carriers"].get(carrier.casefold())
    if most is not None and (
        numbers := [one.position for one in shipment.cartons if one.gross_g > most]
    ):
        yield UnmetCondition(
            "over_carriers_limit",
            N_("Cartons %(cartons)s weigh more than the %(kg)s kg this carrier takes."),
            {"cartons": spans(numbers), "kg": decimals(most, 3)},
        )


def _named(items: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(items))
