"""Sentences with facts in them, bent as each language bends words around a name or a number.

A passage is written as `{partner_short}{partner_short:과}` and the like. What may stand after
the colon is said at `Word`; everything else is the fact itself.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Self

from exchange.errors import N_, ExchangeError
from exchange.wording.dates import known_parts, long_date
from exchange.wording.korean import FIRST, LAST, particle
from exchange.wording.locales import locale_of
from exchange.wording.words import with_article

PRECISIONS: Final = {1: "year", 2: "month", 3: "day"}
UNSPACED: Final = frozenset({"ja", "zh-Hans", "zh-Hant"})


class PassageBroken(ExchangeError):
    """A passage names a fact that this kind of letter does not have."""

    code = "passage_broken"


class Word(str):
    """A fact as it stands in a sentence.

    `{x}` is the fact. `{x:을}` is the Korean particle that fits it, 이, 을, 과, 은 or 으로;
    `{x:gap}` is a space unless it ends in Hangul; `{x:the}` is an English place name with its
    article, `{x:The}` with a capital one; `{x:one=a guest|other=# guests}` chooses by the plural
    of a number, `#`, and `{x:day=on|month=in|year=in}` by how much of a date is known.
    """

    __slots__ = ("form",)
    form: str

    def __new__(cls, text: str, form: str = "other") -> Self:
        """Keep with the text which form of the words around it is due."""
        word = super().__new__(cls, text)
        word.form = form
        return word

    def __format__(self, spec: str) -> str:
        """Return the fact, or what the passage asks to be put beside it."""
        if not spec:
            return str(self)
        if "=" in spec:
            forms = dict(form.split("=", 1) for form in spec.split("|"))
            return forms.get(self.form, forms.get("other", "")).replace("#", self)
        if spec == "gap":
            return "" if self and FIRST <= ord(self[-1]) <= LAST else " "
        if spec in {"the", "The"}:
            named = with_article(self)
            return named if spec == "the" else named[:1].upper() + named[1:]
        return particle(self, spec)


def day(iso: str, language: str) -> Word:
    """Return a date in full as far as it is known."""
    return Word(long_date(iso, language), PRECISIONS[len(known_parts(iso))])


def count(number: int, language: str) -> Word:
    """Return a whole number with the plural that CLDR gives it."""
    form = locale_of(language).plural_form(number)
    return Word(str(number), form)


def say(passages: Mapping[str, str], key: str, facts: Mapping[str, str]) -> str:
    """Return one passage with its facts; raise PassageBroken where it names one there is not."""
    try:
        return passages[key].format_map(facts)
    except (KeyError, ValueError, IndexError) as broken:
        raise PassageBroken(
            N_("The passage %(passage)s cannot be filled: %(what)s."),
            passage=key,
            what=str(broken),
        ) from broken


def joined(sentences: Sequence[str], language: str) -> str:
    """Return sentences as one paragraph."""
    return ("" if language in UNSPACED else " ").join(filter(None, sentences))
