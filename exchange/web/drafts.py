"""What a form holds before anybody types: the case as it is written, or what is likely meant."""

from collections.abc import Mapping, Sequence
from typing import Any

from babel.numbers import list_currencies
from flask_babel import get_locale
from marshmallow import Schema

from exchange import clock
from exchange.errors import N_, NotFound
from exchange.facts.paper import languages_of
from exchange.facts.words import FALLBACK, LETTER_LANGUAGES, UNITS, letter_language
from exchange.identity import me
from exchange.identity.sessions import reader
from exchange.models import CENTRE_LANGUAGES, PARTNERSHIPS, City, Document, Person, Shipment
from exchange.policy import owner_is_abroad
from exchange.queries.appeals import catalogue, open_appeals, standing_pledges
from exchange.queries.cities import on_record, partners_of
from exchange.queries.office import people_of, posts_of
from exchange.web.language import LANGUAGES, OWN_NAMES, in_words, label, language_name
from exchange.wording.marked import marked
from exchange.workflows.content import FORMS, content_of
from exchange.workflows.document_facts import correctable
from exchange.workflows.engine import Subject
from exchange.workflows.person_rules import successors_of

Told = dict[str, Any]
MOST_FACTS, LONGEST_QUOTE = 300, 60


def written(schema: Schema, subject: Subject) -> Told:
    """Return the case as its form would hold it, to be edited or copied into a new one."""
    return content_of(subject, schema)


def rewordable(subject: Subject) -> list[Told]:
    """Return every marked passage as it stands: as it was written anew, else as the template."""
    wording = subject.wording or {}
    return [
        {
            "passage": one.key,
            "language": one.language,
            "text": wording.get(one.key, {}).get(one.language) or one.text,
            "template": one.text,
            "facts": sorted(one.facts),
        }
        for one in marked(subject.paper_kind, languages_of(subject))
    ]


def fresh(plural: str) -> Told:
    """Return what a new case of the reader's city begins with."""
    office = me.city.office if me.city else None
    currency = office.currency if office else ""
    more = _everybody() if plural == "mailings" else {}
    if plural == "documents" and me.city:
        more = {"year": clock.today(me.city.timezone).year}
    return {"currency": currency, "budget_currency": currency} | more


def _everybody() -> Told:
    """Offer a mailing to every sister and friendship city of today, a row for each language."""
    partners = [
        one.city
        for one in (_partners(me.city) if me.city else ())
        if one.is_certain and one.tie.kind in PARTNERSHIPS
    ]
    spoken = {letter_language(city.letter_language) for city in partners}
    own = letter_language(me.city.letter_language) if me.city else ""
    rows = [one for one in LETTER_LANGUAGES if one in {FALLBACK, *spoken} - {own}]
    return {
        "recipients": [city.slug for city in partners],
        "texts": [{"in_language": one} for one in sorted(rows, key=lambda one: one != FALLBACK)],
    }


def choices(
    subject: Subject | None = None, typed: Mapping[str, Any] | None = None, plural: str = ""
) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return what may be chosen in fields that name a city, a unit or a currency."""
    home = me.city
    if home is None:
        return {}
    partners = [one.city for one in _partners(home)]
    others = [_named(one) for one in partners]
    if plural == "documents" and subject is None:
        others = sorted(map(_named, on_record(home)), key=lambda one: one[1])
    both = (
        others
        if subject is None or subject.partner_city is None
        else [_named(subject.partner_city)]
    )
    language = str(get_locale().language)
    return {
        "partner": others,
        "consignor": [_named(one) for one in partners if one.office is None],
        "consignee": [_named(one) for one in _consignees(home, partners, subject, typed or {})],
        **_aid_choices(home, others),
        "recipients": others,
        "city": [_named(home), *both],
        "unit": [
            (code, f"{words.get(language, words['en'])} ({code})") for code, words in UNITS.items()
        ],
        "budget_currency": _currencies(),
        "currency": _currencies(),
        "acts_for": [_named(home), *others],
        "in_language": [(tag, language_name(tag)) for tag in LETTER_LANGUAGES],
        "language": [(tag, language_name(tag)) for tag in CENTRE_LANGUAGES]
        if plural == "service_cases"
        else [(tag, OWN_NAMES[tag]) for tag in LANGUAGES],
        "successor": _successors(subject),
        "field": _fields(subject),
        "timezone": [(one, one.replace("_", " ")) for one in clock.zones()]
        if isinstance(subject, (Person, Shipment))
        else (),
        "fact": _facts(subject),
        **_office_choices(home),
    }


def _consignees(
    home: City, partners: Sequence[City], subject: Subject | None, typed: Mapping[str, Any]
) -> Sequence[City]:
    """Return who may receive: somebody's office counts it, and aid announced to us is for us."""
    if subject is not None and owner_is_abroad(subject):
        return [subject.partner_city]
    if subject is None and "consignor" in typed:
        return [home]
    return partners if home.office is not None else [one for one in partners if one.office]


