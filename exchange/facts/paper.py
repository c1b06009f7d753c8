"""What every paper carries, and how one is ordered: facts frozen, number given, job owed."""

from typing import Any

from exchange import clock, history, numbering, outbox, searching
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts import shapes
from exchange.facts.approval import approval_block
from exchange.facts.sheets import sheet_of
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
    kind: DocumentKind,
    subject: Any,
    actor: Person,
    title: str,
    facts: shapes.PaperFacts,
    sides: tuple[City, City] | None = None,
) -> Document:
    """Enter a paper into the register and owe its rendering, in the caller's transaction.

    `sides` are the city that issues it and the one it goes to, where they are not the owner and
    the partner of the subject.
    """
    document = owed(kind, subject, actor, title, facts, sides)
    moved = ("", DocumentState.QUEUED.value)
    history.append("document", document, "order", moved, actor, frozen_as(document))
    db.session.add(document)
    searching.write("document", document)
    return document


def owed(
    kind: DocumentKind,
    subject: Any,
    actor: Person,
    title: str,
    facts: shapes.PaperFacts,
    sides: tuple[City, City] | None = None,
) -> Document:
    """Return a paper whose rendering is owed, and whose history somebody else begins."""
    frozen: dict[str, Any] = dict(facts)
    owner, partner = sides or (subject.owner_city, subject.partner_city)
    document = Document(
        kind=kind,
        number=facts["number"],
        check_code=facts["check_code"],
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        title=title,
        owner_city_id=owner.id,
        partner_city_id=partner.id,
        ordered_by_id=actor.id,
        languages=list(dict.fromkeys(facts["languages"])),
        facts=frozen,
        facts_sha256=history.digest(frozen),
        state=DocumentState.QUEUED,
    )
    outbox.post(outbox.Job.RENDER_DOCUMENT, document_id=str(document.id))
    return document


def frozen_as(document: Document) -> dict[str, str]:
    """Return what the history seals when a paper is ordered: the digest of its facts."""
    return {"facts_sha256": document.facts_sha256}


def header(subject: Any, series: str, copies: int) -> shapes.PaperFacts:
    """Return the facts at the head and foot of a paper about `subject`."""
    head = head_between(subject.owner_city, subject.partner_city, series, copies)
    head["approval"] = approval_block(subject)
    return head


def draft_header(subject: Any) -> shapes.PaperFacts:
    """Return the same for a paper nobody decided on: without a number, marked as a specimen."""
    owner, office = subject.owner_city, office_of(subject.owner_city)
    day, series = clock.today(owner.timezone), office.series_prefix
    head: Any = {
        "number": f"{series}-{day.year}-{UNKNOWN}",
        "series": series,
        "issued_on": day.isoformat(),
        "copy": 1,
        "copies": 1,
        "check_code": f"{UNKNOWN}-{UNKNOWN}",
        "check_url": f"{office.check_url}/check",
        **_between(owner, subject.partner_city),
        "specimen": True,
    }
    facts: shapes.PaperFacts = head
    return facts


def head_between(owner: City, partner: City, series: str, copies: int) -> shapes.PaperFacts:
    """Return the facts at the head and foot of a paper of `owner` that nobody had to approve."""
    head: Any = {
        **_numbered(owner, office_of(owner), series, copies),
        **_between(owner, partner),
    }
    facts: shapes.PaperFacts = head
    return facts


def _between(owner: City, partner: City) -> dict[str, Any]:
    """Return what does not depend on which paper it is."""
    office = office_of(owner)
    return {
        "version": 1,
        "languages": [letter_language(city.letter_language) for city in (owner, partner)],
        "office": {
            "names": office.names,
            "addresses": office.addresses,
            "phone": office.telephone,
            "web": office.website,
        },
        "owner": city_facts(owner),
        "partner": city_facts(partner),
        "approval": [],
        "specimen": clock.is_shifted(),
        "sheet": sheet_of(partner.country.code),
    }


def numbered_anew(
    head: shapes.PaperFacts, owner: City, series: str, copies: int
) -> shapes.PaperFacts:
    """Return the same head for another paper: the next number of another series, another code."""
    return {**head, **_numbered(owner, office_of(owner), series, copies)}


def languages_of(subject: Any) -> tuple[str, str]:
    """Return the two languages of a paper between the subject's cities: owner's, partner's."""
    return (
        letter_language(subject.owner_city.letter_language),
        letter_language(subject.partner_city.letter_language),
    )


def _numbered(owner: City, office: Office, series: str, copies: int) -> Any:
    day = clock.today(owner.timezone)
    code = numbering.check_code()
    return {
        "number": numbering.numbered(owner, series, day.year),
        "series": series,
        "issued_on": day.isoformat(),
        "copy": 1,
        "copies": copies,
        "check_code": code,
        "check_url": f"{office.check_url}/check/{code}",
    }


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
