"""The outcome report of an exchange: aims, people, dates, cost and what came of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from exchange.documents import goods
from exchange.documents.forms import Cell, Form, Key, form_view, pair, sentences, typed
from exchange.documents.illustrations import annex
from exchange.documents.packing import figure
from exchange.documents.paper import Side
from exchange.documents.tables import CLOSING, SHEET, Column, Row, Table
from exchange.wording.dates import length, period
from exchange.wording.passages import count, say
from exchange.wording.words import Text


def outcome_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    *,
    room: float | None = SHEET,
    sheet: float = SHEET,
    closing: float = CLOSING,
) -> SimpleNamespace:
    """Return the report; raise WordsMissing."""
    known = [goods.words_of(facts, side) for side in sides]
    form = Form(
        kind="outcome",
        keys=list(_keys(facts, sides)),
        cells=[
            [
                Cell(
                    [*pair(sides, "title_of"), "·", *pair(sides, "dates")],
                    [[t] for t in (*typed(facts["title"], sides), *_period(facts, sides))],
                    bold=True,
                ),
                Cell(pair(sides, "aims"), [[t] for t in typed(facts["aims"], sides)]),
                _case(facts, sides),
            ],
            [Cell(pair(sides, "outcome"), [[text] for text in typed(facts["outcome"], sides)])],
            *([_thanks(facts, sides)] if facts["thanks"] else []),
        ],
        said=[sentences(sides, "statement", known)],
        tables=[table for table in (_costs(facts, sides), _people(facts, sides)) if table.rows],
        signs=goods.signatures(
            sides,
            ("made", goods.post_of_step(facts, 0, sides)),
            ("authorised", goods.post_of_step(facts, -1, sides)),
        ),
        photos=annex(facts, sides),
    )
    return form_view(facts, sides, form, room=room, sheet=sheet, closing=closing)


def _keys(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Key]:
    people = facts["took_part"] or facts["planned"]
    cost = facts["cost"] or facts["budget"]
    keys = [
        Key(pair(sides, "kind"), [(text, "") for text in pair(sides, "fields", facts["kind"])]),
        Key(
            [
                *pair(sides, "people"),
                "·",
                *pair(sides, "actual" if facts["took_part"] else "planned"),
            ],
            [(say(s.say, "people_of", {"people": count(people, s.lang)}), "") for s in sides[:1]],
        ),
    ]
    if facts["took_part"]:
        label = [*pair(sides, "people"), "·", *pair(sides, "planned")]
        keys.append(Key(label, [(f"{facts['planned']:,}", "")]))
    if cost:
        label = [*pair(sides, "cost"), "·", *pair(sides, "actual" if facts["cost"] else "planned")]
        keys.append(Key(label, [(figure(Decimal(cost)), facts["currency"])]))
    if facts["cost"] and facts["budget"]:
        label = [*pair(sides, "cost"), "·", *pair(sides, "planned")]
        keys.append(Key(label, [(figure(Decimal(facts["budget"])), facts["currency"])]))
    return keys


def _case(facts: Mapping[str, Any], sides: Sequence[Side]) -> Cell:
    lines: list[Any] = goods.line_of(sides, "case", facts["case"])
    lines += [[*goods.official_names(facts, which, sides)] for which in ("owner", "partner")]
    return Cell(pair(sides, "papers"), lines)


def _period(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Text]:
    start, end = facts["starts_on"], facts["ends_on"]
    if not start or not end:
        return [Text(start, sides[0].lang)]
    return [Text(period(start, end, s.lang) + length(start, end, s.lang), s.lang) for s in sides]


def _thanks(facts: Mapping[str, Any], sides: Sequence[Side]) -> list[Cell]:
    return [Cell(pair(sides, "thanks"), [[text] for text in typed(facts["thanks"], sides)])]


def _costs(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(80, pair(sides, "item")),
        Column(50, pair(sides, "borne_by")),
        Column(40, goods.heads(sides, "amount", of=facts["currency"]), numeric=True),
    ]
    sums, done = [], Decimal(0)
    for line in facts["costs"]:
        done += Decimal(line["amount"])
        sums.append({2: figure(done)})
    rows = [
        Row(
            [
                typed(line["item"], sides),
                typed(line["bearer"], sides),
                [figure(Decimal(line["amount"]))],
            ]
        )
        for line in facts["costs"]
    ]
    return Table(
        caption=pair(sides, "budget"),
        columns=columns,
        rows=rows,
        sums=sums,
        forward=pair(sides, "forward"),
        backward=pair(sides, "backward"),
        total=pair(sides, "total"),
    )


def _people(facts: Mapping[str, Any], sides: Sequence[Side]) -> Table:
    columns = [
        Column(10, ["#"]),
        Column(60, pair(sides, "name")),
        Column(55, pair(sides, "organisation")),
        Column(45, pair(sides, "post")),
    ]
    rows = [
        Row([[str(n)], [one["name"]], [one["organisation"]], [one["post"]]])
        for n, one in enumerate(facts["people"], 1)
    ]
    return Table(caption=pair(sides, "took_part"), columns=columns, rows=rows)
