"""The texts of a centre for those who keep them: how far each language is, and writing them."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from exchange.errors import N_, NotFound, StaleVersion
from exchange.identity import me, require_login
from exchange.identity.sessions import reader
from exchange.models import CENTRE_LANGUAGES, Centre, TextState
from exchange.policy import may_read_page_of
from exchange.queries import centre as catalogues
from exchange.web.faults import plainly
from exchange.web.language import speak
from exchange.workflows.centre_texts import PAGE, write

pages = Blueprint("centre_texts", __name__)
pages.before_request(require_login)

HERE = "/centre/<slug>/texts"
TYPED = ("about", "part", "language", "words", "reviewed", "version", "revision")
STATES = (
    TextState.CURRENT,
    TextState.REVIEWED,
    TextState.MACHINE,
    TextState.OUTDATED,
    TextState.MISSING,
)


@pages.get(HERE)
def show(slug: str) -> Response:
    """Show how far each language is, and the texts of one."""
    return _page(_centre(slug), request.args.get("language", ""))


@pages.post(HERE)
def keep(slug: str) -> Response:
    """Write one text; what is wrong is said beside it, with what was typed still there."""
    centre = _centre(slug)
    typed = {name: request.form[name] for name in TYPED if name in request.form}
    language = typed.get("language", "")
    try:
        text = write(centre, reader(), typed)
    except ValidationError as wrong:
        return _page(centre, language, typed, _said(wrong), 422)
    except StaleVersion as wrong:
        return _page(centre, language, typed, [speak(wrong.message)], 412)
    place = url_for("centre_texts.show", slug=slug, language=text.language, kept=1)
    return redirect(f"{place}#{_ident(text.about, text.part)}", 303)


def _page(
    centre: Centre,
    wanted: str,
    typed: dict[str, str] | None = None,
    faults: list[str] | None = None,
    status: int = 200,
) -> Response:
    language = wanted if wanted in CENTRE_LANGUAGES else centre.source_language
    page = render_template(
        "centre/texts.html",
        centre=centre,
        language=language,
        tags=CENTRE_LANGUAGES,
        states=STATES,
        counts=catalogues.completeness(centre),
        entries=catalogues.entries(centre, language),
        changes=catalogues.changes(centre, language),
        typed=typed or {},
        faults=faults or [],
        ident=_ident,
    )
    return make_response(page, status)


def _centre(slug: str) -> Centre:
    centre = catalogues.of_city(slug)
    if centre is None or not may_read_page_of(me, PAGE, centre.city_id):
        raise NotFound(N_("There is nothing here."))
    return centre


def _said(wrong: ValidationError) -> list[str]:
    fields: Any = wrong.messages
    return [plainly(str(one)) for told in fields.values() for one in told]


def _ident(about: str, part: str) -> str:
    return f"{about.replace(':', '-')}-{part}"
