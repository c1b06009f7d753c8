"""The papers at the end of an exchange: what came of it, or that it does not take place."""

from typing import Any

from exchange.facts import letter_shapes, report_shapes, shapes
from exchange.facts.figures import plain
from exchange.facts.paper import header, languages_of, office_of, order
from exchange.facts.photos import photos_for_paper
from exchange.facts.spoken import typed_words
from exchange.facts.ties import ties_of_letter
from exchange.facts.words import in_both
from exchange.models import Document, DocumentKind, Person, Project

COPIES = 2


def order_outcome(project: Project, actor: Person) -> Document:
    """Freeze what came of the exchange, and order the report."""
    facts = outcome_facts(project, header(project, "OR", COPIES))
    return order(DocumentKind.OUTCOME, project, actor, project.title, facts)


def outcome_facts(project: Project, head: shapes.PaperFacts) -> report_shapes.OutcomeFacts:
    """Return what was meant, who took part, what it cost and what came of it."""
    both = languages_of(project)
    return {
        **head,
        "case": project.number,
        "kind": project.type.value,
        "title": in_both(project.title, project.title_partner, both),
        "aims": in_both(project.purpose, project.purpose_partner, both),
        "starts_on": _day(project.starts_on),
        "ends_on": _day(project.ends_on),
        "planned": project.participant_count,
        "took_part": project.people_took_part or 0,
        "currency": project.budget_currency or "",
        "budget": "" if project.budget_total is None else plain(project.budget_total),
        "cost": "" if project.final_cost is None else plain(project.final_cost),
        "outcome": typed_words(project.outcome, both),
        "thanks": typed_words(project.thanks, both),
        "costs": [
            {
                "item": in_both(line.item, line.item_partner, both)
                if line.item_partner
                else typed_words(line.item, both),
                "bearer": line.city.official_names,
                "amount": plain(line.amount),
            }
            for line in project.budget
        ],
        "people": [
            {"name": one.name, "organisation": one.organisation, "post": one.post}
            for one in project.participants
        ],
        "photos": photos_for_paper(project),
    }


def order_regret(project: Project, actor: Person, reason: str) -> Document:
    """Freeze that the exchange does not take place, and order the letter that says so."""
    office = office_of(project.owner_city)
    facts = regret_facts(project, header(project, office.series_prefix, COPIES), reason)
    return order(DocumentKind.REGRET, project, actor, project.title, facts)


def regret_facts(
    project: Project, head: shapes.PaperFacts, reason: str
) -> letter_shapes.RegretFacts:
    """Return what the letter of regret says; `reason` is one of the list of cancellations."""
    office = head["office"]
    return {
        **head,
        "ties": ties_of_letter(project.owner_city, project.partner_city),
        "contact": {"names": office["names"], "phone": office["phone"], "email": ""},
        "reference": [{"kind": "project", "number": project.number}],
        "title": in_both(project.title, project.title_partner, languages_of(project)),
        "starts_on": _day(project.starts_on),
        "ends_on": _day(project.ends_on),
        "participants": project.participant_count,
        "reason": reason,
        **letter_shapes.PLAIN,
    }


def _day(day: Any) -> str:
    return "" if day is None else str(day.isoformat())
