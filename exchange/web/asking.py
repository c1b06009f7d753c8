"""Asking a centre for help: one plain form, no account, in the language of whoever asks."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from marshmallow import ValidationError
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from exchange.errors import StaleVersion
from exchange.identity import limiter
from exchange.identity import resident_visits as visits
from exchange.models import City, Meeting, ServiceCase, Topic, Wished, db
from exchange.vault.keys import VaultClosed
from exchange.web.asking_words import centre_city, in_korean, on_day, page, spoken
from exchange.wording.asking_page import Said
from exchange.workflows.perform import begin
from exchange.workflows.service_case import SERVICE_CASE
from exchange.workflows.service_rules import CONTACT_DAYS, KEPT_FOR

pages = Blueprint("asking", __name__)
# Many telephones share an address of their carrier.
READ_LIMIT, SEND_LIMIT = "120 per minute", "30 per minute"
ASKED = ("topic", "words", "telephone", "meeting", "wished", "needs_interpreter", "consent")


@pages.get("/centre/<slug>/ask")
@limiter.limit(READ_LIMIT)
def ask(slug: str) -> Response:
    """Show the form."""
    said = spoken()
    wants = "" if said.language == "ko" else "true"
    return form(centre_city(slug), said, {"needs_interpreter": wants})


@pages.post("/centre/<slug>/ask")
@limiter.limit(SEND_LIMIT)
def send(slug: str) -> Response:
    """Take the request in, or show what is still missing with everything typed in its place."""
    city, said = centre_city(slug), spoken()
    sending, told = request.form.get("sending", ""), typed()
    if not visits.is_sending(sending):
        return form(city, said, told, 400, notice="form_old")
    try:
        case, code = take_in(city, sending, told | {"language": said.language})
    except ValidationError as wrong:
        return form(city, said, told, 422, wrong=wrong_in(said, wrong))
    except VaultClosed:
        db.session.rollback()
        return form(city, said, told, 503, notice="not_now")
    if not visits.is_new(case):  # somebody went back to a form of long ago
        place = url_for("following.show", slug=slug, l=said.language)
        return redirect(place, 303)
    visits.begin_visit(case)
    return page("sent", city, said, 200, case=case, code=code, by=on_day(case.contact_by, said))


@pages.errorhandler(CSRFError)
def form_is_old(_wrong: CSRFError) -> Response:
    """Show the form again as it was typed; it carries a fresh token now."""
    return form(_city_here(), spoken(), typed(), 400, notice="form_old")


@pages.errorhandler(TooManyRequests)
def too_often(_wrong: TooManyRequests) -> Response:
    """Show the form again as it was typed."""
    return form(_city_here(), spoken(), typed(), 429, notice="too_often")


def take_in(city: City, sending: str, payload: Mapping[str, Any]) -> tuple[ServiceCase, str]:
    """Return the request the form made, and its code; the same form again is the same request."""
    drawn = visits.draw(sending, payload)
    case = db.session.get(ServiceCase, drawn.case_id)
    if case is None:
        guest = visits.new_guest(city, drawn.case_id, str(payload["language"]))
        try:
            case = begin(
                SERVICE_CASE,
                actor=guest,
                payload=payload,
                beside=visits.beside(guest, drawn.code),
            )
        except StaleVersion:  # the same form was faster
            case = db.session.get_one(ServiceCase, drawn.case_id)
    return case, drawn.code


def typed() -> dict[str, str]:
    """Return what stands in the form, whatever it is."""
    return {name: request.form.get(name, "") for name in ASKED}


def wrong_in(said: Said, wrong: ValidationError) -> dict[str, str]:
    """Return what is wrong at each question, by its field; the words are looked up by key."""
    fields: Any = wrong.messages
    return {name: f"{name}_wrong" for name in ASKED if name in fields and f"{name}_wrong" in said}


def form(  # noqa: PLR0913  # each is something the form shows
    city: City,
    said: Said,
    told: Mapping[str, str],
    status: int = 200,
    /,
    *,
    wrong: Mapping[str, str] | None = None,
    notice: str = "",
    case: ServiceCase | None = None,
    version: str = "",
) -> Response:
    """Show the questions: to ask, or to change what a request says."""
    sending = request.form.get("sending", "")
    return page(
        "form",
        city,
        said,
        status,
        told=told,
        wrong=wrong or {},
        notice=notice,
        case=case,
        version=version,
        sending=sending if visits.is_sending(sending) else visits.new_sending(),
        topics=tuple(Topic),
        meetings=tuple(Meeting),
        wishes=tuple(Wished),
        in_korean=in_korean(said.language),
        days=CONTACT_DAYS,
        kept_days=KEPT_FOR.days,
    )


def _city_here() -> City:
    return centre_city((request.view_args or {})["slug"])
