"""What every paper carries, and how one is ordered: facts frozen, number given, job owed."""

from typing import Any

from exchange import clock, history, numbering, outbox
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts import shapes
from exchange.facts.approval import approval_block
from exchange.facts.words import country_names, letter_language
from exchange.models import (
    City,
    Document,
    DocumentKind,
    DocumentState,
    Office,
    Person,
    db,
)

UNKNOWN = "0000"


def order(
    kind: DocumentKind, subject: Any, actor: Person, title: str, facts: shapes.PaperFacts
) -> Document:
    """Enter a paper into the register and owe its rendering, in the caller's transaction."""
    frozen: dict[str, Any] = dict(facts)
    document = Document(
        kind=kind,
        number=facts["number"],
        check_code=facts["check_code"],
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        title=title,
        owner_city_id=subject.owner_city_id,
        partner_city_id=subject.partner_city_id,
        ordered_by_id=actor.id,
        languages=list(dict.fromkeys(facts["languages"])),
        facts=frozen,
        facts_sha256=history.digest(frozen),
        state=DocumentState.QUEUED,
    )
    moved = ("", DocumentState.QUEUED.value)
    history.append(
        "document", document, "order", moved, actor, {"facts_sha256": document.facts_sha256}
    )
    db.session.add(document)
    outbox.post(outbox.Job.RENDER_DOCUMENT, document_id=str(document.id))
    return document


def header(subject: Any, series: str, copies: int) -> shapes.PaperFacts:
    """Return the facts at the head and foot of a paper about `subject`."""
    owner = subject.owner_city
    day = clock.today(owner.timezone)
    number = numbering.numbered(owner, series, day.year)
    return _head(subject, series, number, numbering.check_code(), copies)


def draft_header(subject: Any) -> shapes.PaperFacts:
    """Return the same for a paper nobody decided on: without a number, marked as a specimen."""
    series = office_of(subject.owner_city).series_prefix
    year = clock.today(subject.owner_city.timezone).year
    head = _head(subject, series, f"{series}-{year}-{UNKNOWN}", f"{UNKNOWN}-{UNKNOWN}", 1)
    head["specimen"] = True
    return head


def _head(subject: Any, series: str, number: str, code: str, copies: int) -> shapes.PaperFacts:
    owner, partner = subject.owner_city, subject.partner_city
    office = office_of(owner)
    day = clock.today(owner.timezone)
    return {
        "number": number,
        "series": series,
        "issued_on": day.isoformat(),
        "copy": 1,
        "copies": copies,
        "version": 1,
        "languages": list(languages_of(subject)),
        "check_code": code,
        "check_url": f"{office.check_url}/check/{code}",
        "office": {
            "names": office.names,
            "addresses": office.addresses,
            "phone": office.telephone,
            "web": office.website,
        },
        "owner": city_facts(owner),
        "partner": city_facts(partner),
        "approval": approval_block(subject),
        "specimen": clock.is_shifted(),
    }


def languages_of(subject: Any) -> tuple[str, str]:
    """Return the two languages of a paper between the subject's cities: owner's, partner's."""
    return (
        letter_language(subject.owner_city.letter_language),
        letter_language(subject.partner_city.letter_language),
    )


def city_facts(city: City) -> shapes.City:
    """Return how a city writes itself; the country's name as the city's own pages give it."""
    return {
        "slug": city.slug,
        "names": city.official_names,
        "short_names": city.names,
        "country": country_names(city.country.code) | city.country.names,
        "head_title": city.head_titles,
        "government": city.government_names,
    }


def office_of(city: City) -> Office:
    """Return the office that writes for `city`, or refuse: no office, no letterhead."""
    if city.office is None:
        raise NotReady(
            UnmetCondition("no_office", N_("This city has no office that issues papers."))
        )
    return city.office
