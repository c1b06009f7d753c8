"""What the papers of a consignment share: parties, transport, goods, and their labels."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from exchange.documents.forms import Cell, Key, Line, Sign, Texts, each, pair
from exchange.documents.packing import cubic_metres, figure
from exchange.documents.paper import Side
from exchange.documents.tables import Column, Row, Table
from exchange.facts.shapes import GoodsLine
from exchange.wording.passages import Word, day
from exchange.wording.words import FALLBACK, Text, official, pick, short

Facts = Mapping[str, Any]
Sides = Sequence[Side]
RELATED: Final = {
    "manifest": "manifest_no",
    "packing_list": "list_no",
    "waybill": "waybill",
    "invoice": "invoice_no",
    "certificate": "certificate_no",
    "goods_received": "receipt_no",
}
DASH: Final = "–"


def party(facts: Facts, which: str, label: str, sides: Sides, *, brief: bool = False) -> Cell:
    """Return a party with its names, its address, and, unless `brief`, how to reach it."""
    found = facts[which]
    lines: list[Any] = [[n] for n in each(found["names"], which, sides, english=True)]
    addresses = found.get("addresses") or {}
    order = (FALLBACK, *(side.lang for side in sides))
    if known := [Text(addresses[lang], lang) for lang in order if addresses.get(lang)]:
        lines.append([known[0]])
    if brief:
        return Cell(pair(sides, label), lines, bold=True)
    lines += [[found["contact"]]] if found.get("contact") else []
    lines += line_of(sides, "registration", found.get("registration"))
    return Cell(pair(sides, label), lines, bold=True)


def line_of(sides: Sides, key: str, *values: Any) -> list[Line]:
    """Return a label and what it says as one line, or nothing where nothing is known."""
    known = [value for value in values if value]
    return [Line(pair(sides, key), known)] if known else []


def transport(facts: Facts, sides: Sides) -> Cell:
    """Return how the goods travel, as far as it is known."""
    lines: list[Any] = [[*pair(sides, facts["mode"]), facts["carrier"]]]
    lines += line_of(sides, "waybill", facts["waybill"])
    lines += line_of(sides, "dispatched", facts["dispatched_on"])
    lines += line_of(sides, "eta", facts["eta"])
    lines += line_of(sides, "pallets", facts["pallets"])
    lines += line_of(sides, "seal", facts["seal"])
    return Cell(pair(sides, "transport"), lines)


def related(facts: Facts, kind: str, sides: Sides) -> Cell:
    """Return the other papers of the consignment, the case, the appeal and the agreement."""
    lines: list[Any] = []
    for other, label in RELATED.items():
        if other not in {kind, "waybill"}:
            lines += line_of(sides, label, facts["papers"].get(other))
    lines += line_of(sides, "case", facts["case"])
    lines += line_of(sides, "appeal", facts["appeal"])
    lines += line_of(sides, "agreement", facts["ties"][-1]["began"] if facts["ties"] else "")
    return Cell(pair(sides, "papers"), lines)


def copies(facts: Facts, sides: Sides) -> Cell:
    """Return date and copy of the paper."""
    lines: list[Any] = line_of(sides, "issued", facts["issued_on"])
    for side in sides:
        copy = side.common["copies"].format(
            n=facts["copy"], of=facts["copies"], version=facts["version"]
        )
        lines.append([Text(copy, side.lang)])
    return Cell(pair(sides, "paper"), lines)


def weight_keys(totals: Facts, lines: Sequence[GoodsLine], sides: Sides) -> list[Key]:
    """Return cartons, quantities, weights and volume as the first figures of a paper."""
    return [
        Key(pair(sides, "cartons"), [(figure(Decimal(totals["cartons"])), "")]),
        Key(pair(sides, "quantity"), quantities(lines, sides)),
        Key(pair(sides, "gross"), [(figure(Decimal(totals["gross_kg"])), "kg")]),
        Key(pair(sides, "net"), [(figure(Decimal(totals["net_kg"])), "kg")]),
        Key(pair(sides, "volume"), [(cubic_metres(Decimal(totals["volume_m3"])), "m³")]),
    ]


def quantities(lines: Sequence[GoodsLine], sides: Sides) -> list[tuple[str, Text]]:
    """Return the sum of each unit; metres and pieces are never added."""
    sums: dict[str, Decimal] = {}
    labels = {line["unit"]: line["unit_label"] for line in lines}
    for line in lines:
        sums[line["unit"]] = sums.get(line["unit"], Decimal(0)) + Decimal(line["quantity"])
    return [
        (figure(sum_), pick(labels[unit], sides[0].lang, "unit_label"))
        for unit, sum_ in sums.items()
    ]


def amount(line: GoodsLine) -> Decimal:
    """Return the value of a line; nothing where none is declared."""
    return Decimal(line["quantity"]) * Decimal(line["unit_value"] or 0)


def value_of(lines: Sequence[GoodsLine]) -> Decimal:
    """Return the value of all lines, which are in one currency."""
    return sum(map(amount, lines), Decimal(0))


def description(line: Facts, n: int, sides: Sides) -> Texts:
    """Return what the line is called, a language a line."""
    return each(line["description"], f"lines[{n}].description", sides)


def unit(line: Facts, n: int, sides: Sides) -> Texts:
    """Return the unit in each language; where both are short they stand on one line."""
    return each(line["unit_label"], f"lines[{n}].unit_label", sides)


def heads(sides: Sides, *keys: str, of: str = "") -> Texts:
    """Return the head of a column that says one or two things, and what its figures are `of`."""
    told = [[str(side.say[key]) for key in keys] for side in sides]
    texts = [Text(" · ".join(words), side.lang) for words, side in zip(told, sides, strict=True)]
    texts[0] = Text(f"{texts[0]}, {of}", texts[0].lang) if of else texts[0]
    return [text for n, text in enumerate(texts) if text.text not in [t.text for t in texts[:n]]]


def goods_table(
    facts: Facts, sides: Sides, columns: Sequence[Column], rows: Iterator[Row], **more: Any
) -> Table:
    """Return a table of goods with the words for totals in the languages of the paper."""
    return Table(
        caption=pair(sides, "goods"),
        columns=columns,
        rows=list(rows),
        forward=pair(sides, "forward"),
        backward=pair(sides, "backward"),
        total=pair(sides, "total"),
        at=[f"{n} / {len(facts['lines'])}" for n in range(1, len(facts["lines"]) + 1)],
        **more,
    )


def words_of(facts: Facts, side: Side) -> dict[str, Word]:
    """Return the facts that sentences of these papers may name, in one language."""
    language = side.lang
    said = {
        name: pick_text
        for which in ("owner", "partner")
        for name, pick_text in (
            (which, Word(official(facts[which], which, language).text)),
            (f"{which}_short", Word(short(facts[which], which, language).text)),
        )
    }
    said |= {key: Word(facts[key]) for key in ("appeal", "waybill") if facts.get(key)}
    purpose = facts.get("purpose") or {}
    if said_in := purpose.get(language) or purpose.get(FALLBACK):
        said["purpose"] = Word(said_in)
    if facts.get("papers"):
        said["receipt"] = Word(facts["papers"].get("goods_received", ""))
    said |= {
        key: day(facts[key], language) for key in ("issued_on", "received_on") if facts.get(key)
    }
    return said


def signatures(sides: Sides, *boxes: tuple[str, Texts]) -> list[Sign]:
    """Return boxes with a line for name, signature and date."""
    return [Sign(pair(sides, key), by, [pair(sides, "signature")]) for key, by in boxes]


def long_boxes(sides: Sides, *boxes: tuple[str, Texts]) -> list[Sign]:
    """Return boxes with a line each for name, function, date and signature."""
    lines = [pair(sides, key) for key in ("name", "function", "date", "sign")]
    return [Sign(pair(sides, key), by, lines) for key, by in boxes]


def post_of_step(facts: Facts, which: int, sides: Sides) -> Texts:
    """Return the post that drafted (0) or decided (-1), if there is an approval line."""
    steps = facts["approval"]
    return [pick(steps[which]["post"], sides[0].lang, "approval.post")] if steps else []


def names(facts: Facts, which: str, sides: Sides) -> Texts:
    """Return what a party is called, once a language."""
    return each(facts[which]["names"], which, sides)


def official_names(facts: Facts, which: str, sides: Sides) -> Texts:
    """Return the official name of one of the two cities, once a language."""
    return each(facts[which]["names"], f"{which}.names", sides)


def issuer(facts: Facts, sides: Sides) -> Cell:
    """Return which city issued a report, and when."""
    lines: list[Any] = [[name] for name in official_names(facts, "owner", sides)]
    return Cell(pair(sides, "issued"), [*lines, [facts["issued_on"]]], bold=True)
