"""What is decided on: a case as its form holds it, and the amount delegation goes by."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from marshmallow import Schema, fields

from exchange.models import Project, Shipment
from exchange.policy import owner_is_abroad
from exchange.schemas.appeals import AppealDraft, PledgeDraft
from exchange.schemas.letters import Cooperation, LetterDraft
from exchange.schemas.mailings import MailingDraft
from exchange.schemas.projects import ProjectDraft
from exchange.schemas.shipments import ShipmentDraft

# Which fields each matter of a step covers, by the kind of case.
MATTERS: dict[str, dict[str, frozenset[str]]] = {
    "project": {
        "money": frozenset({"budget", "budget_total", "budget_currency"}),
        "words": frozenset(
            {"title", "title_partner", "purpose", "purpose_partner", "type", "wording"}
        ),
        "dates": frozenset({"starts_on", "ends_on", "reply_by"}),
        "people": frozenset({"partner", "participants", "participant_count"}),
    },
    "letter": {
        "words": frozenset(
            {"title", "title_partner", "message", "message_partner", "wording", "kind"}
        ),
        "goods": frozenset({"goods"}),
        "people": frozenset({"partner", "participant_count"}),
        "dates": frozenset({"starts_on", "ends_on", "reply_by", "celebrated_on", "received_on"}),
    },
    "mailing": {
        "words": frozenset({"title", "message", "texts", "kind"}),
        "people": frozenset({"recipients", "participant_count"}),
        "dates": frozenset({"starts_on", "ends_on", "celebrated_on", "decided_on"}),
    },
    "shipment": {
        "money": frozenset({"currency", "lines"}),
        "goods": frozenset({"lines"}),
        "words": frozenset({"title", "title_partner"}),
        "people": frozenset({"consignee", "appeal", "pledge", "appeal_reference", "appeal_on"}),
    },
}
# Where a form calls something otherwise than the case does.
CALLED = {
    "needed": "lines",
    "promised": "lines",
    "full_name": "name",
    "titles": "title",
    "timezone": "zone",
}


ANSWERED = frozenset({"appeal", "pledge", "in_need", "giver"})


class ProjectContent(ProjectDraft):
    """A project as it is decided on: its form, and the passages written anew."""

    wording = fields.Raw()


class LetterContent(LetterDraft):
    """A letter as it is decided on: its form, and the passages written anew."""

    wording = fields.Raw()


SIDES = frozenset({"partner", "consignee", "consignor"})

FORMS: dict[str, Schema] = {
    "project": ProjectContent(),
    "letter": LetterContent(),
    "mailing": MailingDraft(),
    "shipment": ShipmentDraft(exclude=("consignor",)),  # it never changes
    "appeal": AppealDraft(),
    "pledge": PledgeDraft(),
}


def content_of(subject: Any, form: Schema | None = None) -> dict[str, Any]:
    """Return a case as its form would hold it: plain JSON, the same for the same case."""
    form = form or FORMS[subject.__tablename__]
    written: dict[str, Any] = form.dump({name: _kept(subject, name) for name in form.fields})
    return written


def fields_of(kind: str, matter: Iterable[str]) -> frozenset[str]:
    """Return the fields these matters cover; none named, or one the kind has not, means all."""
    known = MATTERS.get(kind, {})
    covered = [known.get(one, frozenset[str]()) for one in matter]
    return frozenset[str]().union(*covered) if covered and all(covered) else frozenset()


def amount_of(subject: Any) -> tuple[Decimal | None, str | None]:
    """Return what the case costs its own city, and the currency; nothing where it is not said."""
    if isinstance(subject, Project):
        own = [line.amount for line in subject.budget if line.city_id == subject.owner_city_id]
        known = subject.budget_total is not None
        return (sum(own, Decimal(0)) if known else None), subject.budget_currency
    if isinstance(subject, Shipment):
        worth = (line.unit_value * line.quantity for line in subject.lines)
        return sum(worth, Decimal(0)), subject.currency
    return None, None


def _answered(subject: Any, name: str) -> str:
    """Return the reference of what a case answers, or the city it is kept for."""
    if name in {"in_need", "giver"}:
        return "" if subject.behalf_city_id is None else str(subject.owner_city.slug)
    return str(getattr(getattr(subject, name), "reference", ""))


def _side(subject: Any, name: str) -> str:
    if name == "consignor":
        return str(subject.consignor.slug) if owner_is_abroad(subject) else ""
    return str(subject.partner_city.slug)


def _kept(subject: Any, name: str) -> Any:
    if name in SIDES:
        return _side(subject, name)
    if name == "recipients":
        return [] if getattr(subject, "to_all", False) else [city.slug for city in subject.cities]
    if name in ANSWERED:
        return _answered(subject, name)
    if name == "cooperation":
        return [Cooperation(one) for one in subject.cooperation]
    if name == "budget":
        return [
            {
                "item": line.item,
                "item_partner": line.item_partner,
                "city": line.city.slug,
                "amount": line.amount,
            }
            for line in subject.budget
        ]
    return getattr(subject, CALLED.get(name, name))
