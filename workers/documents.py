"""Render a paper, seal it, enter it into the register, and take its case the next step on."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import current_app

from exchange.documents import sealing, sealing_pdf
from exchange.documents.checking import check, others_of
from exchange.documents.renderer import Rendered, render
from exchange.documents.sheet import showing
from exchange.errors import N_, ExchangeError, NotReady, StaleVersion, WrongState
from exchange.models import BEING_MADE, Document, DocumentKind, DocumentState, db
from exchange.observing import PAPERS
from exchange.wording.languages import template_revision
from exchange.workflows.document import DOCUMENT
from exchange.workflows.letter import LETTER
from exchange.workflows.mailing_rules import is_called_off
from exchange.workflows.perform import perform
from exchange.workflows.project import PROJECT
from workers import mailings
from workers.context import job, system
from workers.label_runs import spread_labels
from workers.lives import life_beside
from workers.spreading import spread

CALLED_OFF = N_("The mailing was called off before this letter was made.")
RENDERER_FAILED = N_("The paper could not be made. Order it again, or tell the administrator.")


def give_up(document_id: str) -> None:
    """Tell the owner of a paper that it could not be made."""
    _fail(UUID(document_id), "renderer_failed", RENDERER_FAILED, {})


@job(giving_up=give_up)
def render_document(document_id: str) -> None:
    """Render once; running it again finds the issued paper and changes nothing."""
    document = db.session.get_one(Document, UUID(document_id))
    if document.state in BEING_MADE:
        _make(document)
    db.session.refresh(document)
    if document.state == DocumentState.ISSUED:
        _take_case_on(document)
        _end(document.id, "send", {})


def _make(document: Document) -> None:
    kind, facts, document_id = document.kind.value, document.facts, document.id
    case_id = document.subject_id
    if is_called_off(document):
        _fail(document_id, "called_off", CALLED_OFF, {})
        return
    if document.state == DocumentState.QUEUED:
        _end(document_id, "render", {})
    try:
        check(kind, facts, others_of(case_id, kind, facts["version"]))
        is_sealed = _seal_is_usable(facts)
        if spread(document_id, kind, facts) or spread_labels(document_id, kind, facts):
            return
        with showing(current_app.extensions["photos"].get):
            rendered = render(
                kind,
                facts,
                identifier=document_id.bytes,
                sealed=is_sealed,
                life=life_beside(document),
            )
        pdf = sealed(rendered, facts)
    except ExchangeError as refusal:
        _fail(document_id, refusal.code, refusal.message, refusal.params)
        PAPERS.labels(kind, "failed").inc()
        return
    issue(document, pdf, rendered.pages)


def issue(document: Document, pdf: bytes, pages: int) -> None:
    """Store the paper and enter it into the register."""
    kind, languages = document.kind.value, document.languages
    digest = current_app.extensions["store"].put(pdf)
    _end(
        document.id,
        "issue",
        {
            "sha256": digest,
            "size": len(pdf),
            "pages": pages,
            "template_revision": template_revision(kind, languages),
        },
    )
    PAPERS.labels(kind, "issued").inc()


def sealed(rendered: Rendered, facts: Mapping[str, Any]) -> bytes:
    """Return the paper as it goes out, with the city's electronic seal where it has one."""
    settings = current_app.extensions["config"].seal
    if not sealing.seals(settings, facts):
        return rendered.pdf
    return sealing_pdf.seal(rendered.pdf, rendered.seal, settings, facts)


def _seal_is_usable(facts: Mapping[str, Any]) -> bool:
    """Say whether this paper is sealed; a seal that cannot be used refuses before any work."""
    settings = current_app.extensions["config"].seal
    is_sealed = sealing.seals(settings, facts)
    if is_sealed:
        sealing.check(settings, datetime.now(UTC))
    return is_sealed


def _fail(document_id: UUID, code: str, message: str, params: Mapping[str, str]) -> None:
    """Tell the owner why the paper could not be made."""
    _end(document_id, "fail", {"code": code, "message": message, "params": dict(params)})


def _end(document_id: UUID, action: str, payload: dict[str, object]) -> None:
    """Take the step unless another worker took it first, or the case was called off meanwhile."""
    try:
        perform(DOCUMENT, document_id, action, actor=system(), payload=payload)
    except (WrongState, StaleVersion, NotReady):
        db.session.rollback()


def _take_case_on(document: Document) -> None:
    """A letter that exists is what takes its case on: the project becomes an invitation."""
    if (document.subject_kind, document.kind) == ("project", DocumentKind.INVITATION):
        flow, action = PROJECT, "issue_invitation"
    elif document.subject_kind == "letter":
        flow, action = LETTER, "issue"
    else:
        if document.subject_kind == "mailing":
            mailings.take_on(document)
        return
    try:
        perform(
            flow,
            document.subject_id,
            action,
            actor=system(),
            payload={"number": document.number, "sha256": document.sha256},
        )
    except (WrongState, NotReady, StaleVersion):
        db.session.rollback()  # it moved on meanwhile, or this letter takes another's place
