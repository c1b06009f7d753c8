"""The first page: what waits for the reader, what moved, which anniversaries come."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template

from exchange import clock
from exchange.identity import me, require_login
from exchange.policy import may_begin
from exchange.queries import cases
from exchange.queries.cities import Partner, partners_of
from exchange.queries.inbox import to_decide
from exchange.queries.waiting import waiting_for
from exchange.web.opening import ways_to_begin
from exchange.workflows.registry import CASES, PLURALS

pages = Blueprint("home", __name__)
pages.before_request(require_login)

RECENT = 6
SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A day a tie has lasted so many years."""

    partner: Partner
    on: date
    years: int


@pages.get("/")
def show() -> str:
    """Show what the reader's day begins with."""
    home = me.city
    if home is None:
        return render_template("home/nobody.html")
    today = clock.today(home.timezone)
    partners = partners_of(home, today)
    return render_template(
        "home/show.html",
        waiting=waiting_for(me),
        decide=to_decide(me, today),
        today=today,
        plurals=PLURALS,
        counts={plural: cases.counts_by_state(flow, me) for plural, flow in CASES.items()},
        recent={
            plural: cases.page_of(flow, me, size=RECENT).rows for plural, flow in CASES.items()
        },
        ways_to_begin=ways_to_begin,
        begins=[
            plural
            for plural, flow in CASES.items()
            if flow.beginning is not None and may_begin(me, flow.beginning.permission)
        ],
        anniversaries=anniversaries(partners, today),
        flows=CASES,
    )


def anniversaries(partners: list[Partner], today: date) -> list[Anniversary]:
    """Return the next anniversaries of ties that are known to the day, soonest first."""
    found = []
    for partner in partners:
        began = partner.tie.began
        if began is None or began.day is None or not partner.is_certain:
            continue
        on = _next(began.earliest, today)
        if on - today <= SOON and on.year > began.year:
            found.append(Anniversary(partner, on, on.year - began.year))
    return sorted(found, key=lambda one: one.on)


def _next(day: date, today: date) -> date:
    """Return the next time `day` comes round; the 29th of February is kept on the 28th."""
    for year in (today.year, today.year + 1):
        try:
            on = day.replace(year=year)
        except ValueError:
            on = day.replace(year=year, day=28)
        if on >= today:
            return on
    return today