def _aid_choices(home: Any, others: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the items, and what the reader's city may answer or carry out."""
    who = reader()
    abroad = {one.city.slug for one in _partners(home) if one.city.office is None}
    for_others = [one for one in others if one[0] in abroad] if home.office else []
    return {
        "item_code": [(one.code, in_words(one.names)) for one in catalogue()],
        "appeal": [(one.reference, _titled(one)) for one in open_appeals(who)],
        "pledge": [(one.reference, _titled(one)) for one in standing_pledges(who)],
        "in_need": [_named(home), *for_others],
        "giver": [_named(home), *for_others],
    }


def _titled(case: Any) -> str:
    return f"{case.reference} · {in_words(case.titles)}"


def _office_choices(home: Any) -> dict[str, Sequence[tuple[str, str]]]:
    """Return the posts and the people of the reader's own city."""
    posts = [(one.code, in_words(one.names)) for one in posts_of(home)]
    people = [
        (one.email, f"{in_words(one.title) or one.name} · {one.email}") for one in people_of(home)
    ]
    return {"post": posts, "superior": posts, "person": people, "deputy": people}


def _fields(subject: Subject | None) -> list[tuple[str, str]]:
    """Return the fields of a case that is decided on, for remarks to name."""
    form = FORMS.get(subject.__tablename__) if subject is not None else None
    return [(name, label("form", "field", name)) for name in form.fields] if form else []


def _facts(subject: Subject | None) -> list[tuple[str, str]]:
    """Return the texts of a paper that may be corrected, each with how it reads; not of a list."""
    if not isinstance(subject, Document):
        return []
    found = list(correctable(subject.facts))
    return [(path, f"{path}: {words[:LONGEST_QUOTE]}") for path, words in found[:MOST_FACTS]]


def _successors(subject: Subject | None) -> list[tuple[str, str]]:
    if not isinstance(subject, Person):
        return []
    return [(str(one.id), f"{in_words(one.title)} · {one.name}") for one in successors_of(subject)]


def _partners(home: Any) -> list[Any]:
    found = partners_of(home, clock.today(home.timezone))
    return sorted(found, key=lambda one: in_words(one.city.names))


def check_partner(plural: str, typed: Mapping[str, Any]) -> None:
    """Refuse the form of a record of a city with which there never was anything."""
    slug = typed.get("partner")
    if plural != "documents" or not slug or me.city is None:
        return
    if slug not in {city.slug for city in on_record(me.city)}:
        raise NotFound(N_("There is nothing here."))


def _named(city: Any) -> tuple[str, str]:
    return city.slug, in_words(city.names)


def _currencies() -> list[tuple[str, str]]:
    """Offer the currency of the reader's office first, then every one there is."""
    own = me.city.office.currency if me.city and me.city.office else ""
    known = sorted(list_currencies(get_locale()))
    names = get_locale().currencies
    return [(code, f"{code} {names.get(code, '')}") for code in [*filter(None, [own]), *known]]
