"""The rows by which any case is decided on along its approval line (결재선)."""

from enum import StrEnum

from exchange.models import Outcome, Part
from exchange.permissions import Permission
from exchange.schemas.approvals import SendingBack
from exchange.schemas.inputs import Note, Reason
from exchange.workflows import deadline_rules as deadlines
from exchange.workflows import decision_rules as rules
from exchange.workflows.engine import Effect, Guard, Transition, row
from exchange.workflows.submission_rules import freeze, line_stands

P = Permission
STEP = (rules.not_own_proposal, rules.not_authors_deputy, rules.was_opened, rules.as_frozen)


def approval_rows(
    states: type[StrEnum],
    prepare: Permission,
    ready: tuple[Guard, ...],
    then: Effect | None,
    submit: Permission | None = None,
) -> tuple[Transition, ...]:
    """Return the rows from draft to approved; `then` follows the decision, in its transaction.

    `submit` is asked of who submits and recalls, where that is more than preparing it.

    Whoever decides is found by the post of the step that is open, never by a role. The rows are
    the owner's own affair: the partner reads none of them.
    """
    draft, open_ = frozenset({states("draft")}), frozenset({states("in_approval")})
    here, back = states("in_approval"), states("draft")
    own = {"internal": True}
    submit = submit or prepare
    step = {**own, "step_up": True}
    aside = {**own, "aside": True}
    return (
        row("submit", draft, here, submit, guards=(*ready, line_stands), effect=freeze, **own),
        row(
            "recall",
            open_,
            back,
            submit,
            guards=(rules.nobody_acted,),
            effect=rules.ending(Outcome.RECALLED),
            **aside,
        ),
        row(
            "review",
            open_,
            here,
            P.CASE_REVIEW,
            inputs=Note,
            guards=STEP,
            effect=rules.agreeing(Part.REVIEW),
            **step,
        ),
        row(
            "concur",
            open_,
            here,
            P.CASE_CONCUR,
            inputs=Note,
            guards=STEP,
            effect=rules.agreeing(Part.CONCUR),
            **step,
        ),
        row(
            "approve",
            open_,
            states("approved"),
            P.CASE_DECIDE,
            inputs=Note,
            guards=(*STEP, *ready),
            effect=rules.agreeing(Part.DECIDE, then),
            **step,
        ),
        row(
            "return",
            open_,
            back,
            P.CASE_RETURN,
            inputs=SendingBack,
            guards=STEP[:-1],
            effect=rules.send_back,
            **step,
            aside=True,
        ),
        row(
            "reject",
            open_,
            states("rejected"),
            P.CASE_DECIDE,
            inputs=Reason,
            guards=STEP[:-1],
            effect=rules.reject,
            **step,
            aside=True,
        ),
        row(
            "remind",
            open_,
            here,
            P.CASE_ESCALATE,
            guards=(deadlines.reminder_is_due,),
            effect=deadlines.remind,
            **aside,
        ),
        row(
            "escalate",
            open_,
            here,
            P.CASE_ESCALATE,
            guards=(deadlines.escalation_is_due,),
            effect=deadlines.escalate,
            **aside,
        ),
        row(
            "withdraw",
            draft | open_,
            states("withdrawn"),
            prepare,
            inputs=Reason,
            effect=rules.ending(Outcome.WITHDRAWN),
            **aside,
        ),
    )
