"""Photos on papers: fetched from the store by digest alone, at their size, with words to them."""

import io
from pathlib import Path

import pikepdf
import pytest

from exchange.documents.photographs import prepared
from exchange.documents.renderer import render, render_html
from exchange.documents.sheet import FETCHER, showing
from exchange.documents.store import Store
from tests.documents.papers import IDENTIFIER, words_of
from tests.documents.test_photographs import scene, sent
from tests.documents.vera import STANDARDS, faults
from tests.gallery.papers import facts_of

CAPTION = {"ko": "받은 마스크", "zh-Hans": "收到的口罩", "en": "The masks received"}


@pytest.fixture
def store(tmp_path):
    return Store(str(tmp_path / "photos"), "jpg")


def stated(store, n, **more):
    """Return a photo as a paper states it, kept in the store."""
    made = prepared(sent(scene(more.pop("size", (1600, 1200)))))
    mm = [str(round(side * 25.4 / 150, 1)) for side in made.paper_size]
    return {
        "n": n,
        "caption": CAPTION,
        "taken_on": "2020-03-25",
        "carton": 0,
        "width_mm": mm[0],
        "height_mm": mm[1],
        "url": f"photo:{store.put(made.paper)}",
    } | more


def a_paper(kind, photos, language="zh-Hans", **more):
    return facts_of(kind, language) | {"photos": photos} | more


def set_paper(kind, facts, store):
    with showing(store.get):
        return render(kind, facts, identifier=IDENTIFIER)


@pytest.mark.parametrize(
    ("kind", "language", "count"),
    [
        ("goods_received", "zh-Hans", 3),
        ("discrepancy", "ar", 7),
        ("end_use", "en", 1),
        ("outcome", "ja", 24),
    ],
)
def test_photos_fill_an_annex_all_can_read_and_the_bytes_are_the_same(
    store, kind, language, count
):
    photos = [
        stated(store, n, size=((1600, 1200), (900, 1200))[n % 2]) for n in range(1, count + 1)
    ]
    facts = a_paper(kind, photos, language)
    without = render(kind, facts | {"photos": []}, identifier=IDENTIFIER)
    made = set_paper(kind, facts, store)
    assert [faults(made.pdf, one) for one in STANDARDS] == [[], []]
    assert made.pages - without.pages == (1 if count <= 12 else 2)
    assert set_paper(kind, facts, store).pdf == made.pdf
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        figures = [
            str(one.Alt)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        images = [one for one in opened.objects if _is_jpeg(one)]
    assert [one for one in figures if one.endswith("받은 마스크")] == [
        f"{n}. 받은 마스크" for n in range(1, count + 1)
    ]
    widths = {int(one.Width) for one in images}
    assert widths <= {475, 267}, "150 dpi at the largest printed size, as they lie in the store"


def _is_jpeg(one):
    return isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode"


def test_few_photos_stand_large_and_many_three_abreast(store):
    photos = [stated(store, n) for n in range(1, 8)]
    few = render_html("end_use", a_paper("end_use", photos[:6]))
    many = render_html("end_use", a_paper("end_use", photos))
    assert (few.count('class="photos of2"'), few.count("width: 80.4mm")) == (3, 6)
    assert (many.count('class="photos of3"'), many.count("width: 51.1mm")) == (3, 7)
    none = render_html("end_use", a_paper("end_use", []))
    assert "annex" not in none


def test_each_difference_names_the_photos_of_its_carton(store):
    photos = [
        stated(store, 2, carton=17),
        stated(store, 5, carton=17),
        stated(store, 6, carton=61),
    ]
    found = words_of(
        set_paper("goods_received", a_paper("goods_received", photos), store).pdf, "-layout"
    )
    assert "상자바닥이젖음2,5" in found
    assert "명세보다많이담김6" in found
    assert "깨진렌즈6" in found
    assert "마개가풀려샘照片" not in found


def test_a_caption_stands_in_the_language_it_was_written_in(store):
    english = stated(store, 1, caption={"en": "Only in English"})
    told = render_html("outcome", a_paper("outcome", [english], "ja"))
    assert '<span lang="en">Only in English</span>' in told
    assert 'alt="1. Only in English"' in told


def test_a_photo_that_is_not_there_or_was_altered_stops_the_paper(store):
    def refused(photo, why):
        with pytest.raises(BaseException, match=why):
            set_paper("end_use", a_paper("end_use", [photo]), store)

    refused(stated(store, 1) | {"url": f"photo:{'0' * 64}"}, "is not there")
    altered = stated(store, 1)
    digest = altered["url"].removeprefix("photo:")
    (store_file,) = (one for one in Path(store.root).rglob("*.jpg") if one.stem == digest)
    store_file.write_bytes(b"another")
    refused(altered, "is damaged")
    for url in ("photo:../../etc/hostname", "photo:", "http://127.0.0.1/x.jpg"):
        refused(stated(store, 1, url=url), r"photo|may not fetch")


def test_no_paper_shows_a_photo_unless_photos_are_at_hand(store):
    with pytest.raises(BaseException, match="no photos are at hand"):
        FETCHER.fetch(stated(store, 1)["url"])
