"""Set one paper from its frozen facts: the same facts give the same bytes, or nothing at all."""

import json
import logging
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import Lock
from types import SimpleNamespace
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from exchange.documents import archive, faces, quicker
from exchange.documents.fitting import FITTERS
from exchange.documents.glyphs import STYLES, GlyphsMissing, missing_glyphs
from exchange.documents.invitation import invitation_view
from exchange.documents.korean import FIRST, LAST, particle
from exchange.documents.languages import SET, TEMPLATES, halves
from exchange.documents.manifest import manifest_view
from exchange.documents.paper import Side
from exchange.documents.sheet import FETCHER, Sheet
from exchange.documents.typeset import lines
from exchange.documents.words import with_article

SHEETS: Final = {
    "invitation": ("paper.css", "letter.css"),
    "manifest": ("paper.css", "manifest.css"),
}
VIEWS: Final[Mapping[str, Callable[..., SimpleNamespace]]] = {
    "invitation": invitation_view,
    "manifest": manifest_view,
}
Progress = Callable[[int], None]
_one_at_a_time = Lock()


class RendererWarned(RuntimeError):
    """WeasyPrint found something amiss in a template or stylesheet of ours."""


class _Refuse(logging.Handler):
    """Turn every warning of the renderer into an error, so that no doubtful paper leaves."""

    def emit(self, record: logging.LogRecord) -> None:
        raise RendererWarned(record.getMessage())


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished paper."""

    pdf: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class _Press:
    """What one process keeps between papers: the fonts and the parsed stylesheets of one kind."""

    fonts: FontConfiguration
    sheets: tuple[CSS, ...]


def warm() -> None:
    """Load faces, stylesheets and templates; called by a worker's parent before it forks."""
    for kind, style in STYLES.items():
        _press(kind)
        for script in faces.SCRIPTS.values():
            faces.characters(style, script)
        for language in SET:
            _environment().get_template(f"{kind}/{language}.html")


def render(
    kind: str,
    facts: Mapping[str, Any],
    *,
    identifier: bytes,
    progress: Progress | None = None,
) -> Rendered:
    """Set the paper and return it.

    `identifier` is the PDF's own and part of the bytes: pass the document's id. `progress` is told
    percents. Raises GlyphsMissing, WordsMissing, HalfOutdated, NoSuchPaper or ManifestDisagrees,
    all of them refusals to show to people; RendererWarned and UndefinedError are faults of ours.
    """
    tell = progress or (lambda _percent: None)
    sealed = seal(kind, facts)
    tell(10)
    try:
        rendered = _print(kind, sealed, identifier, tell)
    except FatalURLFetchingError as refused:  # a BaseException: it would take the worker with it
        raise RendererWarned(str(refused)) from refused
    tell(100)
    return rendered


def seal(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts as they are set and attached; raise what `render` refuses."""
    halves(kind, facts["languages"])  # first of all: is there such a paper, and may it be issued
    text = json.dumps(facts, ensure_ascii=False)
    sealed: dict[str, Any] = json.loads(unicodedata.normalize("NFC", text))
    if missing := missing_glyphs(kind, sealed):
        raise GlyphsMissing(missing)
    return sealed


@contextmanager
def press_room() -> Iterator[None]:
    """Give the press to one paper at a time: Pango and its font map are not for two threads."""
    with _one_at_a_time, quicker.setting():
        yield


def _print(kind: str, facts: Mapping[str, Any], identifier: bytes, tell: Progress) -> Rendered:
    with press_room():
        document = FITTERS[kind](lambda **how: lay_out(kind, facts, **how))
        tell(70)
        pdf: bytes = document.write_pdf(
            finisher=archive.finish,
            pdf_variant="pdf/a-3a",
            pdf_identifier=identifier,
            attachments=[archive.facts_attachment(facts)],
        )
    return Rendered(pdf, len(document.pages))


def lay_out(kind: str, facts: Mapping[str, Any], *more: CSS, **how: object) -> Document:
    """Return the pages of a paper, laid out in the press room; see `render_html` for `how`."""
    return lay_out_sheet(kind, Sheet(render_html(kind, facts, **how)), *more)


def lay_out_sheet(kind: str, sheet: Sheet, *more: CSS) -> Document:
    """Return the pages of a sheet of this kind, with `more` stylesheets after its own."""
    press = _press(kind)
    return sheet.render(
        font_config=press.fonts, stylesheets=[*press.sheets, *more], pdf_variant="pdf/a-3a"
    )


def render_html(kind: str, facts: Mapping[str, Any], **how: object) -> str:
    """Return the paper as XHTML, every fact escaped; this is what tests of words read.

    `how` is what a fitter found out about the room there is: see `fitting`.
    """
    environment = _environment()
    sides = [
        Side(
            language,
            environment.get_template(f"{kind}/{language}.html").module,
            environment.get_template(f"labels/{language}.html").module,
        )
        for language in halves(kind, facts["languages"])
    ]
    view = VIEWS[kind](facts, sides, **how)
    return environment.get_template(f"{kind}/paper.html").render(p=view)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,  # a letter with a hole in it is not a letter
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters |= {
        "lines": lines,
        "particle": particle,
        "with_article": with_article,
        "capital": lambda text: text[:1].upper() + text[1:],
    }
    environment.tests["hangul"] = lambda text: FIRST <= ord(text[-1]) <= LAST
    return environment


@cache
def _press(kind: str) -> _Press:
    logger = logging.getLogger("weasyprint")
    logger.handlers = [_Refuse(logging.WARNING)]
    logger.propagate = False
    fonts = FontConfiguration()
    style = STYLES[kind]
    rules = "\n".join(
        line
        for line in (TEMPLATES / "faces.css").read_text(encoding="utf-8").splitlines()
        if f'"{style} ' in line
    )
    options = {"font_config": fonts, "url_fetcher": FETCHER, "base_url": str(TEMPLATES)}
    sheets = [CSS(string=rules, **options)]
    sheets += [CSS(filename=TEMPLATES / name, **options) for name in SHEETS[kind]]
    return _Press(fonts, tuple(sheets))
