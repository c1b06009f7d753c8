"""Following a request with its reference and code: where it stands, change, withdraw, erase."""

from typing import Any

from flask import Blueprint, make_response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from marshmallow import ValidationError
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from exchange.errors import N_, Locked, NotFound, StaleVersion, WrongState
from exchange.identity import limiter
from exchange.identity import resident_visits as visits
from exchange.models import City, ServiceCase, ServiceState, Why
from exchange.schemas.service_cases import PERSONAL
from exchange.vault import keeping
from exchange.vault.records import Purged
from exchange.web.asking import form, typed, wrong_in
from exchange.web.asking_kept import kept_of
from exchange.web.asking_words import at_moment, centre_city, on_day, page, spoken
from exchange.workflows.perform import perform
from exchange.workflows.service_case import OPEN, SERVICE_CASE
from exchange.workflows.service_records import request_of

pages = Blueprint("following", __name__, url_prefix="/centre/<slug>/follow")
READ_LIMIT, TRY_LIMIT = "120 per minute", "30 per minute"
TOLD = frozenset({"changed", "withdrawn", "erased", "too_late", "moved", "no_visit", "form_old"})
SAME = ("topic", "meeting", "wished")


class NoVisit(Exception):
    """This device was let at nothing, or that was more than half an hour ago."""


@pages.get("")
@limiter.limit(READ_LIMIT)
def show(slug: str) -> Response:
    """Say where the request stands and what comes next; ask who gave no code for it."""
    city, case = centre_city(slug), visits.case_of_visit()
    said = spoken(case if _is_of(city, case) else None)
    told = request.args.get("told", "")
    notice = told if told in TOLD else ""
    if case is None or not _is_of(city, case):
        return page("enter", city, said, notice=notice, reference="")
    return page(
        "state",
        city,
        said,
        notice=notice,
        case=case,
        by=on_day(case.contact_by, said),
        asked_on=at_moment(case.created_at, city, said),
        met_at=at_moment(case.starts_at, city, said) if case.starts_at else "",
        may_change=case.state is ServiceState.REQUESTED,
        may_withdraw=case.state in OPEN,
        is_erased=request_of(case).purged_at is not None,
    )


@pages.post("")
@limiter.limit(TRY_LIMIT)
def enter(slug: str) -> Response:
    """Let a device at a request whose reference and code it has."""
    city, said = centre_city(slug), spoken()
    reference = request.form.get("reference", "")
    try:
        case = visits.enter(city.id, reference, request.form.get("code", ""))
    except Locked as locked:
        notice = said.said("too_many", minutes=locked.params["minutes"])
        return page("enter", city, said, 429, wrong=notice, reference=reference)
    if case is None:
        return page("enter", city, said, 403, wrong=said["wrong_code"], reference=reference)
    return _back(slug)


@pages.get("/change")
@limiter.limit(READ_LIMIT)
def change(slug: str) -> Response:
    """Show the form with the words it was sent with; the reading of them is noted."""
    city, case = _visited(slug)
    if case.state is not ServiceState.REQUESTED:
        return _back(slug, "too_late")
    told = {name: str(getattr(case, name)) for name in SAME}
    told["needs_interpreter"] = "true" if case.needs_interpreter else ""
    said, version = spoken(case), str(case.version)
    own = keeping.look(request_of(case).id, PERSONAL, person=None, why=Why.OWN)
    return form(city, said, told | own, case=case, version=version)


@pages.post("/change")
@limiter.limit(TRY_LIMIT)
def keep_change(slug: str) -> Response:
    """Write the request anew, before anybody has read it."""
    city, case = _visited(slug)
    said, told = spoken(case), typed()
    version = request.form.get("version", "")
    try:
        perform(
            SERVICE_CASE,
            case.id,
            "change",
            actor=visits.guest_of(case),
            payload={name: told[name] for name in told if name != "consent"},
            expected_version=int(version) if version.isdecimal() else 0,
        )
    except ValidationError as wrong:
        at = wrong_in(said, wrong)
        return form(city, said, told, 422, wrong=at, case=case, version=version)
    except WrongState:
        return _back(slug, "too_late")
    except StaleVersion:
        return _back(slug, "moved")
    return _back(slug, "changed")


