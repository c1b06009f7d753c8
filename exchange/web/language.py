"""The reader's language and time zone, and every label by its key in the catalogues."""

from flask import Flask
from flask_babel import Babel, gettext
from flask_login import current_user

from exchange.identity import preferred_language

LANGUAGES = ("ko", "en")

babel = Babel()


def install(app: Flask) -> None:
    """Choose language and time zone for each request."""
    app.config.update(BABEL_DEFAULT_LOCALE="en", BABEL_TRANSLATION_DIRECTORIES="translations")
    babel.init_app(app, locale_selector=_language, timezone_selector=_timezone)


def _language() -> str:
    return preferred_language(LANGUAGES)


def _timezone() -> str | None:
    city = getattr(current_user, "city", None)
    return None if city is None else city.timezone


def label(kind: str, what: str, value: object) -> str:
    """Return the words for a value of the trade by its catalogue key, such as project.state.draft."""
    return gettext(f"{kind}.{what}.{value}")
