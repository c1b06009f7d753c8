"""What a shipment adds up to: counted from its cartons, and refused where it disagrees."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from exchange.errors import N_, ExchangeError
from exchange.facts.shapes import Carton, GoodsLine, ManifestFacts

CM3_IN_M3 = Decimal(1_000_000)
LITRE = Decimal("0.001")
NOUGHT = Decimal(0)


class ManifestDisagrees(ExchangeError):
    """The cartons do not add up to the lines; `differences` says each."""

    code = "manifest_disagrees"

    def __init__(self, differences: Sequence[str]) -> None:
        super().__init__(
            N_("The manifest disagrees with itself: %(differences)s"),
            differences="; ".join(differences),
        )
        self.differences = tuple(differences)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over some cartons. `quantities` is by unit code: metres and pieces are never added."""

    cartons: int
    quantities: dict[str, Decimal]
    net_kg: Decimal
    gross_kg: Decimal
    volume_m3: Decimal

    def plus(self, carton: Carton, units: dict[int, str]) -> "Totals":
        """Return the totals with one carton more."""
        quantities = dict(self.quantities)
        for content in carton["contents"]:
            unit = units[content["line_no"]]
            quantities[unit] = quantities.get(unit, NOUGHT) + Decimal(content["quantity"])
        return Totals(
            self.cartons + 1,
            quantities,
            self.net_kg + Decimal(carton["net_kg"]),
            self.gross_kg + Decimal(carton["gross_kg"]),
            self.volume_m3 + volume(carton),
        )


EMPTY = Totals(0, {}, NOUGHT, NOUGHT, NOUGHT)


def volume(carton: Carton) -> Decimal:
    """Return the outer volume in m³, unrounded."""
    return (
        Decimal(carton["length_cm"])
        * Decimal(carton["width_cm"])
        * Decimal(carton["height_cm"])
        / CM3_IN_M3
    )


def units_of(lines: Sequence[GoodsLine]) -> dict[int, str]:
    """Return the unit code of each line number."""
    return {line["no"]: line["unit"] for line in lines}


def running_totals(facts: ManifestFacts) -> tuple[Totals, ...]:
    """Return the totals after each carton, in order; raise ManifestDisagrees."""
    if differences := tuple(_differences(facts)):
        raise ManifestDisagrees(differences)
    units = units_of(facts["lines"])
    totals = EMPTY
    after = []
    for carton in facts["cartons"]:
        totals = totals.plus(carton, units)
        after.append(totals)
    return tuple(after)


def figure(number: Decimal) -> str:
    """Return a number as all languages set here write it: 12,000 and 165.6."""
    return f"{number:,f}"


def cubic_metres(number: Decimal) -> str:
    """Return a volume to the litre."""
    return figure(number.quantize(LITRE))


def _differences(facts: ManifestFacts) -> Iterator[str]:
    numbers = [carton["n"] for carton in facts["cartons"]]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"cartons are not numbered 1 to {len(numbers)} in order"
    for code, times in Counter(carton["sscc"] for carton in facts["cartons"]).items():
        if times > 1:
            yield f"SSCC {code} stands on {times} cartons"
    unreadable = list(_unreadable(facts))
    if unreadable:
        yield from unreadable
        return
    for carton in facts["cartons"]:
        if Decimal(carton["net_kg"]) > Decimal(carton["gross_kg"]):
            yield f"carton {carton['n']} weighs more net than gross"
    yield from _unpacked(facts)


def _unpacked(facts: ManifestFacts) -> Iterator[str]:
    packed: dict[int, Decimal] = {line["no"]: NOUGHT for line in facts["lines"]}
    for carton in facts["cartons"]:
        for content in carton["contents"]:
            if content["line_no"] not in packed:
                yield f"carton {carton['n']} holds line {content['line_no']}, which is not listed"
                continue
            packed[content["line_no"]] += Decimal(content["quantity"])
    for line in facts["lines"]:
        if packed[line["no"]] != Decimal(line["quantity"]):
            held = packed[line["no"]]
            yield f"line {line['no']} lists {line['quantity']}, its cartons hold {held}"


def _unreadable(facts: ManifestFacts) -> Iterator[str]:
    for line in facts["lines"]:
        yield from _not_a_number(f"lines[{line['no']}].quantity", line["quantity"])
        if line["unit_value"]:
            yield from _not_a_number(f"lines[{line['no']}].unit_value", line["unit_value"])
    for carton in facts["cartons"]:
        where = f"cartons[{carton['n']}]"
        yield from _not_a_number(f"{where}.length_cm", carton["length_cm"])
        yield from _not_a_number(f"{where}.width_cm", carton["width_cm"])
        yield from _not_a_number(f"{where}.height_cm", carton["height_cm"])
        yield from _not_a_number(f"{where}.net_kg", carton["net_kg"])
        yield from _not_a_number(f"{where}.gross_kg", carton["gross_kg"])
        for content in carton["contents"]:
            yield from _not_a_number(f"{where}.contents.quantity", content["quantity"])


def _not_a_number(field: str, written: str) -> Iterator[str]:
    try:
        number = Decimal(written)
    except InvalidOperation:
        yield f"{field} is not a number: {written!r}"
        return
    if not number.is_finite() or number < 0:
        yield f"{field} is not a quantity: {written!r}"
