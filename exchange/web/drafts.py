"""What a form holds before anybody types: the case as it is written, or what is likely meant."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from babel.numbers import list_currencies
from flask_babel import get_locale
from marshmallow import Schema

from exchange import clock
from exchange.facts.paper import languages_of
from exchange.facts.words import FALLBACK, LETTER_LANGUAGES, UNITS, letter_language
from exchange.identity import me
from exchange.models import PARTNERSHIPS, City, Document, Person, Shipment
from exchange.policy import owner_is_abroad
from exchange.queries.cities import partners_of
from exchange.queries.office import people_of, posts_of
from exchange.schemas.carriage import Way
from exchange.schemas.documents import FactsBasis
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


def likely(action: str, subject: Subject) -> Told:
    """Return what is most likely meant when `action` is asked for, for the reader to change."""
    first: dict[str, Callable[[Subject], Told]] = {
        "pack": _one_carton_a_line,
        "plan_way": _as_planned,
        "record_receipt": _counted_today,
        "replace": lambda _s: {"basis": FactsBasis.ANEW.value},
        "change_roles": lambda s: {"roles": sorted(s.parts)},
        "resume": lambda s: {"starts_on": s.starts_on, "ends_on": s.ends_on},
        "propose_changes": lambda s: {"starts_on": s.starts_on, "ends_on": s.ends_on},
        "reword": lambda s: {"passages": rewordable(s)},
        "report": lambda s: {"people_took_part": s.participant_count},
    }
    return first.get(action, lambda _subject: {})(subject)


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
    everybody = _everybody() if plural == "mailings" else {}
    return {"currency": currency, "budget_currency": currency} | everybody


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
    subject: Subject | None = None, typed: Mapping[str, Any] | None = None
) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return what may be chosen in fields that name a city, a unit or a currency."""
    home = me.city
    if home is None:
        return {}
    partners = [one.city for one in _partners(home)]
    others = [_named(one) for one in partners]
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
        "recipients": others,
        "city": [_named(home), *both],
        "unit": [
            (code, f"{words.get(language, words['en'])} ({code})") for code, words in UNITS.items()
        ],
        "budget_currency": _currencies(),
        "currency": _currencies(),
        "acts_for": [_named(home), *others],
        "in_language": [(tag, language_name(tag)) for tag in LETTER_LANGUAGES],
        "language": [(tag, OWN_NAMES[tag]) for tag in LANGUAGES],
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


def _one_carton_a_line(subject: Subject) -> Told:
    """Offer a carton for each line; the clerk says how many there were and how large."""
    packages = [
        {"cartons": "", "contents": [{"line": line.position, "quantity": "", "lot": line.lot}]}
        for line in subject.lines
    ]
    return {"packages": packages}


def _as_planned(subject: Subject) -> Told:
    first = {"from_zone": subject.consignor.timezone, "to_zone": subject.consignee.timezone}
    return {"legs": Way().dump(subject)["legs"] or [first]}


def _counted_today(_subject: Subject) -> Told:
    zone = me.city.timezone if me.city else "UTC"
    return {
        "counted_on": clock.today(zone),
        "place": in_words(me.city.names) if me.city else "",
        "rest_as_sent": True,
    }


def _partners(home: Any) -> list[Any]:
    found = partners_of(home, clock.today(home.timezone))
    return sorted(found, key=lambda one: in_words(one.city.names))


def _named(city: Any) -> tuple[str, str]:
    return city.slug, in_words(city.names)


def _currencies() -> list[tuple[str, str]]:
    """Offer the currency of the reader's office first, then every one there is."""
    own = me.city.office.currency if me.city and me.city.office else ""
    known = sorted(list_currencies(get_locale()))
    names = get_locale().currencies
    return [(code, f"{code} {names.get(code, '')}") for code in [*filter(None, [own]), *known]]
