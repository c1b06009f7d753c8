"""The annex of an invitation: outline of the visit, who bears which cost, programme and roster."""

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from exchange.documents.paper import Side
from exchange.wording.dates import file_date, length, long_date, period
from exchange.wording.passages import Word, say
from exchange.wording.words import Text, official, pick

BLANK_ROWS = 6  # printed when nobody is named yet; more go on a list of the same form
COLUMNS = (
    "full_name",
    "born_on",
    "nationality",
    "passport_number",
    "passport_valid_until",
    "post",
)


def annex_view(facts: Mapping[str, Any], sides: Sequence[Side]) -> SimpleNamespace:
    """Return the tables of the annex."""
    people = facts["participants"]
    blank = [("",) * len(COLUMNS)] * min(BLANK_ROWS, people)
    roster = [tuple(person.get(key, "") for key in COLUMNS) for person in facts["roster"]]
    return SimpleNamespace(
        overview=list(_overview(facts, sides)),
        itinerary=list(_itinerary(facts, sides)),
        roster=roster or blank,
        roster_is_short=len(roster or blank) < people,
    )


def _overview(facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[SimpleNamespace]:
    """Yield the rows of the outline: a label and a text in each language."""
    start, end = facts["starts_on"], facts["ends_on"]
    yield _labelled(sides, "purpose", [pick(facts["purpose"], s.lang, "purpose") for s in sides])
    yield _labelled(
        sides,
        "period",
        [Text(period(start, end, s.lang) + length(start, end, s.lang), s.lang) for s in sides],
    )
    yield _labelled(
        sides, "people", [Text(say(s.passages, "visitors", s.letter), s.lang) for s in sides]
    )
    for n, cost in enumerate(facts["costs"]):
        city = facts[cost["bearer"]]
        yield SimpleNamespace(
            labels=[
                say(
                    s.passages,
                    "borne_by",
                    {"bearer": Word(official(city, cost["bearer"], s.lang).text)},
                )
                for s in sides
            ],
            texts=[pick(cost["covers"], s.lang, f"costs[{n}].covers") for s in sides],
        )
    yield _labelled(
        sides, "reply", [Text(long_date(facts["reply_by"], s.lang), s.lang) for s in sides]
    )
    yield _labelled(sides, "contact", [Text(s.letter["contact"], s.lang) for s in sides])


def _labelled(sides: Sequence[Side], key: str, texts: list[Text]) -> SimpleNamespace:
    return SimpleNamespace(labels=[s.say["annex"][key] for s in sides], texts=texts)


def _itinerary(facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[SimpleNamespace]:
    for n, one in enumerate(facts["itinerary"]):
        texts = [
            pick(words, side.lang, f"itinerary[{n}].{part}") if words else Text("", side.lang)
            for side in sides
            for part, words in (("morning", one["morning"]), ("afternoon", one["afternoon"]))
        ]
        on = file_date(one["on"], sides[0].lang) if one["on"] else str(n + 1)
        yield SimpleNamespace(on=on, texts=texts)
