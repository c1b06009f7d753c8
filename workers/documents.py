"""Render a paper, store it, enter it into the register, and take its case the next step on."""

from collections.abc import Mapping
from uuid import UUID

from flask import current_app

from exchange.documents.languages import template_revision
from exchange.documents.renderer import render
from exchange.errors import N_, ExchangeError, NotReady, StaleVersion, WrongState
from exchange.models import Document, DocumentKind, DocumentState, db
from exchange.observing import PAPERS
from exchange.workflows.document import DOCUMENT
from exchange.workflows.mailing_rules import is_called_off
from exchange.workflows.perform import perform
from exchange.workflows.project import PROJECT
from workers import mailings
from workers.context import job, system

CALLED_OFF = N_("The mailing was called off before this letter was made.")
RENDERER_FAILED = N_("The paper could not be made. Order it again, or tell the administrator.")
UNFINISHED = frozenset({DocumentState.QUEUED, DocumentState.RENDERING})


def give_up(document_id: str) -> None:
    """Tell the owner of a paper that it could not be made."""
    _fail(UUID(document_id), "renderer_failed", RENDERER_FAILED, {})


@job(giving_up=give_up)
def render_document(document_id: str) -> None:
    """Render once; running it again finds the issued paper and changes nothing."""
    document = db.session.get_one(Document, UUID(document_id))
    if document.state in UNFINISHED:
        _make(document)
    _take_case_on(document)


def _make(document: Document) -> None:
    kind, facts, document_id = document.kind.value, document.facts, document.id
    if is_called_off(document):
        _fail(document_id, "called_off", CALLED_OFF, {})
        return
    if document.state == DocumentState.QUEUED:
        _end(document_id, "render", {})
    try:
        rendered = render(kind, facts, identifier=document_id.bytes)
    except ExchangeError as refusal:
        _fail(document_id, refusal.code, refusal.message, refusal.params)
        PAPERS.labels(kind, "failed").inc()
        return
    digest = current_app.extensions["store"].put(rendered.pdf)
    _end(
        document_id,
        "issue",
        {
            "sha256": digest,
            "size": len(rendered.pdf),
            "pages": rendered.pages,
            "template_revision": template_revision(kind, facts["languages"]),
        },
    )
    PAPERS.labels(kind, "issued").inc()


def _fail(document_id: UUID, code: str, message: str, params: Mapping[str, str]) -> None:
    """Tell the owner why the paper could not be made."""
    _end(document_id, "fail", {"code": code, "message": message, "params": dict(params)})


def _end(document_id: UUID, action: str, payload: dict[str, object]) -> None:
    """Take the step unless another worker took it first."""
    try:
        perform(DOCUMENT, document_id, action, actor=system(), payload=payload)
    except (WrongState, StaleVersion):
        db.session.rollback()


def _take_case_on(document: Document) -> None:
    """A letter of invitation that exists is what makes the project an invitation."""
    db.session.refresh(document)
    if document.subject_kind == "mailing":
        mailings.take_on(document)
    if document.kind != DocumentKind.INVITATION or document.state != DocumentState.ISSUED:
        return
    try:
        perform(
            PROJECT,
            document.subject_id,
            "issue_invitation",
            actor=system(),
            payload={"number": document.number, "sha256": document.sha256},
        )
    except (WrongState, NotReady, StaleVersion):
        db.session.rollback()  # the project moved on meanwhile, or an earlier run did this
