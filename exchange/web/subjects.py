"""Every case in one way: a list, a page to read it, one address to act on it."""

from flask import Blueprint, Response, make_response, render_template
from uuid import UUID

from exchange.identity import me, require_login
from exchange.queries import cases
from exchange.workflows.registry import WORKFLOWS

pages = Blueprint("subjects", __name__)
pages.before_request(require_login)


@pages.get("/<any(projects, shipments, documents):plural>/<uuid:subject_id>")
def show(plural: str, subject_id: UUID) -> Response:
    """Show a case."""
    flow = WORKFLOWS[plural]
    subject = cases.find(flow, subject_id, me)
    return make_response(render_template("errors/page.html", status=200, refusal=None, subject=subject))
