"""Papers as programs see them: their PDF, and their case as far as the reader may open it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, current_app, make_response, request

from exchange.api import asking
from exchange.errors import N_, WrongState
from exchange.models import Document, Person
from exchange.queries import cases
from exchange.workflows.engine import Workflow


@dataclass(frozen=True)
class Veiled:
    """A paper to somebody who may not open its case: a letter of a mailing to many cities."""

    paper: Document
    subject_kind: None = None
    subject_id: None = None

    def __getattr__(self, name: str) -> Any:
        """Show whatever else the paper has."""
        return getattr(self.paper, name)


def as_seen(flow: Workflow, rows: Sequence[Any], reader: Person) -> list[Any]:
    """Return rows without what `reader` may not know of them; cases of other kinds as they are."""
    if flow.noun is not Document:
        return list(rows)
    open_to = cases.openable(rows, reader)
    return [one if one.subject_id in open_to else Veiled(one) for one in rows]


def pdf_of(flow: Workflow) -> Callable[..., Response]:
    """Return the view that gives the file of a paper."""

    def read_document_pdf(subject_id: UUID) -> Response:
        """Return the PDF of an issued paper, the very bytes its SHA-256 names."""
        paper = cases.find(flow, subject_id, asking.reader())
        if not paper.is_made:
            raise WrongState(N_("This paper is not issued yet."))
        answer = make_response(current_app.extensions["store"].get(paper.sha256))
        answer.headers["Content-Type"] = "application/pdf"
        answer.set_etag(paper.sha256)
        answer.make_conditional(request)
        return answer

    return read_document_pdf
