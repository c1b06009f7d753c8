"""A letter seen before it is decided on: ordered as it is typed, shown as pages."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request

from exchange.errors import N_, NotFound, NotReady
from exchange.identity import me, require_login
from exchange.policy import may
from exchange.previews import order_preview, page_for, preview_for
from exchange.queries import cases
from exchange.schemas.letters import Rewording
from exchange.web.forms import unflattened
from exchange.workflows.engine import Subject, Workflow
from exchange.workflows.registry import ANY, WORKFLOWS
from exchange.workflows.rewording import wording_of

pages = Blueprint("previews", __name__)
pages.before_request(require_login)

ACTION = "reword"


@pages.post(f"/<{ANY}:plural>/<uuid:subject_id>/preview")
def order(plural: str, subject_id: UUID) -> Response:
    """Order the pages of a letter as it is typed; nothing of the case is changed."""
    flow = WORKFLOWS[plural]
    subject = cases.find(flow, subject_id, me)
    _must_prepare(flow, subject)
    typed = unflattened(request.form.to_dict(), "UTC").get("passages", [])
    asked = Rewording().load({"passages": typed})
    try:
        wording = wording_of(subject, asked["passages"]) if typed else subject.wording or {}
    except NotReady as refusal:
        return make_response(render_template("cases/_preview.html", unmet=refusal.unmet), 422)
    preview = order_preview(subject, me._get_current_object(), wording)  # type: ignore[attr-defined]  # noqa: SLF001
    return make_response(render_template("cases/_preview.html", preview=preview, unmet=()))


@pages.get("/previews/<uuid:preview_id>")
def show(preview_id: UUID) -> str:
    """Show the pages, or that they are being set."""
    preview = preview_for(me, preview_id)
    return render_template("cases/_preview.html", preview=preview, unmet=())


@pages.get("/previews/<uuid:preview_id>/<int:position>.png")
def page(preview_id: UUID, position: int) -> Response:
    """Return one page as a picture."""
    answer = make_response(page_for(me, preview_id, position))
    answer.headers["Content-Type"] = "image/png"
    answer.headers["Cache-Control"] = "private, max-age=3600, immutable"
    return answer


def _must_prepare(flow: Workflow, subject: Subject) -> None:
    rows = flow.find(ACTION)
    if not rows or not may(me, rows[0].permission, subject):
        raise NotFound(N_("There is nothing here."))
