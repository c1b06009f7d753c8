"""The issue register as its office reads, prints and exports it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext

from exchange import clock
from exchange.errors import N_, NotPermitted
from exchange.facts.approval import mark_of
from exchange.identity import me, require_login
from exchange.models import City, DocumentKind, DocumentState
from exchange.policy import may_read_page
from exchange.queries import register
from exchange.queries.cities import partners_of
from exchange.queries.disarming import as_csv
from exchange.queries.register import Entry, Wanted
from exchange.web.language import in_words, label
from exchange.web.lists import page_number

pages = Blueprint("register", __name__)
pages.before_request(require_login)

E = TypeVar("E", bound=StrEnum)
LONGEST_YEAR = 4
HEADINGS = (
    N_("Number"),
    N_("Version"),
    N_("Kind"),
    N_("Title"),
    N_("To"),
    N_("Languages"),
    N_("State"),
    N_("Ordered"),
    N_("Ordered by"),
    N_("Decided by"),
    N_("Decided"),
    N_("Issued"),
    N_("Pages"),
    "SHA-256",
    N_("Template and languages"),
    N_("Why it is void or failed"),
    N_("Replaces"),
    N_("Replaced by"),
)


@pages.get("/register")
def show() -> str:
    """Show one page of the register of the reader's office."""
    home, wanted = _home(), _wanted()
    partners = partners_of(home, clock.today(home.timezone))
    return render_template(
        "documents/register.html",
        found=register.page_of(home.id, wanted, page_number()),
        wanted=wanted,
        asked={name: value for name, value in request.args.items() if name != "page" and value},
        years=register.years_of(home.id),
        partners=[one.city for one in partners],
        kinds=DocumentKind,
        states=DocumentState,
        decided_by=decided_by,
        why=why,
    )


@pages.get("/register.csv")
def export() -> Response:
    """Return all that is asked for as CSV."""
    home = _home()
    rows = [[gettext(one) for one in HEADINGS]]
    rows += [list(_cells(entry)) for entry in register.all_of(home.id, _wanted())]
    answer = make_response(as_csv(rows))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="register.csv"'
    return answer


def decided_by(entry: Entry) -> str:
    """Return the post that decided, who acted for it, and by which right (전결, 대결)."""
    step = entry.decision
    if step is None:
        return ""
    mark = mark_of(step)
    name = in_words(step.taken_by.title) or step.taken_by.name if step.taken_by else ""
    post = in_words(step.post_names)
    told = post if name in {"", post} else f"{post} ({name})"
    return f"{told}, {label('approval', 'mark', mark)}" if mark else told


def why(entry: Entry) -> str:
    """Return why a number no longer counts."""
    paper = entry.paper
    if paper.void_reason:
        return paper.void_reason
    return gettext(paper.failure_message) % paper.failure_params if paper.failure_message else ""


def _cells(entry: Entry) -> Iterator[object]:
    paper, step = entry.paper, entry.decision
    yield from (paper.number, paper.edition, label("document", "kind", paper.kind), paper.title)
    yield from (in_words(paper.partner_city.names), " + ".join(paper.languages))
    yield label("document", "state", paper.state)
    yield paper.created_at.isoformat(timespec="seconds")
    yield in_words(paper.ordered_by.title) or paper.ordered_by.name
    yield decided_by(entry)
    yield step.taken_at.isoformat(timespec="seconds") if step and step.taken_at else ""
    yield paper.issued_at.isoformat(timespec="seconds") if paper.issued_at else ""
    yield from (paper.pages or "", paper.sha256 or "", paper.template_revision, why(entry))
    yield paper.replaces.number if paper.replaces else ""
    yield paper.replaced_by.number if paper.replaced_by else ""


def _home() -> City:
    if me.city is None or not may_read_page(me, "register"):
        raise NotPermitted(N_("The register is read by the people of its office."))
    return me.city


def _wanted() -> Wanted:
    """Return what is asked for; what cannot be meant is not asked for."""
    year, partner = request.args.get("year", ""), request.args.get("partner", "")
    is_year = year.isascii() and year.isdigit() and len(year) <= LONGEST_YEAR
    return Wanted(
        year=int(year) if is_year else None,
        kind=_member(DocumentKind, "kind"),
        state=_member(DocumentState, "state"),
        partner_id=_uuid(partner),
    )


def _member(kind: type[E], name: str) -> E | None:
    asked = request.args.get(name, "")
    return kind(asked) if asked in set(kind) else None


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
