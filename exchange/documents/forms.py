"""A shipment paper or a report as its template shows it: key figures, cells, tables, sign boxes.

All of them are one form. A module for each kind fills it; nothing here knows any kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final, cast

from exchange.documents.paper import Side, common_view
from exchange.documents.tables import Table, leaves_of
from exchange.facts.shapes import PaperFacts, Words
from exchange.wording.languages import part_of
from exchange.wording.passages import Word, say
from exchange.wording.words import FALLBACK, Text, pick

LONG_FIGURE: Final = 11  # characters that fit the column of a key figure

Texts = list[Text]


@dataclass(frozen=True, slots=True)
class Key:
    """One of the figures a reader looks for first; `values` are figures with their units."""

    label: Sequence[Any]
    values: Sequence[tuple[Any, Text | str]]
    accent: bool = False

    @property
    def is_small(self) -> bool:
        """Several figures, words, or a long figure: set smaller."""
        return len(self.values) > 1 or any(len(f"{v} {u}") > LONG_FIGURE for v, u in self.values)


@dataclass(frozen=True, slots=True)
class Line:
    """What a cell says: a label, and its values beside it."""

    label: Texts
    values: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """A labelled cell: its lines, each a `Line` or a few texts; the first may be bold."""

    label: Sequence[Any]
    lines: Sequence[Any]
    bold: bool = False
    pictures: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """A box to sign in; `fields` are the labels of the lines to be filled in by hand."""

    label: Texts
    by: Texts = field(default_factory=list)
    fields: Sequence[Texts] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A whole paper before its rows are dealt to pages."""

    kind: str
    keys: Sequence[Key] = ()
    cells: Sequence[Sequence[Cell]] = ()
    said: Sequence[Texts] = ()  # sentences, level in two columns, above the tables
    tables: Sequence[Table] = ()
    noted: Sequence[Texts] = ()  # the same, below the tables
    loud: Sequence[Texts] = ()  # what must not be overlooked
    asked: Sequence[Cell] = ()  # boxes left to be filled in
    signs: Sequence[Sign] = ()
    photos: SimpleNamespace | None = None  # the annex, see `illustrations`


def form_view(
    facts: Mapping[str, Any],
    sides: Sequence[Side],
    form: Form,
    *,
    room: float | None,
    sheet: float,
    closing: float,
) -> SimpleNamespace:
    """Return everything the template of forms shows.

    `room` is the height in mm left where the tables begin, `sheet` that of a whole page, `closing`
    that of what stands below the tables; without `room` the tables are left out, so that these can
    be measured.
    """
    both = tuple(sides)
    view = common_view(cast("PaperFacts", facts), both, both[0].say["title"])
    view.titles = [Text(side.say["title"], side.lang) for side in both]
    english = part_of(form.kind, FALLBACK)
    if FALLBACK not in {side.lang for side in both} and english:
        view.titles.append(Text(english.words["title"], FALLBACK))
    view.form = form
    view.number_label = pair(both, "number")
    view.measuring = room is None
    view.leaves = [] if room is None else list(leaves_of(form.tables, room, sheet, closing))
    view.sheet = sheet_class(facts)
    return view


def sheet_class(facts: Mapping[str, Any]) -> str:
    """Return the class of the body: the sheets of its reader's country."""
    return " us" if facts.get("sheet") == "Letter" else ""


def pair(sides: Sequence[Side], *way: str) -> Texts:
    """Return a label in the languages of the paper, once where both say the same."""
    found: Texts = []
    for side in sides:
        words: Any = side.say
        for key in way:
            words = words[key]
        if words not in [text.text for text in found]:
            found.append(Text(str(words), side.lang))
    return found


def sentences(sides: Sequence[Side], key: str, facts: Sequence[Mapping[str, Word]]) -> Texts:
    """Return one passage of each half with its facts."""
    return [
        Text(say(side.say, key, known), side.lang)
        for side, known in zip(sides, facts, strict=True)
    ]


def each(words: Words, field_: str, sides: Sequence[Side], *, english: bool = False) -> Texts:
    """Return a text once in every language of the paper that has it, left half first.

    A half whose labels are English, because nobody has written its own, takes the text of that
    other language rather than none. Raises WordsMissing where there is no text at all.
    """
    languages = [side.lang for side in sides] + ([FALLBACK] if english else [])
    known = [Text(text, language) for language, text in words.items() if text]
    texts = [
        pick(words, language, field_) if words.get(language) or words.get(FALLBACK) else text
        for language in languages
        for text in (known[-1:] or [pick(words, language, field_)])
    ]
    return [text for n, text in enumerate(texts) if text not in texts[:n]]


def typed(words: Words, sides: Sequence[Side]) -> Texts:
    """Return what a person wrote, in the languages of the paper, or in the one they wrote in."""
    known = [Text(words[s.lang], s.lang) for s in sides if words.get(s.lang)]
    return known or [Text(text, language) for language, text in words.items() if text][:1]
