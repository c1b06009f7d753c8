"""A letter: its facts as the words of each language, and its paragraphs level in two columns."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final, cast

from exchange.documents.annex import annex_view
from exchange.documents.packing import figure
from exchange.documents.paper import Side, common_view
from exchange.facts.shapes import PaperFacts
from exchange.wording.dates import known_parts, period, registered_date
from exchange.wording.heads import post_of_head, title_of_head
from exchange.wording.korean import JOINER
from exchange.wording.languages import half, part_of
from exchange.wording.passages import Word, count, day, joined, say
from exchange.wording.plans import (
    GOODS,
    MESSAGE,
    PLANS,
    SAID,
    anniversary,
    paragraphs,
    year,
    years,
)
from exchange.wording.words import (
    FALLBACK,
    Text,
    government,
    official,
    pick,
    short,
)

DASH: Final = "–"
COMMAS: Final = {"ja": "、", "zh-Hans": "、", "zh-Hant": "、", "ar": "، "}
DATES: Final = (
    "reply_by",
    "answered_on",
    "approved_on",
    "dispatched_on",
    "eta",
    "received_on",
    "consent_on",
)
TEXTS: Final = ("title", "event", "service")
PLAIN: Final = (
    *("answered", "carrier", "waybill", "case"),
    *("claim", "shipment", "carrier_reference"),
)
FLUSH: Final = frozenset({"salutation", "salutation_body", "enclosure", "enclosures", "contact"})


def letter_view(kind: str, facts: Mapping[str, Any], sides: Sequence[Side]) -> SimpleNamespace:
    """Return everything the letter's template shows; raise WordsMissing naming the field."""
    full = tuple(
        Side(s.lang, s.say, s.common, letter_words(kind, facts, s.lang), passages_of(facts, s))
        for s in sides
    )
    plan = PLANS[kind]
    subject = plan.subject(facts)
    title = say(full[0].passages, subject, full[0].letter)
    view = common_view(cast("PaperFacts", facts), full, title)
    addressee = "addressee_body" if plan.body_addressed else "addressee"
    view.addressees = [say(s.passages, addressee, s.letter) for s in full]
    view.places = ["" if plan.body_addressed else say(s.passages, "place", s.letter) for s in full]
    view.subjects = [say(s.passages, subject, s.letter) for s in full]
    view.rows = list(_rows(kind, facts, full))
    view.goods = list(_goods(facts, full))
    view.goods_keys = _goods_keys(facts)
    view.posts = [post_of_head(facts["owner"], "owner", s.lang, s.common) for s in full]
    view.issued = [
        s.common.get("dated", "{day}").format(day=day(facts["issued_on"], s.lang)) for s in full
    ]
    view.registered = [registered_date(facts["issued_on"], s.lang) for s in full]
    view.references = [_reference(facts, s) for s in full]
    view.annex = annex_view(facts, full) if kind == "invitation" else None
    return view


def letter_words(kind: str, facts: Mapping[str, Any], language: str) -> dict[str, Word]:
    """Return the facts that sentences of this kind may name, in `language` or in English."""
    owner, partner = facts["owner"], facts["partner"]
    found = half(kind, language)
    labels = found.words if found else {}
    words = {
        "owner": official(owner, "owner", language).text,
        "owner_short": short(owner, "owner", language).text,
        "owner_post": post_of_head(owner, "owner", language, labels).text,
        "owner_office": pick(facts["office"]["names"], language, "office.names").text,
        "partner": official(partner, "partner", language).text,
        "partner_short": short(partner, "partner", language).text,
        "partner_post": post_of_head(partner, "partner", language, labels).text,
        "partner_title": title_of_head(partner, "partner", language, labels).text,
        "partner_country": pick(partner["country"], language, "partner.country").text,
        "partner_government": government(partner, "partner", language).text,
        "contact": _contact(facts["contact"], language),
    }
    words |= {key: pick(facts[key], language, key).text for key in TEXTS if facts.get(key)}
    words |= {key: facts[key] for key in PLAIN if facts.get(key)}
    if facts.get("body"):
        words["partner_post"] = pick(facts["body"], language, "body").text
    said = {key: Word(text) for key, text in words.items()}
    said |= {key: day(facts[key], language) for key in DATES if facts.get(key)}
    said |= _figures(kind, facts, language)
    return said


