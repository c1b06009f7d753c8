"""Papers of a case while they are made, and the PDF of each once it is issued."""

from uuid import UUID

from flask import Blueprint, Flask, Response, current_app, make_response, render_template, request

from exchange.errors import N_, WrongState
from exchange.identity import me, require_login
from exchange.models import BEING_MADE, Document, DocumentState
from exchange.policy import may_begin
from exchange.queries import cases
from exchange.workflows.engine import Subject
from exchange.workflows.registry import ANY, PLURALS, WORKFLOWS

pages = Blueprint("papers", __name__)
pages.before_request(require_login)

IMMUTABLE = "private, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Give pages what a paper belongs to, as far as its reader may open that, and what moves."""
    app.jinja_env.globals.update(belongs_to=belongs_to, may_order=may_order)
    app.jinja_env.tests["moving"] = is_moving


def is_moving(paper: Document) -> bool:
    """Say whether a worker takes this paper on by itself, so that looking again shows more."""
    if paper.state != DocumentState.ISSUED:
        return paper.state in BEING_MADE
    return not any(row.unmet(paper, me) for row in WORKFLOWS["documents"].find("send"))


def belongs_to(paper: Document) -> tuple[str, UUID] | None:
    """Return the plural and id of the case of a paper, or nothing where it has none to open."""
    plural = PLURALS.get(paper.subject_kind)
    is_open = plural is not None and cases.openable([paper], me)
    return (plural, paper.subject_id) if plural and is_open else None


def may_order() -> bool:
    """Say whether the reader may order records of their city's books."""
    opening = WORKFLOWS["documents"].beginning
    return opening is not None and may_begin(me, opening.permission)


@pages.get(f"/<{ANY}:plural>/<uuid:subject_id>/papers")
def show(plural: str, subject_id: UUID) -> Response:
    """Show the papers of a case as they stand; the page is read anew when the last is made."""
    subject = cases.find(WORKFLOWS[plural], subject_id, me)
    papers = cases.papers_of(subject, me)
    page = render_template("cases/_papers.html", plural=plural, case=subject, papers=papers)
    return _anew(make_response(page), subject)


@pages.get("/documents/<uuid:document_id>/progress")
def progress(document_id: UUID) -> Response:
    """Show how far a paper is; the page is read anew when the paper itself has moved."""
    document = cases.find(WORKFLOWS["documents"], document_id, me)
    answer = make_response(render_template("documents/_progress.html", case=document))
    return _anew(answer, document)


@pages.get("/documents/<uuid:document_id>/pdf")
def download(document_id: UUID) -> Response:
    """Return the PDF of an issued paper, the very bytes the register names, also of a void one."""
    document = cases.find(WORKFLOWS["documents"], document_id, me)
    if not document.is_made:
        raise WrongState(N_("This paper is not issued yet."))
    answer = make_response(current_app.extensions["store"].get(document.sha256))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{document.number}.pdf"'
    answer.headers["Cache-Control"] = IMMUTABLE
    answer.set_etag(document.sha256)
    answer.make_conditional(request)
    return answer


def _anew(answer: Response, subject: Subject) -> Response:
    """Have the whole page read anew where its reader has an earlier version."""
    version = request.args.get("version", "")
    if version and version != str(subject.version):
        answer.headers["HX-Refresh"] = "true"
    return answer
