"""How a paper goes from being ordered to being acknowledged, or loses its force.

Decisions order the papers of their cases by themselves; a record of the books is ordered here.
"""

from exchange.models import IN_FORCE, Document, DocumentState
from exchange.permissions import Permission
from exchange.schemas.documents import RecordOrder, Replacement, Voiding
from exchange.schemas.inputs import Failure, Note, RenderedDocument
from exchange.workflows import document_rules as rules
from exchange.workflows import record_rules
from exchange.workflows.engine import Beginning, Workflow, row

P = Permission
S = DocumentState
UNMADE = frozenset({S.QUEUED, S.RENDERING})
ENDED = frozenset({*IN_FORCE, S.FAILED})

DOCUMENT = Workflow(
    kind="document",
    noun=Document,
    states=S,
    initial=S.QUEUED,
    final=frozenset({S.REPLACED}),
    journey=(S.QUEUED, S.RENDERING, S.ISSUED, S.SENT, S.ACKNOWLEDGED),
    beginning=Beginning(
        permission=P.DOCUMENT_ORDER,
        inputs=RecordOrder,
        create=record_rules.order_record,
        told=record_rules.sealed_with,
    ),
    table=(
        row(
            "render",
            frozenset({S.QUEUED}),
            S.RENDERING,
            P.DOCUMENT_RENDER,
            effect=rules.start_afresh,
            internal=True,
        ),
        row(
            "issue",
            UNMADE,
            S.ISSUED,
            P.DOCUMENT_RENDER,
            inputs=RenderedDocument,
            effect=rules.enter_register,
        ),
        row(
            "fail",
            UNMADE,
            S.FAILED,
            P.DOCUMENT_RENDER,
            inputs=Failure,
            effect=rules.note_failure,
            internal=True,
            aside=True,
        ),
        row(
            "retry",
            frozenset({S.FAILED}),
            S.QUEUED,
            P.DOCUMENT_RETRY,
            guards=(rules.still_wanted,),
            effect=rules.order_again,
            internal=True,
        ),
        row(
            "send",
            frozenset({S.ISSUED}),
            S.SENT,
            P.DOCUMENT_SEND,
            guards=(rules.case_stands, rules.goes_out),
            effect=rules.send,
        ),
        row(
            "acknowledge", frozenset({S.SENT}), S.ACKNOWLEDGED, P.DOCUMENT_ACKNOWLEDGE, inputs=Note
        ),
        row(
            "void",
            ENDED,
            S.VOID,
            P.DOCUMENT_VOID,
            inputs=Voiding,
            effect=rules.make_void,
            aside=True,
        ),
        row(
            "replace",
            ENDED | {S.VOID},
            S.REPLACED,
            P.DOCUMENT_VOID,
            inputs=Replacement,
            guards=(rules.case_stands,),
            effect=rules.replace,
            aside=True,
        ),
    ),
)
