"""A sheet with one sentence in each weight of the faces of a language, set as papers are."""

from functools import cache

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from exchange.documents import archive
from exchange.documents.sheet import FETCHER, Sheet
from exchange.documents.typeset import lines
from exchange.wording.languages import TEMPLATES
from tests.documents.sentences import SENTENCES

PAGE = (
    "@page { size: A4; margin: 20mm }"
    " p, b { display: block; font-weight: 400 } b { font-weight: 600 }"
)


@cache
def specimen(language, style="Serif"):
    """Return the PDF of the sentence in `language` beside a Korean one."""
    beside, sentence = lines(SENTENCES["ko"], "ko"), lines(SENTENCES[language], language)
    return set_sheet(
        f'<p>{beside}</p><p lang="{language}">{sentence}</p><b lang="{language}">{sentence}</b>',
        style,
    )


def set_sheet(body, style="Serif"):
    """Return the PDF of `body`, a piece of XHTML in Korean, in the faces of the papers."""
    fonts, sheets = _press(style)
    head = '<html lang="ko"><head><title>Specimen</title></head>'
    page = f'{head}<body class="l-ko">{body}</body></html>'
    document = Sheet(page).render(font_config=fonts, stylesheets=sheets, pdf_variant="pdf/a-3a")
    return document.write_pdf(
        finisher=archive.finish, pdf_variant="pdf/a-3a", pdf_identifier=bytes(16)
    )


@cache
def _press(style):
    fonts = FontConfiguration()
    rules = (TEMPLATES / "faces.css").read_text(encoding="utf-8").splitlines()
    rules = [PAGE, *(line for line in rules if f'"{style} ' in line)]
    how = {"font_config": fonts, "url_fetcher": FETCHER, "base_url": str(TEMPLATES)}
    return fonts, [CSS(string="\n".join(rules), **how)]
