"""How the head of a city is called in each language: title and place as one post."""

from collections.abc import Mapping
from typing import Any, Final

from exchange.facts.shapes import City
from exchange.wording.words import FALLBACK, SPACELESS, Text, official, pick, short, with_article

FUSED: Final = frozenset({"ko", "ja"})  # 시 + 시장 = 시장; Chinese says 市市长 in full
ENGLISH_OF: Final = "of"


def title_of_head(city: City, side: str, language: str, labels: Mapping[str, Any]) -> Text:
    """Return the title alone: the city's own word, else the language's word for the English one.

    `labels` are those every paper shares: `heads` has titles by their English ones, `head_of` how
    title and name are joined, `latin` says that the language writes Latin letters. Raises
    WordsMissing.
    """
    own = city["head_title"].get(language, "")
    known = labels.get("heads", {}).get(city["head_title"].get(FALLBACK, ""), "")
    if own or known:
        return Text(own or known, language)
    return pick(city["head_title"], FALLBACK, f"{side}.head_title")


def post_of_head(city: City, side: str, language: str, labels: Mapping[str, Any]) -> Text:
    """Return the post of the city's head: 삿포로시장, 札幌市長, 武汉市市长, Mayor of Sapporo.

    Where the name or the title is not known in `language`, both are given in English, so that a
    post is never half in one language and half in another.
    """
    title = title_of_head(city, side, language, labels)
    name = official(city, side, language)
    if name.lang != language and labels.get("latin"):  # the short English name is the place's own
        name = Text(short(city, side, FALLBACK).text, language)
    if language == FALLBACK or language not in {title.lang} & {name.lang}:
        return _english(city, side)
    if language in FUSED and name.text[-1] == title.text[0]:
        return Text(name.text + title.text[1:], language)
    if "head_of" in labels:
        return Text(labels["head_of"].format(title=title, name=name), language)
    between = "" if language.startswith(SPACELESS) else " "
    return Text(f"{name}{between}{title}", language)


def _english(city: City, side: str) -> Text:
    title = pick(city["head_title"], FALLBACK, f"{side}.head_title")
    name = pick(city["names"], FALLBACK, f"{side}.names")
    return Text(f"{title} {ENGLISH_OF} {with_article(name.text)}", FALLBACK)
