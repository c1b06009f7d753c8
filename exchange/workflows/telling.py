"""Who is told when a case moves: one table over the workflows' own actions."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from exchange.approvals import open_steps, run_of
from exchange.models import (
    Case,
    Claim,
    Event,
    Letter,
    NoticeKind,
    Outcome,
    Person,
    Project,
    Shipment,
    db,
)
from exchange.notices import tell
from exchange.workflows import steps_told as steps
from exchange.workflows.engine import Subject, Workflow
from exchange.workflows.recipients import (
    To,
    addressed,
    addressees,
    centre,
    deciders,
    liaisons,
    mailer,
    officer,
    orderer,
    other_side,
    owners_next,
    partners_next,
    senders,
)

FIRST = "begin"  # of every history but that of a paper
K = NoticeKind
CASES: dict[str, type[Case]] = {"project": Project, "letter": Letter, "shipment": Shipment}
CASES["claim"] = Claim


def about_two_counts(flow: Workflow, case: Subject, event: Event) -> Iterable[Person]:
    """Tell both sides where a count differs from the one that stands."""
    facts: dict[str, Any] = event.inputs.get("facts") or {}
    if not facts.get("counted_twice"):
        return []
    return [*officer(flow, case, event), *liaisons(flow, case, event)]


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
        Rule("note_late", K.LATE, (officer, liaisons, senders)),
        Rule("record_receipt count_again", K.MOVED, (other_side, about_two_counts)),
        Rule("sign_clean sign_with_reservations", K.RECEIVED_OR_DISPUTED, (officer,)),
        Rule("declare_lost cancel", K.MOVED, (officer, liaisons, senders)),
        Rule("reopen correct report_use retract_use", K.MOVED, (officer, liaisons, senders)),
        Rule("publish unpublish", K.MOVED, (officer,)),
    ),
    "claim": (
        Rule("begin", K.CLAIM_OPENED, (partners_next,)),
        Rule("acknowledge agree change_way contest", K.CLAIM_ANSWERED, (owners_next,)),
        Rule("answer give_way replace", K.MOVED, (partners_next,)),
        Rule("settle meet close", K.MOVED, (owners_next, partners_next)),
    ),
    "appeal": (
        Rule("publish", K.APPEALED, (addressed,)),
        Rule("meet_partly meet close withdraw", K.MOVED, (officer, addressed)),
    ),
    "pledge": (
        Rule("promise", K.PLEDGED, (addressed,)),
        Rule("fulfil conclude withdraw decline", K.MOVED, (officer, addressed)),
    ),
    "service_case": (Rule("begin change reopen withdraw", K.MOVED, (centre,)),),
    "document": (
        Rule("issue", K.PAPER_ISSUED, (officer, orderer)),
        Rule("send", K.PAPER_ISSUED, (addressees,)),
        Rule("acknowledge", K.MOVED, (officer,)),
        Rule("void replace", K.MOVED, (officer, mailer, orderer, liaisons)),
        Rule("fail", K.PAPER_FAILED, (officer, mailer, orderer)),
    ),
}


OTHERWISE = Rule("", K.MOVED, (other_side,))


def tell_of(flow: Workflow, subject: Subject, event: Event, actor: Person) -> None:
    """Tell everybody `event` concerns, once, in the transaction that writes it."""
    rules = [one for one in RULES.get(flow.kind, ()) if one.fits(event)]
    if not rules:
        is_beginning = event.action == FIRST  # told where a rule says so, and nowhere else
        if is_beginning or flow.is_internal(event.action) or subject.shared_at is None:
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
