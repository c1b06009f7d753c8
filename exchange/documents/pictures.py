"""Pages of a paper as pictures, for screens."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pypdfium2

WIDTH: Final = 1000  # pixels: sharp on a telephone, small enough for a slow line
COLOURS: Final = 32  # ink, one accent, and the greys between


def pages_of(pdf: bytes, width: int = WIDTH) -> list[bytes]:
    """Return each page as a PNG of `width` pixels."""
    return list(_drawn(pdf, width))


def _drawn(pdf: bytes, width: int) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
            written = BytesIO()
            picture.quantize(COLOURS).save(written, "PNG", optimize=True)
            yield written.getvalue()
    finally:
        document.close()
