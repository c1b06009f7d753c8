"""How far the words of papers are written, and which kinds each partner gets in its language."""

from dataclasses import dataclass

from flask import Blueprint, Flask, render_template

from exchange import clock
from exchange.documents import completeness
from exchange.errors import N_, NotFound
from exchange.facts.words import LETTER_LANGUAGES, letter_language
from exchange.identity import me, require_login
from exchange.models import City
from exchange.policy import may_read_words
from exchange.queries.cities import partners_of
from exchange.web.language import in_words
from exchange.wording.words import FALLBACK

pages = Blueprint("wording", __name__)
pages.before_request(require_login)


@dataclass(frozen=True, slots=True)
class Reach:
    """A partner city: the language it is written in, and how many kinds can be set so."""

    city: City
    language: str
    issuable: tuple[str, ...]
    rest: tuple[str, ...]
    by_status: dict[str, int]

    @property
    def is_fallback(self) -> bool:
        """The city's own language is none that papers are set in."""
        return self.language != self.city.letter_language


def install(app: Flask) -> None:
    """Let the page ask what a status allows."""
    app.jinja_env.globals.update(can_be_issued=completeness.can_be_issued)


@pages.get("/papers/languages")
def show() -> str:
    """Show every folder of words and every kind in each language, and each partner's."""
    home = me.city
    if home is None or not may_read_words(me):
        raise NotFound(N_("There is nothing here."))
    kinds = completeness.kind_rows()
    partners = [one.city for one in partners_of(home, clock.today(home.timezone))]
    return render_template(
        "wording/show.html",
        folders=completeness.folder_rows(),
        kinds=kinds,
        counts=completeness.counted(completeness.folder_rows()),
        counted=completeness.counted,
        statuses=completeness.STATUSES,
        tags=LETTER_LANGUAGES,
        own=letter_language(home.letter_language),
        fallback=FALLBACK,
        partners=[_reach(one, kinds) for one in sorted(partners, key=lambda c: in_words(c.names))],
    )


def _reach(city: City, kinds: list[completeness.Row]) -> Reach:
    language = letter_language(city.letter_language)
    sorts: dict[bool, list[str]] = {True: [], False: []}
    for row in kinds:
        sorts[completeness.can_be_issued(row.by_language[language])].append(row.name)
    counts = completeness.counted(kinds, language)
    return Reach(city, language, tuple(sorts[True]), tuple(sorts[False]), counts)