def _figures(kind: str, facts: Mapping[str, Any], language: str) -> dict[str, Word]:
    """Return the numbers, periods and lists that sentences may name."""
    said = {"year": Word(str(year(facts))), "years": count(years(facts), language)}
    if facts["ties"]:
        first, last = facts["ties"][0]["began"], facts["ties"][-1]["began"]
        said |= {"first_began": day(first, language)} if first else {}
        said |= {"began": day(last, language)} if last else {}
    if kind == "congratulation":
        said["years"] = count(anniversary(facts), language)
    if facts.get("participants"):
        said["people"] = count(facts["participants"], language)
    if facts.get("starts_on"):
        told = period(facts["starts_on"], facts["ends_on"], language)
        said["period"] = Word(told.replace(DASH, DASH + JOINER))  # no line ends in the dash
    comma = COMMAS.get(language, ", ")
    if facts.get("papers"):
        said["papers"] = Word(comma.join(_title(paper, language) for paper in facts["papers"]))
    if facts.get("enclosed"):
        said["enclosed"] = Word(comma.join(facts["enclosed"]))
    written = half(kind, language)
    seasons = written.words.get("seasons") if written else None
    if seasons:
        said["season"] = Word(seasons[known_parts(facts["issued_on"])[1] - 1])
    return said


def _title(kind: str, language: str) -> str:
    part = part_of(kind, language) or part_of(kind, FALLBACK)
    return str(part.words["title"]) if part else kind


def _contact(contact: Mapping[str, Any], language: str) -> str:
    name = pick(contact["names"], language, "contact.names").text
    parts = [name, contact["phone"], contact["email"]]
    return COMMAS.get(language, ", ").join(part for part in parts if part)


def passages_of(facts: Mapping[str, Any], side: Side) -> Mapping[str, str]:
    """Return the passages of the half, with those an officer wrote anew in their place."""
    wording = facts.get("wording") or {}
    anew = {key: texts[side.lang] for key, texts in wording.items() if texts.get(side.lang)}
    return {**side.say, **anew}


def _rows(kind: str, facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[SimpleNamespace]:
    """Yield the paragraphs level with each other; the table of goods is a row of its own."""
    for keys in paragraphs(kind, facts):
        if keys == (GOODS,):
            yield SimpleNamespace(table=True, texts=[], flush=False, far=False)
            continue
        texts = list(_texts(keys, facts, sides))
        if texts:
            yield SimpleNamespace(
                table=False, texts=texts, flush=keys[0] in FLUSH, far=keys[0] == "valediction"
            )


def _texts(
    keys: tuple[str, ...], facts: Mapping[str, Any], sides: Sequence[Side]
) -> Iterator[Text]:
    if keys == (MESSAGE,):
        if facts.get("message"):
            yield from (pick(facts["message"], s.lang, "message") for s in sides)
        return
    if keys == (SAID,):
        typed = [Text(text, lang) for lang, text in (facts.get("said") or {}).items()]
        yield from (typed * len(sides))[: len(sides)]
        return
    for side in sides:
        sentences = [say(side.passages, key, side.letter) for key in keys]
        yield Text(joined(sentences, side.lang), side.lang)


def _goods_keys(facts: Mapping[str, Any]) -> list[str]:
    """Return which columns beyond item, quantity and unit the goods have."""
    goods = facts.get("goods") or []
    wanted = {"received": "received_on", "handed": "handed_to", "used": "used_for"}
    return [key for key, field in wanted.items() if any(line.get(field) for line in goods)]


def _goods(facts: Mapping[str, Any], sides: Sequence[Side]) -> Iterator[SimpleNamespace]:
    """Yield the rows of the table of goods: texts in every language of the paper."""
    languages = [side.lang for side in sides]
    for n, line in enumerate(facts.get("goods") or []):
        yield SimpleNamespace(
            item=list(_item(line, n, sides)),
            quantity=figure(Decimal(line["quantity"])),
            unit=each(line["unit_label"], f"goods[{n}].unit_label", languages),
            received=[Text(day(line["received_on"], tag), tag) for tag in languages]
            if line.get("received_on")
            else [],
            handed=each(line.get("handed_to") or {}, f"goods[{n}].handed_to", languages),
            used=each(line.get("used_for") or {}, f"goods[{n}].used_for", languages),
        )


def _item(line: Mapping[str, Any], n: int, sides: Sequence[Side]) -> Iterator[Text]:
    """Yield what an item is called in each language, and in which way it differs, if it does."""
    said = {side.lang: side.say for side in sides}
    for text in each(line["description"], f"goods[{n}].description", list(said)):
        differs = line.get("difference")
        words = said.get(text.lang, sides[-1].say)[differs] if differs else ""
        yield Text(f"{text.text} – {words}", text.lang) if words else text


def each(words: Mapping[str, str], field: str, languages: Sequence[str]) -> list[Text]:
    """Return a text once in every language that has it, in the order of the halves."""
    texts = [pick(words, language, field) for language in languages] if words else []
    return [text for n, text in enumerate(texts) if text not in texts[:n]]


def _reference(facts: Mapping[str, Any], side: Side) -> str:
    """Return the papers and cases the letter belongs to, as its number block says them."""
    named = side.say["reference"]
    return COMMAS.get(side.lang, ", ").join(
        named[one["kind"]].format(number=one["number"]) for one in facts.get("reference") or []
    )
