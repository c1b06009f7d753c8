"""The page of a city's centre for residents: open to everybody, in the languages they read."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, render_template, request
from flask_login import current_user

from exchange import clock
from exchange.centre_hours import (
    Day,
    DayKind,
    Hours,
    Standing,
    day_of,
    hours_of_weekday,
    standing,
)
from exchange.errors import N_, NotFound
from exchange.identity import limiter
from exchange.models import CENTRE_LANGUAGES, Centre
from exchange.policy import may_read_page_of
from exchange.queries import centre as catalogues
from exchange.wording import centre_page
from exchange.wording.asking_page import words as words_of_asking
from exchange.wording.receipt_page import Words
from exchange.workflows.centre_texts import PAGE

pages = Blueprint("centre", __name__)

LIMIT = "120 per minute"
DAYS_OF_WEEK = 7
DAYS_AHEAD = 21  # days unlike their weekday are told so far ahead
# What browsers call a language otherwise than we do.
ALSO_CALLED = {"tl": "fil", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans"}


@dataclass(frozen=True, slots=True)
class Week:
    """When the centre is open: now, on each weekday, and on days near by that are unlike them."""

    now: Standing
    weekdays: tuple[tuple[str, ...], ...]
    unlike: tuple[Day, ...]


def install(app: Flask) -> None:
    """Give the templates of these pages their names and hours."""
    app.jinja_env.globals.update(
        centre_page=centre_page,
        centre_language=centre_page.OWN_NAMES,
        may_keep_texts=may_keep,
        written_hours=written,
    )


def may_keep(centre: Centre) -> bool:
    """Say whether the reader is one who writes the texts of this centre."""
    return bool(current_user.is_authenticated) and may_read_page_of(
        current_user, PAGE, centre.city_id
    )


def written(hours: Hours) -> tuple[str, ...]:
    """Write each span of a day as it stands on the door."""
    return tuple(centre_page.span(opens, closes) for opens, closes in hours)


@pages.get("/centre")
@limiter.limit(LIMIT)
def choose() -> str:
    """Show the one centre there is, or the names of all."""
    found = catalogues.centres()
    if len(found) == 1:
        return _page(found[0])
    said = _words()
    titles = [(one, catalogues.catalogue(one, said.language).title) for one in found]
    return render_template("centre/choose.html", words=said, centres=titles)


@pages.get("/centre/<slug>")
@limiter.limit(LIMIT)
def show(slug: str) -> str:
    """Show when a centre is open, how it is reached, and what it does."""
    centre = catalogues.of_city(slug)
    if centre is None:
        raise NotFound(N_("There is nothing here."))
    return _page(centre)


def _page(centre: Centre) -> str:
    said = _words()
    return render_template(
        "centre/show.html",
        words=said,
        centre=centre,
        catalogue=catalogues.catalogue(centre, said.language),
        week=_week(centre),
        asking=words_of_asking(said.language) if centre.city.office else None,
        zone=ZoneInfo(centre.city.timezone),
    )


def _words() -> Words:
    """Return the words in the language chosen in the address, else in one the browser asks for."""
    wanted = request.args.get("l", "")
    if wanted not in CENTRE_LANGUAGES:
        known = (*CENTRE_LANGUAGES, *ALSO_CALLED)
        wanted = request.accept_languages.best_match(known) or centre_page.FALLBACK
    return centre_page.words(ALSO_CALLED.get(wanted, wanted))


def _week(centre: Centre) -> Week:
    now = standing(centre, clock.now())
    ahead = [day_of(centre, now.today.day + timedelta(days=n)) for n in range(DAYS_AHEAD)]
    usual = [written(hours_of_weekday(centre, n)) for n in range(DAYS_OF_WEEK)]
    return Week(now, tuple(usual), tuple(one for one in ahead if _is_unlike(one, usual)))


def _is_unlike(day: Day, usual: list[tuple[str, ...]]) -> bool:
    """Say whether a day is other than its weekday; a holiday on a day of rest tells nothing."""
    is_special = day.kind in {DayKind.HOLIDAY, DayKind.CLOSED, DayKind.OTHER}
    return is_special and written(day.hours) != usual[day.day.weekday()]
