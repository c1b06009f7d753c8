"""How one decision becomes many letters: approved once, made one by one, ended together."""

from exchange.models import Mailing, MailingState
from exchange.permissions import Permission
from exchange.schemas.inputs import Reason
from exchange.schemas.mailings import MailingDraft
from exchange.workflows import mailing_rules as rules
from exchange.workflows.deciding import approval_rows
from exchange.workflows.engine import Beginning, Workflow, row

P = Permission
S = MailingState
READY = (rules.has_words, rules.has_facts, rules.has_readers)


def _from(names: str) -> frozenset[S]:
    return frozenset(S(name) for name in names.split())


MAILING = Workflow(
    kind="mailing",
    noun=Mailing,
    states=S,
    initial=S.DRAFT,
    final=frozenset({S.CLOSED, S.REJECTED, S.WITHDRAWN, S.CANCELLED}),
    journey=(S.DRAFT, S.IN_APPROVAL, S.APPROVED, S.MAKING, S.MADE, S.CLOSED),
    beginning=Beginning(permission=P.MAILING_PREPARE, inputs=MailingDraft, create=rules.create),
    table=(
        row(
            "edit",
            _from("draft"),
            S.DRAFT,
            P.MAILING_PREPARE,
            inputs=MailingDraft,
            effect=rules.edit,
            internal=True,
            aside=True,
        ),
        *approval_rows(S, P.MAILING_PREPARE, READY, rules.order_all),
        row(
            "start",
            _from("approved"),
            S.MAKING,
            P.MAILING_MAKE,
            guards=(rules.ordered,),
            internal=True,
        ),
        row(
            "finish",
            _from("making"),
            S.MADE,
            P.MAILING_MAKE,
            guards=(rules.all_made,),
            effect=rules.tell_how_many,
            internal=True,
        ),
        row(
            "leave_failed",
            _from("making"),
            S.MADE,
            P.MAILING_PREPARE,
            guards=(rules.none_left,),
            effect=rules.tell_how_many,
            internal=True,
            aside=True,
        ),
        row(
            "cancel",
            _from("approved making"),
            S.CANCELLED,
            P.MAILING_CANCEL,
            inputs=Reason,
            effect=rules.tell_how_many,
            internal=True,
            aside=True,
        ),
        row("close", _from("made"), S.CLOSED, P.MAILING_PREPARE, internal=True),
    ),
)
