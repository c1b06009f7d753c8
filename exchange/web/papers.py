"""Papers of a case while they are made, and the PDF of each once it is issued."""

from uuid import UUID

from flask import Blueprint, Response, current_app, make_response, render_template, request

from exchange.errors import N_, WrongState
from exchange.identity import me, require_login
from exchange.queries import cases
from exchange.workflows.registry import ANY, WORKFLOWS

pages = Blueprint("papers", __name__)
pages.before_request(require_login)

IMMUTABLE = "private, max-age=31536000, immutable"


@pages.get(f"/<{ANY}:plural>/<uuid:subject_id>/papers")
def show(plural: str, subject_id: UUID) -> Response:
    """Show the papers of a case as they stand; the page is read anew when the last is made."""
    subject = cases.find(WORKFLOWS[plural], subject_id, me)
    papers = cases.papers_of(subject, me)
    page = render_template("cases/_papers.html", plural=plural, case=subject, papers=papers)
    answer = make_response(page)
    version = request.args.get("version", "")
    if version and version != str(subject.version):
        answer.headers["HX-Refresh"] = "true"
    return answer


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
