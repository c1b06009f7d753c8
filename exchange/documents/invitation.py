"""The invitation letter: its facts in the words of each half, and the tables of its annex."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from exchange.documents.dates import (
    file_date,
    known_parts,
    length,
    long_date,
    period,
    registered_date,
    whole,
)
from exchange.documents.paper import Side, common_view
from exchange.documents.words import (
    Text,
    government,
    official,
    pick,
    post_of_head,
    short,
)
from exchange.facts.shapes import Contact, InvitationFacts, Participant, Tie

BLANK_ROWS = 6  # printed when nobody is named yet; more go on a list of the same form
JUBILEE = 5  # years between anniversaries worth a sentence
BLANK: tuple[str, ...] = ("",) * 6


def invitation_view(
    facts: InvitationFacts, sides: Sequence[Side], *, tight: bool = False
) -> SimpleNamespace:
    """Return everything the letter's template shows; raise WordsMissing naming the field.

    `tight` sets a long letter a little smaller, so that it is signed on its first page.
    """
    full = tuple(Side(s.lang, s.say, s.common, _letter(facts, s.lang)) for s in sides)
    left = full[0]
    view = common_view(facts, full, Markup(left.say.subject(left.letter)).unescape())  # noqa: S704
    view.tight = tight
    view.overview = list(_overview(facts, full))
    view.itinerary = list(_itinerary(facts, full))
    view.roster = [_row(person) for person in facts["roster"]] or [
        BLANK for _ in range(min(BLANK_ROWS, facts["participants"]))
    ]
    view.roster_is_short = len(view.roster) < facts["participants"]
    return view


def _letter(facts: InvitationFacts, language: str) -> SimpleNamespace:
    """Return the facts of the letter's sentences, every one in `language` or in English."""
    owner, partner = facts["owner"], facts["partner"]
    years = _jubilee(facts)
    return SimpleNamespace(
        owner=official(owner, "owner", language).text,
        owner_short=short(owner, "owner", language).text,
        owner_post=post_of_head(owner, "owner", language),
        partner=official(partner, "partner", language).text,
        partner_short=short(partner, "partner", language).text,
        partner_post=post_of_head(partner, "partner", language).text,
        partner_title=pick(partner["head_title"], language, "partner.head_title").text,
        partner_country=pick(partner["country"], language, "partner.country").text,
        partner_government=government(partner, "partner", language).text,
        title=pick(facts["title"], language, "title").text,
        ties=[_tie(tie, language) for tie in facts["ties"]],
        years=years,
        year=known_parts(facts["starts_on"])[0],
        month=known_parts(facts["issued_on"])[1],
        period=period(facts["starts_on"], facts["ends_on"], language),
        people=facts["participants"],
        reply_by=long_date(facts["reply_by"], language),
        issued=long_date(facts["issued_on"], language),
        registered=registered_date(facts["issued_on"], language),
    )


def _tie(tie: Tie, language: str) -> SimpleNamespace:
    began = long_date(tie["began"], language) if tie["began"] else ""
    when = f"{'on' if tie['began'] and whole(tie['began']) else 'in'} {began}"
    return SimpleNamespace(kind=tie["kind"], began=began, when=when)


def _jubilee(facts: InvitationFacts) -> int:
    """Return the years of the present tie if the visit falls in a fifth or tenth one, else 0."""
    began = facts["ties"][-1]["began"] if facts["ties"] else ""
    if not began:
        return 0
    years = known_parts(facts["starts_on"])[0] - known_parts(began)[0]
    return years if years > 0 and years % JUBILEE == 0 else 0


def _overview(facts: InvitationFacts, sides: Sequence[Side]) -> Iterator[SimpleNamespace]:
    """Yield the rows of the annex: a label and a text in each language."""
    start, end = facts["starts_on"], facts["ends_on"]
    yield _labelled(sides, "purpose", [pick(facts["purpose"], s.lang, "purpose") for s in sides])
    yield _labelled(
        sides,
        "period",
        [Text(period(start, end, s.lang) + length(start, end, s.lang), s.lang) for s in sides],
    )
    yield _labelled(
        sides,
        "people",
        [Text(s.say.people(facts["participants"]), s.lang) for s in sides],
    )
    for n, cost in enumerate(facts["costs"]):
        city = facts[cost["bearer"]]
        yield SimpleNamespace(
            labels=[s.say.borne_by(official(city, cost["bearer"], s.lang).text) for s in sides],
            texts=[pick(cost["covers"], s.lang, f"costs[{n}].covers") for s in sides],
        )
    yield _labelled(
        sides,
        "reply",
        [Text(long_date(facts["reply_by"], s.lang), s.lang) for s in sides],
    )
    yield _labelled(sides, "contact", [_contact(facts["contact"], s.lang) for s in sides])


def _labelled(sides: Sequence[Side], key: str, texts: list[Text]) -> SimpleNamespace:
    return SimpleNamespace(labels=[s.say.annex[key] for s in sides], texts=texts)


def _contact(contact: Contact, language: str) -> Text:
    name = pick(contact["names"], language, "contact.names")
    parts = [name.text, contact["phone"], contact["email"]]
    comma = ", " if name.lang in {"ko", "en"} else "，" if name.lang.startswith("zh") else "、"
    return Text(comma.join(part for part in parts if part), name.lang)


def _itinerary(facts: InvitationFacts, sides: Sequence[Side]) -> Iterator[SimpleNamespace]:
    for n, day in enumerate(facts["itinerary"]):
        texts = [
            pick(words, side.lang, f"itinerary[{n}].{part}") if words else Text("", side.lang)
            for side in sides
            for part, words in (
                ("morning", day["morning"]),
                ("afternoon", day["afternoon"]),
            )
        ]
        on = file_date(day["on"], sides[0].lang) if day["on"] else str(n + 1)
        yield SimpleNamespace(on=on, texts=texts)


def _row(person: Participant) -> tuple[str, ...]:
    known: dict[str, Any] = dict(person)
    keys = (
        "full_name",
        "born_on",
        "nationality",
        "passport_number",
        "passport_valid_until",
        "post",
    )
    return tuple(known.get(key, "") for key in keys)
