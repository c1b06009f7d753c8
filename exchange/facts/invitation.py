"""What the letter of invitation says."""

from typing import Any

from exchange.facts import shapes
from exchange.facts.paper import header, languages_of, office_of, order
from exchange.facts.ties import ties_of_letter
from exchange.facts.words import in_both
from exchange.models import BudgetLine, Document, DocumentKind, Person, Project

COPIES = 2
SEPARATORS = {"ja": "、", "zh-Hans": "、", "zh-Hant": "、"}


def order_invitation(project: Project, actor: Person) -> Document:
    """Freeze what the invitation says as it was decided on, and order it."""
    office = office_of(project.owner_city)
    facts = invitation_facts(project, header(project, office.series_prefix, COPIES))
    return order(DocumentKind.INVITATION, project, actor, project.title, facts)


def invitation_facts(project: Project, head: shapes.PaperFacts) -> shapes.InvitationFacts:
    """Return the whole of what the letter says, in both languages."""
    both = languages_of(project)
    office = head["office"]
    return {
        **head,
        "title": in_both(project.title, project.title_partner, both),
        "purpose": in_both(project.purpose, project.purpose_partner, both),
        "starts_on": _day(project.starts_on),
        "ends_on": _day(project.ends_on),
        "participants": project.participant_count,
        "roster": [_guest(person) for person in project.participants],
        "wording": project.wording or {},
        "costs": _costs(project, both),
        "reply_by": _day(project.reply_by),
        "ties": ties_of_letter(project.owner_city, project.partner_city),
        "reference": [{"kind": "project", "number": project.number}],
        "itinerary": [],
        "contact": {"names": office["names"], "phone": office["phone"], "email": ""},
    }


def _costs(project: Project, both: tuple[str, str]) -> list[shapes.Cost]:
    sides: dict[shapes.Side, list[BudgetLine]] = {"owner": [], "partner": []}
    for line in project.budget:
        if line.city_id == project.owner_city_id:
            sides["owner"].append(line)
        elif line.city_id == project.partner_city_id:
            sides["partner"].append(line)
    return [
        {"bearer": side, "covers": _covers(lines, both)} for side, lines in sides.items() if lines
    ]


def _covers(lines: list[BudgetLine], both: tuple[str, str]) -> shapes.Words:
    own = SEPARATORS.get(both[0], ", ").join(line.item for line in lines)
    theirs = SEPARATORS.get(both[1], ", ").join(line.item_partner or line.item for line in lines)
    return in_both(own, theirs, both)


def _guest(person: Any) -> shapes.Participant:
    post = ", ".join(words for words in (person.organisation, person.post) if words)
    return {"full_name": person.name, "nationality": person.nationality, "post": post}


def _day(day: Any) -> str:
    return "" if day is None else str(day.isoformat())
