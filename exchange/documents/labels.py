"""Labels of cartons and pallets: n of N, whither, what, how heavy, how to handle, and the SSCC."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final, cast

from exchange.documents import goods
from exchange.documents.barcode import barcode_svg
from exchange.documents.forms import Texts, pair
from exchange.documents.packing import figure
from exchange.documents.paper import Side, common_view
from exchange.documents.waybill import marks_of
from exchange.facts.shapes import PaperFacts
from exchange.wording.languages import part_of
from exchange.wording.words import FALLBACK, Text, pick

MOST_CONTENTS: Final = 3  # that a label has room for; the packing list says the rest
MOST_MARKS: Final = 5
ON_SHEET: Final = 4


def labels_view(kind: str, facts: Mapping[str, Any], sides: Sequence[Side]) -> SimpleNamespace:
    """Return one label for each carton or pallet; raise WordsMissing."""
    both = tuple(sides)
    view = common_view(cast("PaperFacts", facts), both, both[0].say["title"])
    view.is_pallet = kind == "pallet_labels"
    view.keys = {key: _three(both, key) for key in ("from_short", "to_short", "contents")}
    view.keys |= {
        "unit": _three(both, "pallet" if view.is_pallet else "a_carton"),
        "gross": _three(both, "gross"),
        "list": pair(both, "list_no"),
        "cartons": pair(both, "on_pallet") if view.is_pallet else [],
    }
    languages = [side.lang for side in both]
    view.sender = _names(facts, "consignor", "origin", languages)
    view.receiver = _names(facts, "consignee", "destination", languages[::-1])
    if languages[-1] == FALLBACK:  # in the receiver's own language first
        view.receiver.insert(0, view.receiver.pop())
    view.list_number = facts["papers"].get("packing_list", "")
    view.aid = [text for text in pair(both, "not_for_sale") if text.lang != FALLBACK]
    english = part_of("goods", FALLBACK)
    view.shout = str(english.words["not_for_sale"]).upper() if english else ""
    view.marks = marks_of(facts, both)[:MOST_MARKS]
    view.of = len(facts["labels"])
    labels = list(_labels(facts, both))
    step = ON_SHEET if facts["form"] == "four" else 1
    view.is_four = step == ON_SHEET
    view.sheets = [labels[i : i + step] for i in range(0, len(labels), step)]
    return view


def _three(sides: Sequence[Side], key: str) -> Texts:
    """Return a label in the languages of the paper and in English, which carriers read."""
    told = pair(sides, key)
    english = part_of("goods", FALLBACK)
    if english and FALLBACK not in {side.lang for side in sides}:
        told.append(Text(str(english.words[key]), FALLBACK))
    return told


def _names(facts: Mapping[str, Any], which: str, place: str, languages: Sequence[str]) -> Texts:
    """Return the party in these languages, then in English, where its country is named."""
    names = facts[which]["names"]
    english, country = pick(names, FALLBACK, which), facts[place]["country"]
    abroad = pick(country, FALLBACK, f"{place}.country")
    last = Text(f"{english}, {abroad}", FALLBACK) if abroad.text not in english.text else english
    told = [pick(names, language, which) for language in languages]
    return [*dict.fromkeys(text for text in told if text.lang != FALLBACK), last]


def _labels(facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[SimpleNamespace]:
    lines = {line["no"]: line for line in facts["lines"]}
    for label in facts["labels"]:
        code = label["sscc"]
        yield SimpleNamespace(
            n=label["n"],
            bars=barcode_svg(code) if code else "",
            code=f"(00) {code[0]} {code[1:10]} {code[10:17]} {code[17]}" if code else "",
            gross=figure(Decimal(label["gross_kg"])) if label["gross_kg"] else "",
            size=f"{' × '.join(label['size'])} cm" if label["size"] else "",
            cartons=label.get("cartons", ""),
            contents=list(_contents(label, lines, sides)),
            more=max(0, len(label["contents"]) - MOST_CONTENTS),
        )


def _contents(
    label: Mapping[str, Any], lines: Mapping[int, Mapping[str, Any]], sides: Sequence[Side]
) -> Iterator[SimpleNamespace]:
    for number, quantity, lot, expiry in label["contents"][:MOST_CONTENTS]:
        line = lines[number]
        told = [f"LOT {lot or line['lot']}"] if lot or line["lot"] else []
        told += [f"EXP {expiry or line['expiry']}"] if expiry or line["expiry"] else []
        yield SimpleNamespace(
            names=goods.description(line, number, sides),
            quantity=figure(Decimal(quantity)),
            unit=goods.unit(line, number, sides),
            told="".join(f" · {one}" for one in told),
        )
