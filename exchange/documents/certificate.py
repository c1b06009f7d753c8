"""The certificate of donation: who gave what to whom, in figures and in words, for signature."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from exchange.documents import goods
from exchange.documents.figures import sum_in_words
from exchange.documents.forms import Form, Texts, each, form_view, pair, sentences
from exchange.documents.packing import figure
from exchange.documents.paper import Side
from exchange.documents.tables import CLOSING, SHEET, Column, Row, Table
from exchange.wording.heads import post_of_head
from exchange.wording.languages import part_of
from exchange.wording.passages import Word, joined, say
from exchange.wording.words import FALLBACK, Text, pick


def certificate_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the certificate; raise WordsMissing."""
    known = [goods.words_of(facts, side) for side in sides]
    gift = ["statement", *(["appeal"] if facts["appeal"] else [])]
    use = ["use", *(["purpose"] if all("purpose" in words for words in known) else [])]
    form = Form(
        kind="certificate",
        said=[_paragraph(sides, keys, known) for keys in (gift, use)],
        tables=[_lines(facts, sides)],
        noted=list(_sums(facts, sides)),
    )
    view = form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)
    view.loud = list(_loud(sides))
    view.givers = [
        goods.party(facts, "consignor", "donor", sides, brief=True),
        goods.party(facts, "consignee", "donee", sides, brief=True),
    ]
    view.posts = [post_of_head(facts["owner"], "owner", s.lang, s.common) for s in sides]
    view.placed = [
        say(s.say, "placed", words | {"place": Word(_place(facts, s))})
        for s, words in zip(sides, known, strict=True)
    ]
    view.signed = [*pair(sides, "name"), "·", *pair(sides, "sign")]
    return view


def _paragraph(
    sides: Sequence[Side], keys: Sequence[str], known: Sequence[Mapping[str, Word]]
) -> Texts:
    told = [sentences(sides, key, known) for key in keys]
    return [
        Text(joined([one[n].text for one in told], side.lang), side.lang)
        for n, side in enumerate(sides)
    ]


def _loud(sides: Sequence[Side]) -> Iterator[Text]:
    """Yield the two declarations in the languages of the paper, and in English for customs."""
    keys = ("not_for_sale", "customs_only")
    for side in sides:
        if side.lang != FALLBACK:
            yield Text(" · ".join(str(side.say[key]) for key in keys), side.lang)
    english = part_of("goods", FALLBACK)
    if english is not None:
        yield from (Text(str(english.words[key]).upper(), FALLBACK) for key in keys)


def _place(facts: Mapping[str, Any], side: Side) -> str:
    return pick(facts["origin"]["names"], side.lang, "origin.names").text


def _lines(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(44, pair(sides, "description")),
        Column(20, pair(sides, "quantity"), numeric=True),
        Column(18, pair(sides, "unit")),
        Column(20, goods.heads(sides, "unit_price", of=facts["currency"]), numeric=True),
        Column(25, goods.heads(sides, "amount", of=facts["currency"]), numeric=True),
        Column(14, [Text("HS", FALLBACK)]),
        Column(29, pair(sides, "origin")),
    ]
    sums, done = [], Decimal(0)
    for line in facts["lines"]:
        done += goods.amount(line)
        sums.append({4: figure(done)})
    cartons = f"{facts['totals']['cartons']} {sides[0].say['cartons']}"
    weight = f"{cartons} · {facts['totals']['gross_kg']} kg"
    if sums:
        sums[-1][6] = weight
    return goods.goods_table(facts, sides, columns, _rows(facts, sides), sums=sums, span=3)


def _rows(facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[Row]:
    for n, line in enumerate(facts["lines"]):
        yield Row(
            [
                goods.description(line, n, sides),
                [figure(Decimal(line["quantity"]))],
                goods.unit(line, n, sides),
                [figure(Decimal(line["unit_value"] or 0))],
                [figure(goods.amount(line))],
                [line["hs"]],
                each(line["origin_names"], f"lines[{n}].origin_names", sides),
            ]
        )


def _sums(facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[Texts]:
    """Yield the value in figures, and in words where custom has them."""
    worth = facts["value"], facts["currency"]
    yield [Text(f"{s.say['whole_sum']} {sum_in_words(*worth, s.lang)}", s.lang) for s in sides]
