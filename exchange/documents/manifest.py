"""The shipment manifest: goods, cartons and totals, in labels of two languages and one figure."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from types import SimpleNamespace
from typing import Final

from exchange.documents.forms import sheet_class
from exchange.documents.leaves import LETTER_SHEET, ROW, SHEET, Block, deal, row_height
from exchange.documents.packing import (
    EMPTY,
    Totals,
    cubic_metres,
    figure,
    running_totals,
    units_of,
)
from exchange.documents.paper import Side, common_view
from exchange.documents.portions import Carried, Leaf, Portion, Row, told
from exchange.facts.shapes import Carton, GoodsLine, ManifestFacts, Party, Words
from exchange.wording.words import FALLBACK, Text, pick

# Column widths in mm less their padding, as in manifest.css: place, lot, expiry, quantity, size,
# net and gross.
WIDTHS: Final = {
    "few": (16.0, 20.0, 16.0, 15.0, 22.0, 11.0),
    "many": (20.0, 15.0, 16.0, 16.0, 20.0, 13.0),
}
MANY: Final = 1000  # cartons, from where "1000 / 1000" needs more than the column of few
WHOLE_SHEET: Final = SHEET


def manifest_view(
    facts: ManifestFacts,
    sides: Sequence[Side],
    *,
    room: float | None = WHOLE_SHEET,
    portion: Portion | None = None,
) -> SimpleNamespace:
    """Return everything the manifest's template shows.

    `room` is the height in mm left on the page where the goods end; None leaves the cartons out,
    so that it can be measured. A `portion` brings its own leaves, already dealt.
    Raises WordsMissing naming the field, and ManifestDisagrees saying each difference.
    """
    both = tuple(sides)
    left = both[0]
    after = running_totals(facts) if portion is None else (told(portion["totals"]),)
    view = common_view(facts, both, left.say["title"])
    languages = [side.lang for side in both]
    view.figures = _figures(after[-1] if after else EMPTY, facts["lines"], languages)
    view.parties = [_party(facts[which], which, languages) for which in ("consignor", "consignee")]
    view.facts = facts
    view.goods = [_goods(line, n, languages) for n, line in enumerate(facts["lines"])]
    view.value = _value(facts["lines"])
    view.opens = portion is None or portion["opens"]
    view.sheet = sheet_class(facts)
    if view.sheet and not view.opens:
        view.sheet = " us-next"  # the first page of this portion is none of the paper's
    view.closes = room is not None and (portion is None or portion["closes"])
    view.many = how_many(after[-1].cartons if after else 0)
    view.leaves = portion["leaves"] if portion else []
    if portion is None and room is not None:
        view.leaves = list(Leaves(facts, after, room))
    view.receiver = _each(facts["consignee"]["names"], "consignee.names", languages)
    return view


def _each(words: Words, field: str, languages: Sequence[str]) -> list[Text]:
    """Return the text once in every language that has it, in the order of the halves."""
    texts = [pick(words, language, field) for language in languages]
    return [text for n, text in enumerate(texts) if text not in texts[:n]]


def _party(party: Party, which: str, languages: Sequence[str]) -> SimpleNamespace:
    names = _each(party["names"], f"{which}.names", [*languages, FALLBACK])
    addresses = party.get("addresses", {})
    known = [lang for lang in (FALLBACK, *languages) if addresses.get(lang)]
    where = [Text(addresses[known[0]], known[0])] if known else []
    return SimpleNamespace(names=names, where=where, contact=party.get("contact", ""))


def _goods(line: GoodsLine, n: int, languages: Sequence[str]) -> SimpleNamespace:
    value = Decimal(line["unit_value"]) if line["unit_value"] else None
    return SimpleNamespace(
        no=line["no"],
        description=_each(line["description"], f"lines[{n}].description", languages),
        quantity=figure(Decimal(line["quantity"])),
        unit=_each(line["unit_label"], f"lines[{n}].unit_label", languages),
        hs=line["hs"],
        origin=_each(line["origin_names"], f"lines[{n}].origin_names", languages),
        unit_value="" if value is None else figure(value),
        amount="" if value is None else f"{line['currency']} {figure(_amount(line))}",
    )


def _amount(line: GoodsLine) -> Decimal:
    return Decimal(line["quantity"]) * Decimal(line["unit_value"])


def _value(lines: Sequence[GoodsLine]) -> str:
    """Return the value of all goods by currency, or "" where any line declares none."""
    if not lines or not all(line["unit_value"] for line in lines):
        return ""
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line["currency"]] = sums.get(line["currency"], Decimal(0)) + _amount(line)
    return " + ".join(f"{currency} {figure(total)}" for currency, total in sums.items())


def _figures(
    totals: Totals, lines: Sequence[GoodsLine], languages: Sequence[str]
) -> SimpleNamespace:
    labels: Mapping[str, Words] = {line["unit"]: line["unit_label"] for line in lines}
    return SimpleNamespace(
        cartons=figure(Decimal(totals.cartons)),
        quantities=[
            SimpleNamespace(
                number=figure(sum_), unit=pick(labels[unit], languages[0], "unit_label")
            )
            for unit, sum_ in totals.quantities.items()
        ],
        gross=figure(totals.gross_kg),
        net=figure(totals.net_kg),
        volume=cubic_metres(totals.volume_m3),
    )


class Leaves:
    """The pages' rows with what is carried to and from each, made when they are asked for.

    The first leaf stands below the goods; it has no rows where there is no room for any.
    """

    def __init__(self, facts: ManifestFacts, after: Sequence[Totals], room: float) -> None:
        """Deal the rows out; `room` is the height in mm below the goods."""
        self.cartons, self.units = facts["cartons"], units_of(facts["lines"])
        self.lots = {line["no"]: (line["lot"], line["expiry"]) for line in facts["lines"]}
        self.after = after
        self.starts: list[int] = []  # number of the first row of each carton
        sums = _carried(after[-1] if after else EMPTY, self.units)
        carried = _carried_height(sums, WIDTHS[how_many(len(self.cartons))])
        sheet = LETTER_SHEET if facts.get("sheet") == "Letter" else SHEET
        self.dealt = deal(list(self._blocks()), room, carried, sheet)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.dealt)

    def __iter__(self) -> Iterator[Leaf]:
        """Yield them in order."""
        done = EMPTY
        for n, leaf in enumerate(self.dealt):
            backward = done
            if leaf:
                done = self.after[self._owner(leaf[-1])]
            yield Leaf(
                rows=[row for block in leaf for row in self._rows(block)],
                backward=_carried(backward, self.units) if backward.cartons else None,
                forward=_carried(done, self.units),
                is_below_goods=n == 0,
                is_first=not backward.cartons,
                is_last=n == len(self.dealt) - 1,
            )

    def _blocks(self) -> Iterator[Block]:
        last = 0
        for carton in self.cartons:
            first = last
            heights = [row["height"] for row in _rows(carton, len(self.cartons), self.lots)]
            last += len(heights)
            self.starts.append(first)
            yield Block(first, last, sum(heights))

    def _owner(self, block: Block) -> int:
        return bisect_right(self.starts, block.first) - 1

    def _rows(self, block: Block) -> Iterator[Row]:
        owner = self._owner(block)
        first = self.starts[owner]
        rows = _rows(self.cartons[owner], len(self.cartons), self.lots)
        yield from islice(rows, block.first - first, block.last - first)


def how_many(cartons: int) -> str:
    """Return the class of the carton table, which decides how wide its columns are."""
    return "many" if cartons >= MANY else "few"


def _carried(totals: Totals, units: Mapping[int, str]) -> Carried:
    single = len(set(units.values())) == 1
    return Carried(
        cartons=figure(Decimal(totals.cartons)),
        quantity=figure(next(iter(totals.quantities.values()))) if single else "",
        volume=cubic_metres(totals.volume_m3),
        net=figure(totals.net_kg),
        gross=figure(totals.gross_kg),
    )


def _carried_height(sums: Carried, widths: Sequence[float]) -> float:
    """Return the height of the rows that carry totals, which is that of the largest.

    Figures in bold are wider by a thirtieth, which is less than what `row_height` allows a comma.
    """
    texts = (sums["quantity"], f"{sums['volume']} m³", sums["net"], sums["gross"])
    columns = (*widths[3:], widths[5])
    return row_height(list(zip(texts, columns, strict=True)))


def _rows(carton: Carton, of: int, lots: Mapping[int, tuple[str, str]]) -> Iterator[Row]:
    """Yield one row for each content; what belongs to the carton stands on its first row only."""
    widths = WIDTHS[how_many(of)]
    size = " × ".join((carton["length_cm"], carton["width_cm"], carton["height_cm"]))
    code, place = carton["sscc"], f"{carton['n']} / {of}"
    for n, content in enumerate(carton["contents"]):
        lot, expiry = lots[content["line_no"]]
        lot, expiry = content["lot"] or lot, content["expiry"] or expiry
        quantity = figure(Decimal(content["quantity"]))
        measured = zip((place, lot, expiry, quantity, size), widths, strict=False)
        height = row_height(tuple(measured))
        yield Row(
            first=n == 0,
            ends=n == len(carton["contents"]) - 1,
            place=place,
            sscc=f"{code[:6]} {code[6:12]} {code[12:]}",
            item=content["line_no"],
            lot=lot,
            expiry=expiry,
            quantity=quantity,
            size=size,
            net=figure(Decimal(carton["net_kg"])),
            gross=figure(Decimal(carton["gross_kg"])),
            height=height,
            tall=height > ROW,
        )
