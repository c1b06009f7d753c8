"""The inbox: what is to be decided, what waits on others, what has to be read, what was done."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from exchange import clock
from exchange.errors import N_, NotFound
from exchange.identity import me, require_login
from exchange.queries import inbox
from exchange.workflows.registry import PLURALS

pages = Blueprint("inbox", __name__)
pages.before_request(require_login)

TABS = ("decide", "others", "know", "done")


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the inbox, and how much is in it where that is worth counting."""

    name: str
    count: int | None


@pages.get("/inbox")
def show() -> str:
    """Show one view of the reader's inbox."""
    home = me.city
    if home is None:
        raise NotFound(N_("There is nothing here."))
    today = clock.today(home.timezone)
    tab = request.args.get("show", TABS[0])
    number = _number()
    decide = inbox.to_decide(me, today, number if tab == "decide" else 1)
    know = inbox.to_know(me, today, number if tab == "know" else 1)
    others = inbox.waiting_on_others(me)
    return render_template(
        "inbox/show.html",
        tab=tab if tab in TABS else TABS[0],
        tabs=[
            Tab("decide", decide.total),
            Tab("others", len(others)),
            Tab("know", know.total),
            Tab("done", None),
        ],
        decide=decide,
        know=know,
        others=others,
        done=inbox.decided(me) if tab == "done" else [],
        today=today,
        plurals=PLURALS,
    )


def _number() -> int:
    asked = request.args.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1  # noqa: PLR2004
