"""How an exchange project goes from an officer's draft to a closed file."""

from exchange.models import Project, ProjectState
from exchange.permissions import Permission
from exchange.schemas.inputs import Issued, Note, Reason
from exchange.schemas.letters import Rewording
from exchange.schemas.projects import (
    Cancellation,
    NewDates,
    Outcome,
    ProjectDraft,
    ProposedChanges,
    Thanks,
)
from exchange.workflows import project_rules as rules
from exchange.workflows import rewording
from exchange.workflows.deciding import approval_rows
from exchange.workflows.engine import Beginning, Workflow, row

P = Permission
S = ProjectState
READY = (
    rules.has_title,
    rules.has_dates,
    rules.has_reply_date,
    rules.has_people,
    rules.budget_balances,
    rules.tie_in_force,
)


def _from(names: str) -> frozenset[S]:
    return frozenset(S(name) for name in names.split())


PROJECT = Workflow(
    kind="project",
    noun=Project,
    states=S,
    initial=S.DRAFT,
    final=frozenset({S.CLOSED, S.REJECTED, S.DECLINED, S.WITHDRAWN, S.CANCELLED}),
    journey=(
        S.DRAFT,
        S.IN_APPROVAL,
        S.APPROVED,
        S.INVITED,
        S.AGREED,
        S.UNDER_WAY,
        S.REPORTED,
        S.CLOSED,
    ),
    beginning=Beginning(permission=P.PROJECT_PREPARE, inputs=ProjectDraft, create=rules.create),
    table=(
        row(
            "edit",
            _from("draft"),
            S.DRAFT,
            P.PROJECT_PREPARE,
            inputs=ProjectDraft,
            effect=rules.edit,
            internal=True,
            aside=True,
        ),
        row(
            "reword",
            _from("draft"),
            S.DRAFT,
            P.PROJECT_PREPARE,
            inputs=Rewording,
            effect=rewording.reword,
            internal=True,
            aside=True,
        ),
        *approval_rows(S, P.PROJECT_PREPARE, READY, rules.decide),
        row(
            "issue_invitation",
            _from("approved"),
            S.INVITED,
            P.PROJECT_INVITE,
            inputs=Issued,
            guards=(rules.invitation_issued,),
            effect=rules.share,
        ),
        row("accept", _from("invited"), S.AGREED, P.PROJECT_ANSWER, inputs=Note),
        row(
            "propose_changes",
            _from("invited"),
            S.DRAFT,
            P.PROJECT_ANSWER,
            inputs=ProposedChanges,
            effect=rules.take_changes,
            aside=True,
        ),
        row("decline", _from("invited"), S.DECLINED, P.PROJECT_ANSWER, inputs=Reason, aside=True),
        row("start", _from("agreed"), S.UNDER_WAY, P.PROJECT_PREPARE),
        row(
            "postpone",
            _from("agreed under_way"),
            S.POSTPONED,
            P.PROJECT_PREPARE,
            inputs=Reason,
            aside=True,
        ),
        row(
            "resume",
            _from("postponed"),
            S.AGREED,
            P.PROJECT_PREPARE,
            inputs=NewDates,
            effect=rules.move,
        ),
        row(
            "report",
            _from("under_way"),
            S.REPORTED,
            P.PROJECT_PREPARE,
            inputs=Outcome,
            effect=rules.report,
        ),
        row(
            "close",
            _from("reported"),
            S.CLOSED,
            P.PROJECT_CLOSE,
            inputs=Thanks,
            effect=rules.thank,
        ),
        row(
            "cancel",
            _from("approved invited agreed under_way postponed"),
            S.CANCELLED,
            P.PROJECT_CLOSE,
            inputs=Cancellation,
            effect=rules.call_off,
            aside=True,
        ),
    ),
)
