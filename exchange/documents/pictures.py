"""Pages of a paper as pictures, for screens."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pypdfium2
from PIL import Image

WIDTH: Final = 1000  # pixels: sharp on a telephone, small enough for a slow line
COLOURS: Final = 32  # ink, one accent, and the greys between


def pages_of(pdf: bytes, width: int = WIDTH) -> list[bytes]:
    """Return each page as a PNG of `width` pixels."""
    return list(_drawn(pdf, width))


def png_of(picture: Image.Image) -> bytes:
    """Return a picture of a page as a PNG of few colours."""
    written = BytesIO()
    picture.convert("RGB").quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


def _drawn(pdf: bytes, width: int) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield png_of(page.render(scale=width / page.get_width()).to_pil())
    finally:
        document.close()
