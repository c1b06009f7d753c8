"""How an appeal goes from a draft to what arrived: published, partly met, met, closed."""

from exchange.models import Appeal, AppealState
from exchange.permissions import Permission
from exchange.schemas.appeals import AppealDraft
from exchange.schemas.inputs import Note, Reason
from exchange.workflows import appeal_rules as rules
from exchange.workflows.engine import Beginning, Workflow, row

P = Permission
S = AppealState


def _from(names: str) -> frozenset[S]:
    return frozenset(S(name) for name in names.split())


APPEAL = Workflow(
    kind="appeal",
    noun=Appeal,
    states=S,
    initial=S.DRAFT,
    final=frozenset({S.CLOSED, S.WITHDRAWN}),
    journey=(S.DRAFT, S.PUBLISHED, S.PARTLY_MET, S.MET, S.CLOSED),
    parties="appeal_person",
    beginning=Beginning(permission=P.APPEAL_PREPARE, inputs=AppealDraft, create=rules.create),
    table=(
        row(
            "edit",
            _from("draft"),
            S.DRAFT,
            P.APPEAL_PREPARE,
            inputs=AppealDraft,
            effect=rules.edit,
            internal=True,
            aside=True,
        ),
        row(
            "publish",
            _from("draft"),
            S.PUBLISHED,
            P.APPEAL_PREPARE,
            guards=(rules.has_lines, rules.has_words, rules.has_readers),
            effect=rules.publish,
        ),
        row(
            "meet_partly",
            _from("published"),
            S.PARTLY_MET,
            P.APPEAL_WEIGH,
            guards=(rules.something_arrived,),
        ),
        row(
            "meet",
            _from("published partly_met"),
            S.MET,
            P.APPEAL_WEIGH,
            guards=(rules.all_arrived,),
        ),
        row(
            "close",
            _from("partly_met met"),
            S.CLOSED,
            P.APPEAL_PREPARE,
            inputs=Note,
            effect=rules.end,
        ),
        row(
            "withdraw",
            _from("draft published partly_met"),
            S.WITHDRAWN,
            P.APPEAL_PREPARE,
            inputs=Reason,
            effect=rules.end,
            aside=True,
        ),
    ),
)
