"""To whom a step may be told: each a question asked of the case and of what happened to it."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from exchange.models import City, Claim, Document, Event, Grant, Mailing, Person, Role, db
from exchange.permissions import Permission
from exchange.policy import holders, owner_is_abroad
from exchange.workflows.engine import Subject, Workflow

# Who answers an appeal in a city that is asked.
ANSWERING = frozenset({Role.OFFICER, Role.LIAISON})
To = Callable[[Workflow, Subject, Event], Iterable[Person]]


def officer(_flow: Workflow, case: Subject, _event: Event) -> Iterable[Person]:
    """Tell who is in charge of the case, or the office's officers where that one has left."""
    if isinstance(case, Claim):
        return _people(case.numbered_by_id, {Role.OFFICER})
    known = getattr(case, "officer", None)
    if known is None or known.active:
        return [] if known is None else [known]
    city_id = case.partner_city_id if owner_is_abroad(case) else case.owner_city_id
    return _people(city_id, {Role.OFFICER})


def senders(_flow: Workflow, case: Subject, _event: Event) -> Iterable[Person]:
    """Tell the liaisons of an owner that keeps no office here, whoever acts on its behalf."""
    return _people(case.owner_city_id, {Role.LIAISON}) if owner_is_abroad(case) else []


def deciders(_flow: Workflow, case: Subject, _event: Event) -> Iterable[Person]:
    """Tell the partner's directors."""
    return _people(case.partner_city_id, {Role.DIRECTOR})


def centre(_flow: Workflow, case: Subject, _event: Event) -> Iterable[Person]:
    """Tell who is in charge of a request, or all of the centre while nobody is."""
    known = getattr(case, "officer", None)
    if known is not None and known.active:
        return [known]
    return _people(case.owner_city_id, {Role.CENTRE_STAFF})


def mailer(_flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell who is in charge of a mailing of a letter that failed or was withdrawn.

    Unless the mailing was called off: then nobody waits for it.
    """
    if event.inputs.get("code") == "called_off" or getattr(case, "subject_kind", "") != "mailing":
        return []
    return officer(_flow, db.session.get_one(Mailing, case.subject_id), event)


def orderer(_flow: Workflow, case: Subject, _event: Event) -> Iterable[Person]:
    """Tell who ordered a record; it has no case, so nobody else is in charge of it."""
    return [case.ordered_by] if getattr(case, "subject_kind", "") == City.__tablename__ else []


def owners_next(flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell the owner's people who can take a next step."""
    return _who_can(flow, case.owner_city_id, "owner", event.target)


def partners_next(flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell the partner's people who can take a next step."""
    return _who_can(flow, case.partner_city_id, "partner", event.target)


def liaisons(_flow: Workflow, case: Subject, _event: Event) -> Iterable[Person]:
    """Tell the partner's liaisons; what stays in its own city has no partner."""
    if case.partner_city_id == case.owner_city_id:
        return ()
    return _people(case.partner_city_id, {Role.LIAISON})


def addressees(_flow: Workflow, _case: Subject, event: Event) -> Iterable[Person]:
    """Tell the liaisons of the city a paper goes to: not always the partner of its case."""
    paper = db.session.get_one(Document, event.subject_id)
    return _people(paper.partner_city_id, {Role.LIAISON})


def other_side(flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell the side that did not act: the partner's liaisons, or the owner's officer."""
    actor = db.session.get_one(Person, event.actor_id)
    if actor.city_id == case.partner_city_id:
        return [*officer(flow, case, event), *senders(flow, case, event)]
    in_charge = officer(flow, case, event) if owner_is_abroad(case) else []
    return [*in_charge, *liaisons(flow, case, event)]


def addressed(_flow: Workflow, case: Subject, _event: Event) -> Iterable[Person]:
    """Tell those who answer in every city on the other side, once the case exists for them."""
    cities = sorted(case.addressed_ids)
    return [one for city_id in cities for one in _people(city_id, set(ANSWERING))]


def _who_can(flow: Workflow, city_id: UUID, side: str, state: str) -> Iterable[Person]:
    permissions = {row.permission for row in flow.table if state in row.source and not row.aside}
    return _people(city_id, {role for step in permissions for role in _roles(step, side)})


def _roles(step: Permission, side: str) -> Iterable[Role]:
    return (Role(role) for where, role in holders(step) if where == side)


def _people(city_id: UUID, roles: set[Role]) -> Sequence[Person]:
    if not roles:
        return ()
    held = select(Grant.person_id).where(Grant.role.in_(roles))
    return db.session.scalars(
        select(Person)
        .where(Person.city_id == city_id, Person.active, Person.id.in_(held))
        .order_by(Person.id)
    ).all()
