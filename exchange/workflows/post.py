"""How a post comes to be, who is put into it, and how it is abolished."""

from exchange.models import Post, PostState
from exchange.permissions import Permission
from exchange.schemas.inputs import Reason
from exchange.schemas.posts import Appointment, LastDay, PostDraft
from exchange.workflows import post_rules as rules
from exchange.workflows.engine import Beginning, Room, Workflow, row

P = Permission
S = PostState
OPEN = frozenset({S.OPEN})

POST = Workflow(
    kind="post",
    noun=Post,
    states=S,
    initial=S.OPEN,
    final=frozenset({S.ABOLISHED}),
    journey=(S.OPEN, S.ABOLISHED),
    room=Room.ADMINISTRATION,
    beginning=Beginning(permission=P.POST_KEEP, inputs=PostDraft, create=rules.create),
    table=(
        row("appoint", OPEN, S.OPEN, P.POST_KEEP, inputs=Appointment, effect=rules.appoint),
        row(
            "relieve",
            OPEN,
            S.OPEN,
            P.POST_KEEP,
            inputs=LastDay,
            guards=(rules.is_held,),
            effect=rules.relieve,
            aside=True,
        ),
        row("edit", OPEN, S.OPEN, P.POST_KEEP, inputs=PostDraft, effect=rules.edit, aside=True),
        row(
            "abolish",
            OPEN,
            S.ABOLISHED,
            P.POST_KEEP,
            inputs=Reason,
            guards=(rules.no_line_needs_it, rules.no_step_waits_for_it),
            aside=True,
        ),
    ),
)
