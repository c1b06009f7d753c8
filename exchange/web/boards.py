"""A board of cases by state, narrowed down as the reader likes, and the views they keep of it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from exchange import clock
from exchange.errors import N_, NotFound
from exchange.identity import me, require_login
from exchange.identity.keeping import kept
from exchange.models import SavedView, db
from exchange.models.boards import LONGEST_NAME
from exchange.queries import boards
from exchange.queries.boards import FIRST_YEAR, LAST_YEAR, Wanted
from exchange.queries.cities import partners_of
from exchange.workflows.registry import ANY, CASES

pages = Blueprint("boards", __name__)
pages.before_request(require_login)

MOST_VIEWS = 20
YEARS = 10


@pages.get(f"/<{ANY}:plural>/board")
def show(plural: str) -> str:
    """Show the newest cases of each state."""
    return _board(plural, _wanted(plural, request.args))


@pages.post(f"/<{ANY}:plural>/board/views")
def keep(plural: str) -> Response | tuple[str, int]:
    """Keep what is shown now under a name."""
    wanted = _wanted(plural, request.form)
    name = " ".join(request.form.get("name", "").split())
    views = boards.views_of(me, plural)
    if fault := _fault(name, views):
        return _board(plural, wanted, fault, name), 422
    view = SavedView(person_id=me.id, plural=plural, name=name, query=urlencode(_told(wanted)))
    with kept():
        db.session.add(view)
    return _to(plural, view.query)


@pages.post(f"/<{ANY}:plural>/board/views/<uuid:view_id>")
def change(plural: str, view_id: UUID) -> Response | tuple[str, int]:
    """Give a view another name, or keep it no longer."""
    views = boards.views_of(me, plural)
    view = next((one for one in views if one.id == view_id), None)
    if view is None:
        raise NotFound(N_("There is nothing here."))
    if "remove" in request.form:
        with kept():
            db.session.delete(view)
        return _to(plural, view.query)
    name = " ".join(request.form.get("name", "").split())
    others = [one for one in views if one.id != view_id]
    if fault := _fault(name, others):
        return _board(plural, _wanted(plural, request.args), fault, name), 422
    with kept():
        view.name = name
        db.session.add(view)
    return _to(plural, view.query)


def _board(plural: str, wanted: Wanted, fault: str = "", name: str = "") -> str:
    flow, home = CASES[plural], me.city
    if home is None:
        raise NotFound(N_("There is nothing here."))
    today = clock.today(home.timezone)
    by, kinds = boards.kinds_of(flow)
    told = _told(wanted)
    return render_template(
        "boards/show.html",
        plural=plural,
        flow=flow,
        columns=boards.columns_of(flow, me, wanted, today),
        wanted=wanted,
        told=told,
        query=urlencode(told),
        partners=partners_of(home, today),
        by=by,
        kinds=kinds,
        people=boards.in_charge(flow, home),
        years=range(today.year, today.year - YEARS, -1),
        views=boards.views_of(me, plural),
        fault=fault,
        name=name,
    )


def _wanted(plural: str, asked: Any) -> Wanted:
    """Return what is asked for; a filter that fits nothing there is narrows nothing down."""
    if plural not in CASES:
        raise NotFound(N_("There is nothing here."))
    flow = CASES[plural]
    _, kinds = boards.kinds_of(flow)
    kind, year = asked.get("kind", ""), asked.get("year", type=int)
    return Wanted(
        city_id=asked.get("city", type=UUID),
        kind=kind if kind in kinds else "",
        year=year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None,
        person_id=asked.get("person", type=UUID)
        if "officer_id" in flow.noun.__mapper__.columns
        else None,
        late=bool(asked.get("late")),
    )


def _told(wanted: Wanted) -> dict[str, str]:
    """Return what is wanted as it stands in an address."""
    told = {
        "city": str(wanted.city_id or ""),
        "kind": wanted.kind,
        "year": str(wanted.year or ""),
        "person": str(wanted.person_id or ""),
        "late": "1" if wanted.late else "",
    }
    return {name: value for name, value in told.items() if value}


def _fault(name: str, others: list[SavedView]) -> str:
    """Say why a view cannot have this name, if it cannot."""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return str(gettext("Give the view a name of at most %(n)s letters.", n=LONGEST_NAME))
    if any(one.name == name for one in others):
        return str(gettext("You keep a view of that name. Give another name."))
    if len(others) >= MOST_VIEWS:
        return str(gettext("You keep %(n)s views. Remove one first.", n=MOST_VIEWS))
    return ""


def _to(plural: str, query: str) -> Response:
    address = url_for("boards.show", plural=plural)
    return redirect(f"{address}?{query}", 303)
