"""How a pledge goes from a draft to a promise, and to what arrived."""

from exchange.models import Pledge, PledgeState
from exchange.permissions import Permission
from exchange.schemas.appeals import PledgeDraft
from exchange.schemas.inputs import Note, Reason
from exchange.workflows import pledge_rules as rules
from exchange.workflows.engine import Beginning, Workflow, row

P = Permission
S = PledgeState

PLEDGE = Workflow(
    kind="pledge",
    noun=Pledge,
    states=S,
    initial=S.DRAFT,
    final=frozenset({S.FULFILLED, S.WITHDRAWN, S.DECLINED}),
    journey=(S.DRAFT, S.PLEDGED, S.FULFILLED),
    beginning=Beginning(permission=P.PLEDGE_MAKE, inputs=PledgeDraft, create=rules.create),
    table=(
        row(
            "edit",
            frozenset({S.DRAFT}),
            S.DRAFT,
            P.PLEDGE_MAKE,
            inputs=PledgeDraft,
            effect=rules.edit,
            internal=True,
            aside=True,
        ),
        row(
            "promise",
            frozenset({S.DRAFT}),
            S.PLEDGED,
            P.PLEDGE_MAKE,
            guards=(rules.has_lines, rules.is_asked_for),
            effect=rules.promise,
        ),
        row(
            "fulfil",
            frozenset({S.PLEDGED}),
            S.FULFILLED,
            P.PLEDGE_WEIGH,
            guards=(rules.all_arrived,),
        ),
        row(
            "conclude",
            frozenset({S.PLEDGED}),
            S.FULFILLED,
            P.PLEDGE_MAKE,
            inputs=Note,
            guards=(rules.something_arrived,),
            aside=True,
        ),
        row(
            "withdraw",
            frozenset({S.DRAFT, S.PLEDGED}),
            S.WITHDRAWN,
            P.PLEDGE_MAKE,
            inputs=Reason,
            aside=True,
        ),
        row(
            "decline",
            frozenset({S.PLEDGED}),
            S.DECLINED,
            P.PLEDGE_DECLINE,
            inputs=Reason,
            aside=True,
        ),
    ),
)
