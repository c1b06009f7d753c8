"""The inbox: what is to be decided, what waits on others, what has to be read, what was done."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request

from exchange import clock
from exchange.approvals import waited_in
from exchange.errors import N_, Locked, NotFound, UnmetCondition
from exchange.identity import me, require_login, second_factor
from exchange.identity.sessions import reader
from exchange.models import Approval, ApprovalStep
from exchange.posts import Taker
from exchange.queries import inbox
from exchange.web.language import in_words, speak
from exchange.workflows.agreeing import Agreed, agree
from exchange.workflows.registry import PLURALS

pages = Blueprint("inbox", __name__)
pages.before_request(require_login)

TABS = ("decide", "others", "know", "done")
LONGEST_PAGE_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the inbox, and how much is in it where that is worth counting."""

    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Submitted:
    """A case the reader submitted, and on whom it waits."""

    run: Approval
    waits: list[str]


@pages.get("/inbox")
def show() -> str:
    """Show one view of the reader's inbox."""
    return _page()


@pages.post("/inbox")
def decide() -> Response:
    """Agree to the cases that were chosen, each checked by itself as on its own page."""
    try:
        if code := request.form.get("one_time_code", ""):
            second_factor.confirm(me, code)
    except Locked as refusal:
        unmet = (UnmetCondition(refusal.code, refusal.message, refusal.params),)
        return make_response(_page([Agreed("", "", unmet)]), 429)
    note = request.form.get("note", "").strip()
    confirmed = second_factor.confirmed_at()
    person = reader()
    results = [
        agree(run_id, actor=person, note=note, confirmed_at=confirmed)
        for run_id in map(_uuid, request.form.getlist("run")[: inbox.PAGE])
    ]
    status = 422 if any(one.unmet for one in results) else 200
    return make_response(_page(results), status)


def _page(results: list[Agreed] | None = None) -> str:
    home = me.city
    if home is None:
        raise NotFound(N_("There is nothing here."))
    today = clock.today(home.timezone)
    tab = request.args.get("show", TABS[0])
    decide = inbox.to_decide(me, today, _number() if tab == "decide" else 1)
    know = inbox.to_know(me, today)
    running = inbox.waiting_on_others(me)
    return render_template(
        "inbox/show.html",
        tab=tab if tab in TABS else TABS[0],
        tabs=[
            Tab("decide", decide.total),
            Tab("others", len(running)),
            Tab("know", know.total),
            Tab("done", None),
        ],
        decide=decide,
        overdue=sum(1 for one in decide.items if one.step.due_on and one.step.due_on < today),
        know=know,
        others=_submitted(running) if tab == "others" else [],
        done=inbox.decided(me) if tab == "done" else [],
        today=today,
        plurals=PLURALS,
        results=results or [],
        note=request.form.get("note", ""),
    )


def _submitted(running: list[Approval]) -> list[Submitted]:
    return [
        Submitted(run, [_wait(step, there) for step, there in each])
        for run, each in zip(running, waited_in(running), strict=True)
    ]


def _wait(step: ApprovalStep, takers: list[Taker]) -> str:
    """Say on whom an open step waits."""
    post = in_words(step.post_names)
    if not takers:
        return speak("approval.waits.nobody", post=post)
    return f"{post}: " + ", ".join(in_words(one.person.title) or one.person.name for one in takers)


def _number() -> int:
    """Return the page asked for; what is no number asks for the first."""
    asked = request.args.get("page", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_PAGE_NUMBER
    return max(1, int(asked)) if is_number else 1


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise NotFound(N_("There is nothing here.")) from None
