"""A letter seen before it is decided on, or what changed in a paper: ordered, shown as pages."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, make_response, redirect, render_template, request
from flask import url_for as address_of
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from exchange.errors import N_, NotFound, NotReady
from exchange.identity import me, require_login
from exchange.identity.sessions import reader
from exchange.models import Document, DocumentState
from exchange.policy import may
from exchange.previews import (
    order_comparison,
    order_preview,
    order_rewording,
    page_for,
    preview_for,
)
from exchange.queries import cases
from exchange.queries.carriage import differing
from exchange.schemas.letters import Rewording
from exchange.web.forms import unflattened
from exchange.web.language import label
from exchange.web.passages import passage_rows, refusals
from exchange.workflows.engine import Subject, Workflow
from exchange.workflows.registry import ANY, WORKFLOWS
from exchange.workflows.rewording import wording_of

pages = Blueprint("previews", __name__)
pages.before_request(require_login)

ACTION = "reword"
COMPARE = "compare"
# What the form calls a fact, where it has another name for it.
CALLED = {
    "participants": "participant_count",
    "roster": "participants",
    "costs": "budget",
    "event": "title",
    "approved_on": "decided_on",
    "on": "celebrated_on",
    "fields": "cooperation",
}


def install(app: Flask) -> None:
    """Give templates what they ask about letters written anew and papers side by side."""
    app.jinja_env.globals.update(
        passage_rows=passage_rows,
        fact_name=fact_name,
        comparable=comparable,
        differing=differing,
    )


def fact_name(path: str) -> str:
    """Return what the reader knows a fact by; `path` is as `documents.unprinted` writes it."""
    first, _, rest = path.partition(".")
    if first == "wording":
        return label("passage", "key", rest.split(".")[-1])
    name = CALLED.get(first.removesuffix("[]"), first.removesuffix("[]"))
    key = f"form.field.{name}"
    called = label("form", "field", name)
    return path if called == key else called


def comparable(document: Document) -> list[Document]:
    """Return the other issued papers of the same case and kind that the reader may see."""
    if document.state != DocumentState.ISSUED:
        return []
    others = cases.papers_of(_Case(document.subject_id), me)
    return [
        one
        for one in others
        if one.id != document.id and one.kind == document.kind and one.state == document.state
    ]


class _Case:
    def __init__(self, number: UUID) -> None:
        self.id = number


@pages.post(f"/<{ANY}:plural>/<uuid:subject_id>/preview")
def order(plural: str, subject_id: UUID) -> Response:
    """Order the pages of a letter as it is typed; nothing of the case is changed."""
    flow = WORKFLOWS[plural]
    subject = cases.find(flow, subject_id, me)
    _must_prepare(flow, subject)
    typed = unflattened(request.form.to_dict(), "UTC").get("passages", [])
    try:
        asked = Rewording().load({"passages": typed})
        wording = wording_of(subject, asked["passages"]) if typed else subject.wording or {}
    except (NotReady, ValidationError) as wrong:
        rows = passage_rows(subject, typed, *refusals(wrong))
        unmet = wrong.unmet if isinstance(wrong, NotReady) else ()
        return _shown(None, 422, rows=rows, unmet=unmet, back=_form_of(plural, subject_id))
    ordering = order_rewording if COMPARE in request.form else order_preview
    preview = ordering(subject, reader(), wording)
    if not _by_script():
        return _to_pages(preview.id)
    return _shown(preview, rows=passage_rows(subject, typed))


@pages.post("/documents/<uuid:document_id>/compare")
def compare(document_id: UUID) -> Response:
    """Order a picture of what changed since another paper of the register."""
    after = cases.find(WORKFLOWS["documents"], document_id, me)
    before = cases.find(WORKFLOWS["documents"], _uuid(request.form.get("with", "")), me)
    return _to_pages(order_comparison(before, after, reader()).id)


@pages.get("/previews/<uuid:preview_id>")
def show(preview_id: UUID) -> Response:
    """Show the pages, or that they are being set."""
    return _shown(preview_for(me, preview_id))


@pages.get("/previews/<uuid:preview_id>/<int:position>.png")
def page(preview_id: UUID, position: int) -> Response:
    """Return one page as a picture."""
    answer = make_response(page_for(me, preview_id, position))
    answer.headers["Content-Type"] = "image/png"
    answer.headers["Cache-Control"] = "private, max-age=3600, immutable"
    return answer


def _shown(preview: Any, status: int = 200, **more: Any) -> Response:
    """Answer with the pages alone where a script asked, else with a page around them."""
    name = "cases/_preview.html" if _by_script() else "previews/show.html"
    told = {"preview": preview, "unmet": (), "rows": (), "by_script": _by_script()} | more
    answer = make_response(render_template(name, **told), status)
    answer.vary.add("HX-Request")
    return answer


def _by_script() -> bool:
    return "HX-Request" in request.headers


def _to_pages(preview_id: UUID) -> Response:
    return redirect(address_of("previews.show", preview_id=preview_id), 303)


def _form_of(plural: str, subject_id: UUID) -> str:
    return address_of("subjects.ask", plural=plural, subject_id=subject_id, action=ACTION)


def _must_prepare(flow: Workflow, subject: Subject) -> None:
    rows = flow.find(ACTION)
    if not rows or not may(me, rows[0].permission, subject):
        raise NotFound(N_("There is nothing here."))


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise NotFound(N_("There is nothing here.")) from None
