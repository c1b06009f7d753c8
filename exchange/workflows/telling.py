"""Who is told when a case moves: one table over the workflows' own actions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from exchange.approvals import open_steps, run_of
from exchange.models import (
    Case,
    Event,
    Grant,
    Letter,
    Mailing,
    NoticeKind,
    Outcome,
    Person,
    Project,
    Role,
    Shipment,
    db,
)
from exchange.notices import tell
from exchange.permissions import Permission
from exchange.policy import holders, owner_is_abroad
from exchange.workflows import steps_told as steps
from exchange.workflows.engine import Subject, Workflow

K = NoticeKind
CASES: dict[str, type[Case]] = {"project": Project, "letter": Letter, "shipment": Shipment}
To = Callable[[Workflow, Subject, Event], Iterable[Person]]


def officer(_flow: Workflow, case: Subject, _event: Event) -> Iterable[Person]:
    """Tell who is in charge of the case, or the office's officers where that one has left."""
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


def mailer(_flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell who is in charge of a mailing of a letter that failed, unless it was called off."""
    if event.inputs.get("code") == "called_off" or getattr(case, "subject_kind", "") != "mailing":
        return []
    return officer(_flow, db.session.get_one(Mailing, case.subject_id), event)


def owners_next(flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell the owner's people who can take a next step."""
    return _who_can(flow, case.owner_city_id, "owner", event.target)


def partners_next(flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell the partner's people who can take a next step."""
    return _who_can(flow, case.partner_city_id, "partner", event.target)


def liaisons(_flow: Workflow, case: Subject, _event: Event) -> Iterable[Person]:
    """Tell the partner's liaisons."""
    return _people(case.partner_city_id, {Role.LIAISON})


def other_side(flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell the side that did not act: the partner's liaisons, or the owner's officer."""
    actor = db.session.get_one(Person, event.actor_id)
    if actor.city_id == case.partner_city_id:
        return [*officer(flow, case, event), *senders(flow, case, event)]
    in_charge = officer(flow, case, event) if owner_is_abroad(case) else []
    return [*in_charge, *liaisons(flow, case, event)]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is told when one of `actions` leads to `target` (any, if empty), and to whom."""

    actions: str
    kind: NoticeKind
    to: tuple[To, ...]
    target: str = ""

    def fits(self, event: Event) -> bool:
        """Say whether this rule speaks of `event`."""
        return event.action in self.actions.split() and self.target in {"", event.target}


DECIDING = (
    Rule("return", K.RETURNED, (officer,)),
    Rule("reject", K.REJECTED, (officer,)),
    Rule("approve", K.APPROVED, (officer, owners_next), target="approved"),
    Rule("withdraw recall", K.WITHDRAWN_OR_RECALLED, (officer, steps.asked)),
    Rule("submit review concur approve", K.STEP_OPENED, (steps.opened,)),
    Rule("submit review concur remind escalate", K.NOBODY_CAN_TAKE, (steps.menders,)),
    Rule("remind", K.STEP_REMINDED, (steps.late,)),
    Rule("escalate", K.STEP_ESCALATED, (steps.late, officer)),
    Rule("review concur approve return reject", K.STEP_TAKEN_BY_DEPUTY, (steps.away,)),
)
# Every rule that fits speaks; of a shared step that no rule names, the other side is told.
RULES: dict[str, tuple[Rule, ...]] = {
    "project": (
        *DECIDING,
        Rule("issue_invitation", K.ANSWER_AWAITED, (partners_next,)),
        Rule("accept propose_changes decline", K.ANSWERED, (officer,)),
        Rule("cancel", K.MOVED, (officer, liaisons)),
    ),
    "letter": (*DECIDING, Rule("cancel", K.MOVED, (officer,))),
    "mailing": (*DECIDING, Rule("finish cancel", K.MOVED, (officer,))),
    "shipment": (
        *DECIDING,
        Rule("announce offer", K.ANSWER_AWAITED, (partners_next, senders)),
        Rule("review_offer", K.ANSWER_AWAITED, (deciders,)),
        Rule("accept_offer refuse_offer", K.ANSWERED, (officer, senders)),
        Rule("withdraw_offer hold refuse_entry", K.MOVED, (officer, liaisons, senders)),
        Rule("plan_way note_event note_paper", K.MOVED, ()),  # the page says it
        Rule("dispatch", K.ARRIVING, (partners_next,)),
        Rule("sign_clean sign_with_reservations", K.RECEIVED_OR_DISPUTED, (officer,)),
        Rule("declare_lost cancel", K.MOVED, (officer, liaisons, senders)),
    ),
    "document": (
        Rule("issue", K.PAPER_ISSUED, (officer,)),
        Rule("send", K.PAPER_ISSUED, (liaisons,)),
        Rule("acknowledge", K.MOVED, (officer,)),
        Rule("void replace", K.MOVED, (officer, liaisons)),
        Rule("fail", K.PAPER_FAILED, (officer, mailer)),
    ),
}


OTHERWISE = Rule("", K.MOVED, (other_side,))


def tell_of(flow: Workflow, subject: Subject, event: Event, actor: Person) -> None:
    """Tell everybody `event` concerns, once, in the transaction that writes it."""
    rules = [one for one in RULES.get(flow.kind, ()) if one.fits(event)]
    if not rules:
        if flow.is_internal(event.action) or subject.shared_at is None:
            return
        rules = [OTHERWISE]
    case = _case_of(subject)
    for rule in rules:
        readers = {one.id: one for choose in rule.to for one in choose(flow, case, event)}
        for reader in readers.values():
            tell(reader, rule.kind, subject, by=actor, cause=event.id, **_told(case, event))


def _case_of(subject: Subject) -> Subject:
    """Return the case a paper belongs to, or the case itself."""
    noun = CASES.get(getattr(subject, "subject_kind", ""))
    return subject if noun is None else db.session.get_one(noun, subject.subject_id)


def _told(case: Subject, event: Event) -> dict[str, str]:
    """Return how much it is about and by when, as far as the case says."""
    due = _due(case, event)
    amount, currency = _amount(case)
    told = {"due": due.isoformat() if due else "", "amount": amount, "currency": currency}
    return {"action": event.action} | {name: value for name, value in told.items() if value}


def _due(case: Subject, event: Event) -> Any:
    run = run_of(case)
    if run is not None and run.outcome is Outcome.OPEN:
        return min((step.due_on for step in open_steps(case) if step.due_on), default=None)
    if isinstance(case, Project):
        return case.reply_by if event.target == "invited" else None
    if isinstance(case, Shipment):
        return case.eta if event.target in {"dispatched", "in_transit"} else None
    return None


def _amount(case: Subject) -> tuple[str, str]:
    if isinstance(case, Project) and case.budget_total:
        return f"{case.budget_total:f}", case.budget_currency or ""
    if isinstance(case, Shipment):
        total = sum((line.quantity * line.unit_value for line in case.lines), Decimal(0))
        return f"{total:f}", case.currency
    return "", ""


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
