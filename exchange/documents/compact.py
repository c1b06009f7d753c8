"""Letters of intent and agreements: article by article in two languages, signed by two cities."""

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final, cast

from babel.lists import format_list

from exchange.documents.letter import passages_of
from exchange.documents.paper import Side, common_view
from exchange.errors import N_, ExchangeError
from exchange.facts.shapes import PaperFacts
from exchange.wording.heads import post_of_head
from exchange.wording.locales import locale_of
from exchange.wording.passages import Word, count, day, say
from exchange.wording.words import Text, official, pick

ARTICLES: Final[Mapping[str, tuple[str, ...]]] = {
    "intent": ("purpose", "fields", "steps", "bodies", "nature", "texts"),
    "agreement": (
        "purpose",
        "fields",
        "bodies",
        "finance",
        "visits",
        "nature",
        "settlement",
        "duration",
        "amendment",
        "texts",
    ),
}
PARTIES: Final = ("owner", "partner")


class ResolutionMissing(ExchangeError):
    """A sister city agreement names no council resolution."""

    code = "resolution_missing"


def compact_view(kind: str, facts: Mapping[str, Any], sides: Sequence[Side]) -> SimpleNamespace:
    """Return everything the template of articles shows.

    Raises WordsMissing naming the field, and ResolutionMissing for a sister city agreement that
    no council has approved.
    """
    if kind == "agreement" and facts["tie"] == "sister" and not facts["council_resolution"]:
        raise ResolutionMissing(N_("A sister city agreement needs the council's resolution."))
    full = tuple(
        Side(s.lang, s.say, s.common, _words(facts, s, len(sides)), passages_of(facts, s))
        for s in sides
    )
    title = "title" if kind == "intent" else f"title_{facts['tie']}"
    said = say(full[0].passages, title, full[0].letter)
    view = common_view(cast("PaperFacts", facts), full, said)
    view.originals = [say(s.passages, "original", s.letter) for s in full]
    view.titles = [say(s.passages, title, s.letter) for s in full]
    view.parties = [[s.letter["owner_party"], s.letter["partner_party"]] for s in full]
    view.preamble = [_preamble(kind, facts, s) for s in full]
    view.articles = list(_articles(kind, facts, full))
    view.signed = [_signed(facts, s) for s in full]
    owner, partner = ([_post(facts, party, s) for s in full] for party in PARTIES)
    view.signatories = [owner, partner[::-1]]  # each in its own language first
    return view


def _words(facts: Mapping[str, Any], side: Side, halves: int) -> dict[str, Word]:
    language = side.lang
    words = {party: official(facts[party], party, language).text for party in PARTIES}
    for party in PARTIES:
        country = pick(facts[party]["country"], language, f"{party}.country").text
        words[f"{party}_party"] = say(
            side.say, "party", {"country": country, "city": Word(words[party])}
        )
        words[f"{party}_body"] = pick(facts[f"{party}_body"], language, f"{party}_body").text
    words |= {
        "place": pick(facts["place"], language, "place").text if facts["place"] else "",
        "resolution": facts["council_resolution"],
        "languages": _named(facts["languages"], language),
    }
    said = {key: Word(text) for key, text in words.items()}
    for key, field in (
        ("resolved_on", "council_resolved_on"),
        ("intent_on", "intent_on"),
        ("signed_on", "signed_on"),
    ):
        if facts[field]:
            said[key] = day(facts[field], language)
    originals = facts["originals"]
    return said | {
        "years_of_term": count(facts["term_years"], language),
        "notice_months": count(facts["notice_months"], language),
        "each": count(originals, language),
        "n": Word(str(facts["copy"])),
        "of": Word(str(originals * halves)),
    }


def _named(languages: Sequence[str], language: str) -> str:
    """Return the languages of the texts by CLDR's names: "Korean and Chinese"."""
    locale = locale_of(language)
    names = [str(locale.languages[tag.split("-")[0]]) for tag in dict.fromkeys(languages)]
    return str(format_list(names, locale=locale))


def _preamble(kind: str, facts: Mapping[str, Any], side: Side) -> list[str]:
    founded = kind == "agreement" and bool(facts["intent_on"])
    told = [say(side.passages, "preamble_intent" if founded else "preamble", side.letter)]
    if kind == "agreement":
        basis = "basis_council" if facts["council_resolution"] else "basis_plain"
        told.append(say(side.passages, basis, side.letter))
    return told


def _articles(
    kind: str, facts: Mapping[str, Any], sides: Sequence[Side]
) -> Iterator[SimpleNamespace]:
    for number, key in enumerate(ARTICLES[kind], start=1):
        chosen = _chosen(key, facts, len(sides))
        yield SimpleNamespace(
            headings=[_heading(number, key, side) for side in sides],
            texts=[say(_own(side, chosen), chosen, side.letter) for side in sides],
            items=[_items(facts, side) if key == "fields" else [] for side in sides],
        )


def _chosen(key: str, facts: Mapping[str, Any], halves: int) -> str:
    """Return which wording of the article the facts ask for."""
    if key == "texts" and halves == 1:
        return "texts_one"
    if key == "duration" and not facts["term_years"]:
        return "duration_open"
    return key


def _own(side: Side, key: str) -> Mapping[str, str]:
    """Return the articles, with the passage an officer wrote anew in its place."""
    anew = side.passages.get(f"articles.{key}")
    return {**side.say["articles"], key: anew} if anew else side.say["articles"]


def _heading(number: int, key: str, side: Side) -> str:
    heading = side.say["articles"][f"{key}_heading"]
    return say(side.say, "article", {"n": str(number), "heading": heading})


def _items(facts: Mapping[str, Any], side: Side) -> list[str]:
    named = [side.say["fields"][field] for field in facts["fields"]]
    return [
        say(side.say, "item", {"n": str(n), "text": text}) for n, text in enumerate(named, start=1)
    ]


def _signed(facts: Mapping[str, Any], side: Side) -> str:
    known = facts["signed_on"] and facts["place"]
    return say(side.passages, "signed" if known else "unsigned", side.letter)


def _post(facts: Mapping[str, Any], party: str, side: Side) -> Text:
    return post_of_head(facts[party], party, side.lang, side.common)
