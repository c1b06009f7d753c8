"""Set one paper from its frozen facts: the same facts give the same bytes, or nothing at all."""

import json
import logging
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from threading import Lock
from types import SimpleNamespace
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from exchange.documents import archive, faces, quicker
from exchange.documents.compact import compact_view
from exchange.documents.fitting import FITTERS, MM
from exchange.documents.font_folder import fonts_of
from exchange.documents.form_views import FORM_VIEWS
from exchange.documents.glyphs import GlyphsMissing, missing_glyphs
from exchange.documents.letter import letter_view
from exchange.documents.manifest import manifest_view
from exchange.documents.paper import Side
from exchange.documents.sealing import SealPlace
from exchange.documents.sheet import FETCHER, Sheet
from exchange.documents.typeset import lines
from exchange.facts.words import LETTER_LANGUAGES
from exchange.wording.kinds import COMPACTS, KINDS, LETTERS
from exchange.wording.languages import TEMPLATES, half, halves

VIEWS: Final[Mapping[str, Callable[..., SimpleNamespace]]] = {
    **{name: partial(letter_view, name) for name in LETTERS},
    **{name: partial(compact_view, name) for name in COMPACTS},
    "manifest": manifest_view,
    **FORM_VIEWS,
}
# Languages of Latin and Cyrillic letters, which take more room and are set a little smaller.
ALPHABETIC: Final = frozenset(LETTER_LANGUAGES) - {"ko", "ja", "zh-Hans", "zh-Hant", "ar", "lo"}
Progress = Callable[[int], None]
SEAL: Final = "seal"  # the anchor
SEAL_SIDE: Final = 21.0  # mm, as in letter.css
PT: Final = 0.75  # a CSS pixel
_one_at_a_time = Lock()


class RendererWarned(RuntimeError):
    """WeasyPrint found something amiss in a template or stylesheet of ours."""


class _Refuse(logging.Handler):
    """Turn every warning of the renderer into an error, so that no doubtful paper leaves."""

    def emit(self, record: logging.LogRecord) -> None:
        raise RendererWarned(record.getMessage())


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished paper, and where it keeps room for the seal."""

    pdf: bytes
    pages: int
    seal: SealPlace | None = None


@dataclass(frozen=True, slots=True)
class _Press:
    """What one process keeps between papers: the fonts and the parsed stylesheets of one kind."""

    fonts: FontConfiguration
    sheets: tuple[CSS, ...]


def warm() -> None:
    """Load faces, stylesheets and templates; called by a worker's parent before it forks."""
    for kind in KINDS.values():
        _press(kind.name)
        _environment().get_template(kind.template)
        for script in faces.SCRIPTS.values():
            faces.characters(kind.style, script)
        for language in LETTER_LANGUAGES:
            half(kind.name, language)


def render(
    kind: str,
    facts: Mapping[str, Any],
    *,
    identifier: bytes,
    progress: Progress | None = None,
    sealed: bool = False,
    life: bytes = b"",
) -> Rendered:
    """Set the paper and return it.

    `identifier` is the PDF's own and part of the bytes: pass the document's id. `progress` is told
    percents. A paper that will be `sealed` leaves the place of the seal empty. `life` is what
    EPCIS tells of the goods until then; it lies beside the facts.
    Raises GlyphsMissing, WordsMissing, HalfOutdated, NoSuchPaper or ManifestDisagrees, all of them
    refusals to show to people; RendererWarned and UndefinedError are faults of ours.
    """
    tell = progress or (lambda _percent: None)
    sound = checked(kind, facts)
    tell(10)
    try:
        with press_room():
            rendered = _print(kind, sound, identifier, tell, sealed=sealed, life=life)
    except FatalURLFetchingError as refused:  # a BaseException: it would take the worker with it
        raise RendererWarned(str(refused)) from refused
    tell(100)
    return rendered


