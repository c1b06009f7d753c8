"""Take from the facts the words of one language, falling back to English, never to a blank."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.errors import N_, ExchangeError
from exchange.facts.shapes import City, Words

FALLBACK = "en"
SPACELESS = ("ja", "zh")  # scripts that put no space between a place and a post
ARTICLE = (
    "City of ",
    "Municipality of ",
    "Province of ",
    "County of ",
    "Commune of ",
    "State ",
)


class WordsMissing(ExchangeError):
    """A fact has no text in the language asked for, nor in English."""

    code = "words_missing"

    def __init__(self, field: str, language: str) -> None:
        super().__init__(
            N_("%(field)s has no text in %(language)s and none in English."),
            field=field,
            language=language,
        )
        self.field = field
        self.language = language


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language it is really in, so that it is set and read aloud as such."""

    text: str
    lang: str

    def __str__(self) -> str:
        """Return the text alone."""
        return self.text


def pick(words: Mapping[str, str], language: str, field: str) -> Text:
    """Return the text in `language`, else in English; raise WordsMissing naming `field`."""
    for wanted in (language, FALLBACK):
        if found := words.get(wanted, "").strip():
            return Text(found, wanted)
    raise WordsMissing(field, language)


def pick_first(fields: Mapping[str, Words], language: str) -> Text:
    """Return the first of several maps that has the language, else the first that has English.

    `fields` maps a field path to its words, best first; raises WordsMissing naming the last one.
    """
    for words in fields.values():
        if found := words.get(language, "").strip():
            return Text(found, language)
    for words in fields.values():
        if found := words.get(FALLBACK, "").strip():
            return Text(found, FALLBACK)
    raise WordsMissing(list(fields)[-1], language)


def official(city: City, side: str, language: str) -> Text:
    """Return the official name of the city."""
    return pick(city["names"], language, f"{side}.names")


def short(city: City, side: str, language: str) -> Text:
    """Return the name used in running text."""
    return pick_first(
        {f"{side}.short_names": city["short_names"], f"{side}.names": city["names"]},
        language,
    )


def government(city: City, side: str, language: str) -> Text:
    """Return the name of the city's government, or of the city where none is given."""
    return pick_first(
        {f"{side}.government": city["government"], f"{side}.names": city["names"]},
        language,
    )


def with_article(name: str) -> str:
    """Return an English place name as it stands after "of": "the City of Seattle", "Sapporo"."""
    if name.startswith("The "):
        return f"the {name[4:]}"
    return f"the {name}" if name.startswith(ARTICLE) else name
