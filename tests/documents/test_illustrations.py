"""Photos on a paper: fetched from the store by digest alone, at their size, with words to them."""

import io
from pathlib import Path

import pikepdf
import pytest
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from exchange.documents import archive
from exchange.documents.illustrations import photo_rows
from exchange.documents.photographs import prepared
from exchange.documents.renderer import _environment as environment
from exchange.documents.renderer import sides_of
from exchange.documents.sheet import FETCHER, Sheet, showing
from exchange.documents.store import Store
from exchange.wording.languages import TEMPLATES
from tests.documents.letters import a_letter
from tests.documents.test_photographs import scene, sent
from tests.documents.vera import STANDARDS, faults

PAPER = """{% import "parts.html" as parts %}{% from "photos.html" import photos %}
{{ parts.opening(p) }}<body class="l-{{ p.left.lang }}">
<h1>{{ p.title }}</h1>{{ photos(p.photos, p.left.lang) }}</body></html>"""


@pytest.fixture
def store(tmp_path):
    return Store(str(tmp_path / "photos"), "jpg")


def stated(store, n, **more):
    """Return a photo as a paper states it, kept in the store."""
    made = prepared(sent(scene(more.pop("size", (1600, 1200)))))
    mm = [str(round(side * 25.4 / 150, 1)) for side in made.paper_size]
    return {
        "n": n,
        "caption": {"ko": "받은 마스크", "zh-Hans": "收到的口罩", "en": "The masks received"},
        "taken_on": "2020-03-25",
        "width_mm": mm[0],
        "height_mm": mm[1],
        "url": f"photo:{store.put(made.paper)}",
    } | more


def a_paper(photos):
    """Return the small paper as XHTML."""
    facts = a_letter("thanks")
    view = {"title": "Photos", "author": "The test", "issued_on": "2020-03-25"}
    sides = sides_of("thanks", facts)
    view |= {"left": sides[0], "photos": photo_rows(photos, sides)}
    return environment().from_string(PAPER).render(p=view)


def set_paper(photos, store):
    fonts = FontConfiguration()
    rules = [one for one in (TEMPLATES / "faces.css").read_text().splitlines() if '"Sans ' in one]
    how = {"font_config": fonts, "url_fetcher": FETCHER, "base_url": str(TEMPLATES)}
    sheets = [CSS(string="\n".join(rules), **how)]
    sheets += [CSS(filename=TEMPLATES / name, **how) for name in ("paper.css", "photos.css")]
    with showing(store.get):
        document = Sheet(a_paper(photos)).render(
            font_config=fonts, stylesheets=sheets, pdf_variant="pdf/a-3a"
        )
        return document.write_pdf(
            finisher=archive.finish, pdf_variant="pdf/a-3a", pdf_identifier=bytes(16)
        )


def test_two_photos_stand_side_by_side_with_captions_and_words_for_who_cannot_see(store, tmp_path):
    photos = [stated(store, 1), stated(store, 2, size=(900, 1200)), stated(store, 3)]
    pdf = set_paper(photos, store)
    (tmp_path / "photos.pdf").write_bytes(pdf)
    assert [faults(pdf, one) for one in STANDARDS] == [[], []]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        figures = [
            str(one.Alt)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        images = [one for one in opened.objects if _is_jpeg(one)]
        widths = {int(one.Width) for one in images}
        assert len(opened.pages) == 1
    assert figures == ["1. 받은 마스크", "2. 받은 마스크", "3. 받은 마스크"]
    assert widths == {475, 267}, "150 dpi at the printed size, embedded as they lie in the store"
    assert set_paper(photos, store) == pdf


def _is_jpeg(one):
    return isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode"


def test_a_photo_that_is_not_there_or_was_altered_stops_the_paper(store):
    gone = stated(store, 1) | {"url": f"photo:{'0' * 64}"}
    with pytest.raises(BaseException, match="is not there"):
        set_paper([gone], store)
    altered = stated(store, 1)
    digest = altered["url"].removeprefix("photo:")
    (store_file,) = (one for one in _files(store) if one.stem == digest)
    store_file.write_bytes(b"another")
    with pytest.raises(BaseException, match="is damaged"):
        set_paper([altered], store)
    for url in ("photo:../../etc/hostname", "photo:", "http://127.0.0.1/x.jpg"):
        with pytest.raises(BaseException, match=r"photo|may not fetch"):
            set_paper([stated(store, 1, url=url)], store)


def _files(store):
    return list(Path(store.root).rglob("*.jpg"))


def test_no_paper_shows_a_photo_unless_photos_are_at_hand(store):
    with pytest.raises(BaseException, match="no photos are at hand"):
        FETCHER.fetch(stated(store, 1)["url"])
