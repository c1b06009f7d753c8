"""The reader's language and time zone, and every label by its key in the catalogues."""

from typing import Any
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from flask import Blueprint, Flask, redirect, request, session
from flask_babel import Babel, get_locale, gettext
from flask_login import current_user
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from exchange.identity import preferred_language
from exchange.models import Claim, Person, ServiceCase
from exchange.policy import stands_in

LANGUAGES = ("ko", "en")
OWN_NAMES = {"ko": "한국어", "en": "English"}

babel = Babel()
pages = Blueprint("language", __name__)


def install(app: Flask) -> None:
    """Choose language and time zone for each request."""
    app.config.update(BABEL_DEFAULT_LOCALE="en", BABEL_TRANSLATION_DIRECTORIES="translations")
    babel.init_app(app, locale_selector=_language, timezone_selector=_timezone)


@pages.post("/language")
def choose() -> Response:
    """Keep the language chosen now, and show the same page again."""
    wanted = request.form.get("language", "")
    if wanted not in LANGUAGES:
        raise BadRequest
    session["language"] = wanted
    return redirect(same_page(request.form.get("next", "/")))


FIELD = "form."


def label(kind: str, what: str, value: object) -> str:
    """Return the words for a value of the trade by its catalogue key: project.state.draft."""
    key = f"{kind}.{what}.{value}"
    return str(gettext(key))


def speak(message: str, **places: str) -> str:
    """Return a catalogue message in the reader's language, its places filled.

    A place that names fields of a form, by their keys, gets what the form calls them.
    """
    if not places:
        return str(gettext(message))
    return str(gettext(message)) % {name: _fields_named(text) for name, text in places.items()}


def _fields_named(text: str) -> str:
    if not text.startswith(FIELD):
        return text
    return ", ".join(str(gettext(key)) for key in text.split(", "))


def in_words(texts: dict[str, str] | None) -> str:
    """Return one text of many languages in the reader's, else in English, else in any."""
    if not texts:
        return ""
    return texts.get(current_language()) or texts.get("en") or next(iter(texts.values()))


def called(case: Any, reader: Person | None = None) -> str:
    """Return what a case is called: its title in the reader's language, a person by their name.

    A post that stands for whoever holds it is called by its title, a claim in its reader's words,
    a request of a resident by what it is about.
    What comes from a city without an office here is called as those who receive it call it.
    The reader is who is signed in, unless a program reads for somebody.
    """
    reader = reader or current_user
    if isinstance(case, ServiceCase):
        return label("form", "topic", case.topic)
    if isinstance(names := getattr(case, "names", None), dict):
        return in_words(names)
    if isinstance(titles := getattr(case, "titles", None), dict):
        return in_words(titles)
    if isinstance(case, Claim) and reader.city_id == case.partner_city_id:
        return case.title_partner or case.title
    if not isinstance(case.title, dict):
        received = getattr(case, "title_partner", "")
        return str(received if received and stands_in(reader, case) else case.title)
    name = getattr(case, "name", "")
    return name if name and name not in case.title.values() else in_words(case.title)


def language_name(tag: str) -> str:
    """Return what a language is called in the reader's."""
    try:
        known = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return tag
    return str(known.get_display_name(get_locale()) or tag)


def current_language() -> str:
    """Return the language tag this answer is written in."""
    locale = get_locale()
    return str(locale.language) if locale else LANGUAGES[-1]


def same_page(address: str) -> str:
    """Refuse to lead anywhere but to a page of this service."""
    parts = urlsplit(address)
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return address if is_ours and not address.startswith(("//", "/\\")) else "/"


def _language() -> str:
    return preferred_language(LANGUAGES)


def _timezone() -> str | None:
    return getattr(current_user, "zone", None)