@pages.get("/withdraw")
@limiter.limit(READ_LIMIT)
def ask_withdraw(slug: str) -> Response:
    """Ask whether they are sure."""
    city, case = _visited(slug)
    return page("sure", city, spoken(case), case=case, what="withdraw", is_open=case.state in OPEN)


@pages.post("/withdraw")
@limiter.limit(TRY_LIMIT)
def withdraw(slug: str) -> Response:
    """Take the request back."""
    _, case = _visited(slug)
    return _back(slug, "withdrawn" if _withdrawn(case) else "moved")


@pages.post("/kept")
@limiter.limit(TRY_LIMIT)
def show_kept(slug: str) -> Response:
    """Hand out all that is kept of them as a file; that it was handed out is noted."""
    _, case = _visited(slug)
    try:
        written = kept_of(case)
    except Purged:
        return _back(slug, "erased")
    answer = make_response(written)
    answer.mimetype = "application/json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{case.reference}.json"'
    return answer


@pages.get("/erase")
@limiter.limit(READ_LIMIT)
def ask_erase(slug: str) -> Response:
    """Ask whether they are sure."""
    city, case = _visited(slug)
    return page("sure", city, spoken(case), case=case, what="erase", is_open=case.state in OPEN)


@pages.post("/erase")
@limiter.limit(TRY_LIMIT)
def erase(slug: str) -> Response:
    """Destroy all that is kept of them; a request that was open is withdrawn first."""
    _, case = _visited(slug)
    case_id = case.id
    if case.state in OPEN:
        _withdrawn(case)  # or somebody ended it first, which is as well
    keeping.forget(case_id, person=None)
    return _back(slug, "erased")


@pages.post("/leave")
def leave(slug: str) -> Response:
    """Leave nothing open on this device."""
    visits.end_visit()
    return _back(slug)


@pages.errorhandler(NoVisit)
def ask_again(_none: NoVisit) -> Response:
    """Ask for reference and code once more."""
    return _back(_slug(), "no_visit")


@pages.errorhandler(CSRFError)
def form_is_old(_wrong: CSRFError) -> Response:
    """Show the page again with a fresh token; what was changed stays as it was typed."""
    city, case = centre_city(_slug()), visits.case_of_visit()
    if request.endpoint == "following.keep_change" and case is not None and _is_of(city, case):
        version = request.form.get("version", "")
        said = spoken(case)
        return form(city, said, typed(), 400, notice="form_old", case=case, version=version)
    return _back(_slug(), "form_old")


@pages.errorhandler(TooManyRequests)
def too_often(_wrong: TooManyRequests) -> Response:
    """Say so in the resident's language."""
    said = spoken()
    return page("enter", centre_city(_slug()), said, 429, wrong=said["too_often"], reference="")


def _visited(slug: str) -> tuple[City, ServiceCase]:
    """Return the request this device was let at; another city's is not there."""
    city, case = centre_city(slug), visits.case_of_visit()
    if case is None:
        raise NoVisit
    if not _is_of(city, case):
        raise NotFound(N_("There is nothing here."))
    return city, case


def _withdrawn(case: ServiceCase) -> bool:
    try:
        perform(SERVICE_CASE, case.id, "withdraw", actor=visits.guest_of(case))
    except WrongState:
        return False
    return True


def _is_of(city: City, case: ServiceCase | None) -> bool:
    return case is not None and case.owner_city_id == city.id


def _slug() -> str:
    return str((request.view_args or {})["slug"])


def _back(slug: str, told: str = "") -> Response:
    said = {"told": told, "l": request.args.get("l", "")}
    places: dict[str, Any] = {name: value for name, value in said.items() if value}
    return redirect(url_for("following.show", slug=slug, **places), 303)
