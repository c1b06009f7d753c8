"""A template's output as WeasyPrint's tree: fetched from nowhere else, parsed as strict XML."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.etree.ElementTree import Element, fromstring

import cssselect2
from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from exchange.documents import faces
from exchange.documents.libraries import keep_loaded
from exchange.documents.qr import qr_png
from exchange.errors import ExchangeError
from exchange.wording.languages import TEMPLATES

PNG: Final = {"Content-Type": "image/png"}
Photos = Callable[[str], bytes]
_photos: ContextVar[Photos | None] = ContextVar("photos", default=None)


@contextmanager
def showing(photos: Photos) -> Iterator[None]:
    """Let papers that are set meanwhile show photos; `photos` returns a JPEG by its SHA-256."""
    before = _photos.set(photos)
    try:
        yield
    finally:
        _photos.reset(before)


class SealedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Fetch what a paper may show, and refuse the rest.

    A face (`font:NAME`), a photo (`photo:SHA256`), the QR code of an address (`qr:URL`), or a file
    of the template folder.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what `url` names; raise FatalURLFetchingError, which no renderer swallows."""
        where = urlsplit(url)
        if where.scheme == "font":
            return super().fetch(_face(where.path).as_uri(), headers)
        if where.scheme == "photo":
            return URLFetcherResponse(url, _photo(where.path), {"Content-Type": "image/jpeg"})
        if where.scheme == "qr":
            return URLFetcherResponse(url, qr_png(url.removeprefix("qr:")), PNG)
        path = Path(url2pathname(where.path)).resolve()
        if where.scheme != "file" or where.netloc or not path.is_relative_to(TEMPLATES):
            raise FatalURLFetchingError(f"a paper may not fetch {url}")
        return super().fetch(url, headers)


class Sheet(HTML):  # type: ignore[misc]  # WeasyPrint ships no types
    """WeasyPrint's HTML built from well-formed XHTML, which C parses twenty times as fast."""

    def __init__(self, xhtml: str) -> None:
        root = self.parse(xhtml)
        self.base_url = TEMPLATES.as_uri() + "/"
        self.url_fetcher = FETCHER
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(
            root, content_language=None
        )
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: ARG002, FBT001, FBT002  # theirs
        return [ELEMENTS]

    @staticmethod
    def parse(xhtml: str) -> Element:
        """Return the tree; raise ParseError where a template forgot to close an element."""
        return fromstring(xhtml)  # noqa: S314  # our own template, every fact escaped, no DTD


def _face(name: str) -> Path:
    if name not in faces.names():
        raise FatalURLFetchingError(f"no face called {name} is shipped")
    path = faces.FONTS / name
    if not path.exists():
        raise FatalURLFetchingError(f"{path} is missing: run `make fonts` to build the faces")
    return path


def _photo(digest: str) -> bytes:
    """Return a photo of the store; a paper is not made without one that it shows."""
    photos = _photos.get()
    if photos is None:
        raise FatalURLFetchingError("no photos are at hand")
    try:
        return photos(digest)
    except (ExchangeError, OSError) as missing:
        raise FatalURLFetchingError(f"photo {digest}: {missing}") from missing


keep_loaded()
FETCHER = SealedFetcher()
ELEMENTS = CSS(filename=TEMPLATES / "elements.css", url_fetcher=FETCHER)
