"""Lists of cases and papers, filtered by state and city, page by page."""

from uuid import UUID

from flask import Blueprint, render_template, request

from exchange import clock
from exchange.identity import me, require_login
from exchange.policy import may_begin
from exchange.queries import cases
from exchange.queries.cities import Partner, partners_of
from exchange.web.opening import ways_to_begin
from exchange.workflows.engine import Workflow
from exchange.workflows.registry import ANY, CASES, WORKFLOWS

pages = Blueprint("lists", __name__)
pages.before_request(require_login)

LONGEST_PAGE_NUMBER = 7


@pages.get(f"/<{ANY}:plural>")
def show(plural: str) -> str:
    """Show one page of the cases the reader may see, newest first."""
    flow = WORKFLOWS[plural]
    states, city = narrowing(flow)
    found = cases.page_of(flow, me, number=page_number(), states=states, city_id=city)
    return render_template(
        "cases/list.html",
        plural=plural,
        flow=flow,
        found=found,
        state="".join(states),
        counts=cases.counts_by_state(flow, me),
        partners=_partners(),
        city=city,
        ways_to_begin=ways_to_begin,
        boards=CASES,
        may_begin=flow.beginning is not None and may_begin(me, flow.beginning.permission),
    )


def narrowing(flow: Workflow) -> tuple[tuple[str, ...], UUID | None]:
    """Return the state and the city a list is narrowed to; what is unknown narrows nothing."""
    state = request.args.get("state", "")
    city = _city_id({str(one.city.id) for one in _partners()})
    return (state,) if state in set(flow.states) else (), city


def page_number() -> int:
    """Return the page asked for; what is no number asks for the first."""
    asked = request.args.get("page", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_PAGE_NUMBER
    return max(1, int(asked)) if is_number else 1


def _partners() -> list[Partner]:
    home = me.city
    return partners_of(home, clock.today(home.timezone)) if home else []


def _city_id(known: set[str]) -> UUID | None:
    asked = request.args.get("city", "")
    return UUID(asked) if asked in known else None
