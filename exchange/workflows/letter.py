"""How a letter goes from an officer's draft to the hands of a partner city."""

from exchange.models import Letter, LetterState
from exchange.permissions import Permission
from exchange.schemas.inputs import Issued, Reason
from exchange.schemas.letters import LetterDraft, Rewording
from exchange.workflows import letter_rules as rules
from exchange.workflows import rewording
from exchange.workflows.deciding import approval_rows
from exchange.workflows.engine import Beginning, Workflow, row

P = Permission
S = LetterState
READY = (rules.has_words, rules.has_facts, rules.goods_have_words, rules.tie_to_celebrate)


def _from(names: str) -> frozenset[S]:
    return frozenset(S(name) for name in names.split())


LETTER = Workflow(
    kind="letter",
    noun=Letter,
    states=S,
    initial=S.DRAFT,
    final=frozenset({S.ISSUED, S.REJECTED, S.WITHDRAWN, S.CANCELLED}),
    journey=(S.DRAFT, S.IN_APPROVAL, S.APPROVED, S.ISSUED),
    beginning=Beginning(permission=P.LETTER_PREPARE, inputs=LetterDraft, create=rules.create),
    table=(
        row(
            "edit",
            _from("draft"),
            S.DRAFT,
            P.LETTER_PREPARE,
            inputs=LetterDraft,
            effect=rules.edit,
            internal=True,
            aside=True,
        ),
        row(
            "reword",
            _from("draft"),
            S.DRAFT,
            P.LETTER_PREPARE,
            inputs=Rewording,
            effect=rewording.reword,
            internal=True,
            aside=True,
        ),
        *approval_rows(S, P.LETTER_PREPARE, READY, rules.decide),
        row(
            "issue",
            _from("approved"),
            S.ISSUED,
            P.LETTER_ISSUE,
            inputs=Issued,
            guards=(rules.paper_issued,),
            effect=rules.share,
        ),
        row(
            "cancel",
            _from("approved"),
            S.CANCELLED,
            P.LETTER_CANCEL,
            inputs=Reason,
            internal=True,
            aside=True,
        ),
    ),
)
