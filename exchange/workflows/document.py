"""How a paper goes from being ordered to being issued."""

from sqlalchemy import select

from exchange import outbox
from exchange.clock import now
from exchange.models import (
    Document,
    DocumentKind,
    DocumentState,
    Person,
    Project,
    ProjectState,
    db,
)
from exchange.policy import Permission
from exchange.schemas.inputs import Failure, RenderedDocument
from exchange.workflows.engine import Inputs, Transition, Workflow
from exchange.workflows.mailing_rules import is_called_off

S = DocumentState


def start_afresh(document: Document, _actor: Person, _inputs: Inputs) -> None:
    """Forget how far an earlier worker came."""
    document.progress, document.failure_message, document.failure_params = 0, "", {}


def enter_register(document: Document, _actor: Person, inputs: Inputs) -> None:
    """Record what was made; from here on the paper exists, for the partner too."""
    document.sha256, document.size = inputs["sha256"], inputs["size"]
    document.pages, document.template_revision = inputs["pages"], inputs["template_revision"]
    document.progress, document.issued_at = 100, now()
    document.shared_at = now() if _is_still_meant(document) else None


def note_failure(document: Document, _actor: Person, inputs: Inputs) -> None:
    """Keep the reason for its owner."""
    document.failure_message = inputs["message"]
    document.failure_params = inputs["params"]


def order_again(document: Document, _actor: Person, _inputs: Inputs) -> None:
    """Owe the rendering once more, of the same facts under the same number."""
    document.progress, document.failure_message, document.failure_params = 0, "", {}
    outbox.post(outbox.Job.RENDER_DOCUMENT, document_id=str(document.id))


def _is_still_meant(document: Document) -> bool:
    """Say whether a paper may go out: not a letter whose case was called off meanwhile."""
    if document.kind != DocumentKind.INVITATION:
        return not is_called_off(document)
    state = db.session.scalar(select(Project.state).where(Project.id == document.subject_id))
    return state == ProjectState.APPROVED


DOCUMENT = Workflow(
    kind="document",
    noun=Document,
    states=S,
    initial=S.QUEUED,
    final=frozenset({S.ISSUED}),
    journey=(S.QUEUED, S.RENDERING, S.ISSUED),
    table=(
        Transition(
            action="render",
            source=frozenset({S.QUEUED}),
            target=S.RENDERING,
            permission=Permission.DOCUMENT_RENDER,
            effect=start_afresh,
            internal=True,
        ),
        Transition(
            action="issue",
            source=frozenset({S.QUEUED, S.RENDERING}),
            target=S.ISSUED,
            permission=Permission.DOCUMENT_RENDER,
            inputs=RenderedDocument,
            effect=enter_register,
        ),
        Transition(
            action="fail",
            source=frozenset({S.QUEUED, S.RENDERING}),
            target=S.FAILED,
            permission=Permission.DOCUMENT_RENDER,
            inputs=Failure,
            effect=note_failure,
            internal=True,
        ),
        Transition(
            action="retry",
            source=frozenset({S.FAILED}),
            target=S.QUEUED,
            permission=Permission.DOCUMENT_RETRY,
            effect=order_again,
            internal=True,
        ),
    ),
)
