"""How an approval line (결재선) is written, put in force and retired."""

from exchange.models import ApprovalLine, LineState
from exchange.permissions import Permission
from exchange.schemas.approvals import LineDraft
from exchange.workflows import line_rules as rules
from exchange.workflows.engine import Beginning, Room, Workflow, row

P = Permission
S = LineState
DRAFT = frozenset({S.DRAFT})

LINE = Workflow(
    kind="approval_line",
    noun=ApprovalLine,
    states=S,
    initial=S.DRAFT,
    final=frozenset({S.RETIRED}),
    journey=(S.DRAFT, S.IN_FORCE, S.RETIRED),
    room=Room.ADMINISTRATION,
    beginning=Beginning(permission=P.LINE_KEEP, inputs=LineDraft, create=rules.create),
    table=(
        row("edit", DRAFT, S.DRAFT, P.LINE_KEEP, inputs=LineDraft, effect=rules.edit, aside=True),
        row(
            "put_in_force",
            DRAFT,
            S.IN_FORCE,
            P.LINE_KEEP,
            guards=(rules.can_be_taken,),
            effect=rules.put_in_force,
        ),
        row("retire", frozenset({S.DRAFT, S.IN_FORCE}), S.RETIRED, P.LINE_KEEP, aside=True),
    ),
)
