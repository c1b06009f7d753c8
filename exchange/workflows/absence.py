"""How somebody's being away is noted, with the deputy who decides meanwhile."""

from exchange.models import Absence, AbsenceState
from exchange.permissions import Permission
from exchange.schemas.posts import AbsenceDraft, LastDay
from exchange.workflows import absence_rules as rules
from exchange.workflows.engine import Beginning, Room, Workflow, row

P = Permission
S = AbsenceState
NOTED = frozenset({S.NOTED})

ABSENCE = Workflow(
    kind="absence",
    noun=Absence,
    states=S,
    initial=S.NOTED,
    final=frozenset({S.REVOKED}),
    journey=(S.NOTED, S.REVOKED),
    room=Room.ADMINISTRATION,
    beginning=Beginning(permission=P.ABSENCE_NOTE, inputs=AbsenceDraft, create=rules.create),
    table=(
        row(
            "end_on",
            NOTED,
            S.NOTED,
            P.ABSENCE_NOTE,
            inputs=LastDay,
            guards=(rules.is_theirs, rules.not_over),
            effect=rules.end_on,
            aside=True,
        ),
        row(
            "revoke",
            NOTED,
            S.REVOKED,
            P.ABSENCE_NOTE,
            guards=(rules.is_theirs, rules.not_begun),
            aside=True,
        ),
    ),
)