def checked(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts as they are set and attached; raise what `render` refuses."""
    halves(kind, facts["languages"])  # first of all: is there such a paper, and may it be issued
    text = json.dumps(facts, ensure_ascii=False)
    sound: dict[str, Any] = json.loads(unicodedata.normalize("NFC", text))
    if missing := missing_glyphs(kind, sound):
        raise GlyphsMissing(missing)
    return sound


@contextmanager
def press_room() -> Iterator[None]:
    """Give the press to one paper at a time: Pango and its font map are not for two threads."""
    with _one_at_a_time, quicker.setting(), quicker.seldom_disturbed(), archive.packing():
        yield


def _print(  # what `render` is given
    kind: str,
    facts: Mapping[str, Any],
    identifier: bytes,
    tell: Progress,
    *,
    sealed: bool,
    life: bytes,
) -> Rendered:
    document = FITTERS[kind](lambda **how: lay_out(kind, facts, sealed=sealed, **how))
    tell(70)
    pdf: bytes = document.write_pdf(
        finisher=archive.finish,
        pdf_variant="pdf/a-3a",
        pdf_identifier=identifier,
        attachments=archive.attachments(facts, life),
    )
    return Rendered(pdf, len(document.pages), _seal_place(document))


def _seal_place(document: Document) -> SealPlace | None:
    """Return where the paper keeps room for the seal: templates name a corner of the square."""
    for number, page in enumerate(document.pages):
        if SEAL in page.anchors:
            x, y = page.anchors[SEAL][:2]
            below = page.height - y - SEAL_SIDE * MM
            return SealPlace(number, x * PT, below * PT, SEAL_SIDE * MM * PT, SEAL_SIDE * MM * PT)
    return None


def lay_out(kind: str, facts: Mapping[str, Any], *more: CSS, **how: Any) -> Document:
    """Return the pages of a paper, laid out in the press room; see `render_html` for `how`."""
    return lay_out_sheet(kind, Sheet(render_html(kind, facts, **how)), *more)


def lay_out_sheet(kind: str, sheet: Sheet, *more: CSS) -> Document:
    """Return the pages of a sheet of this kind, with `more` stylesheets after its own."""
    press = _press(kind)
    return sheet.render(
        font_config=press.fonts, stylesheets=[*press.sheets, *more], pdf_variant="pdf/a-3a"
    )


def render_html(
    kind: str, facts: Mapping[str, Any], *, sealed: bool = False, tight: int = 0, **how: object
) -> str:
    """Return the paper as XHTML, every fact escaped; this is what tests of words read.

    `how` is what a fitter found out about the room there is: see `fitting`; `tight`, 1 or 2, sets
    a long paper closer.
    """
    view = VIEWS[kind](facts, sides_of(kind, facts), **how)
    view.sealed, view.tight = sealed, tight
    return _environment().get_template(KINDS[kind].template).render(p=view)


def sides_of(kind: str, facts: Mapping[str, Any]) -> list[Side]:
    """Return the halves of the paper, left first; raise HalfOutdated or NoSuchPaper."""
    found = [half(kind, language) for language in halves(kind, facts["languages"])]
    return [Side(one.language, one.words, one.words) for one in found if one is not None]


@cache
def _environment() -> Environment:
    """Return the templates of papers: strict, escaped, read once."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,  # a letter with a hole in it is not a letter
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters |= {
        "lines": lines,
    }
    environment.tests["alphabetic"] = lambda language: language in ALPHABETIC
    return environment


@cache
def _press(kind: str) -> _Press:
    """Return the fonts and stylesheets that set this kind."""
    logger = logging.getLogger("weasyprint")
    logger.handlers = [_Refuse(logging.WARNING)]
    logger.propagate = False
    style = KINDS[kind].style
    fonts = fonts_of(style)
    rules = "\n".join(
        line
        for line in (TEMPLATES / "faces.css").read_text(encoding="utf-8").splitlines()
        if f'"{style} ' in line
    )
    options = {"font_config": fonts, "url_fetcher": FETCHER, "base_url": str(TEMPLATES)}
    sheets = [CSS(string=rules, **options)]
    sheets += [CSS(filename=TEMPLATES / name, **options) for name in KINDS[kind].sheets]
    return _Press(fonts, tuple(sheets))
