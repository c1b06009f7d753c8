"""How the pages for residents speak: their language first, the Korean small beside it."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from flask import Response, make_response, render_template, request

from exchange.errors import N_, NotFound
from exchange.models import CENTRE_LANGUAGES, City, ServiceCase
from exchange.queries.centre import of_city
from exchange.web.receipt_words import own_name
from exchange.wording.asking_page import FALLBACK, Said, words
from exchange.wording.locales import locale_of

# Browsers name a language in more ways than one.
ALSO = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "tl": "fil"}
OWN_NAMES = {"mn": "Монгол", "fil": "Filipino"}


def centre_city(slug: str) -> City:
    """Return the city whose centre this is; one without an office here has none."""
    centre = of_city(slug)
    if centre is None or centre.city.office is None:
        raise NotFound(N_("There is nothing here."))
    return centre.city


def spoken(case: ServiceCase | None = None) -> Said:
    """Return the words chosen in the address, else of the request, else what a browser asks."""
    chosen = request.args.get("l", "")
    if chosen in CENTRE_LANGUAGES:
        return words(chosen)
    if case is not None:
        return words(case.language)
    asked = request.accept_languages.best_match([*CENTRE_LANGUAGES, *ALSO]) or FALLBACK
    return words(ALSO.get(asked, asked))


def page(template: str, city: City, said: Said, status: int = 200, /, **more: Any) -> Response:
    """Return a page of `city` in the resident's language."""
    shown = render_template(
        f"asking/{template}.html",
        words=said,
        korean=words("ko"),
        city=city,
        telephone=telephone_of(city),
        languages=[(tag, called(tag)) for tag in CENTRE_LANGUAGES],
        called=called,
        **more,
    )
    return make_response(shown, status)


def telephone_of(city: City) -> str:
    """Return where residents may call, or nothing where no number is known."""
    centre = of_city(city.slug)
    return centre.counselling_telephone or centre.telephone if centre else ""


def called(language: str) -> str:
    """Return what a language calls itself."""
    return OWN_NAMES.get(language) or own_name(language)


def in_korean(language: str) -> str:
    """Return what a language is called in Korean."""
    return str(locale_of(language).get_language_name("ko") or language)


def on_day(day: date, said: Said) -> str:
    """Write a day as readers of the language do."""
    return str(format_date(day, "full", locale_of(said.language)))


def at_moment(moment: datetime, city: City, said: Said) -> str:
    """Write a moment as the clock in the city shows it."""
    there = moment.astimezone(ZoneInfo(city.timezone))
    clock = format_datetime(there, "HH:mm", locale=locale_of(said.language))
    return f"{on_day(there.date(), said)}, {clock}"
