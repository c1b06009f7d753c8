"""Pages of papers side by side on one picture."""

from io import BytesIO
from pathlib import Path

from PIL import Image

ACROSS = 6
GAP = 12
GREY = "#b9bec6"


def contact_sheet(file: Path, pages: list[bytes], across: int = ACROSS) -> None:
    """Write the pages, row by row, onto one PNG."""
    pictures = [Image.open(BytesIO(png)).convert("RGB") for png in pages]
    width = max(one.width for one in pictures) + GAP
    height = max(one.height for one in pictures) + GAP
    rows = -(-len(pictures) // across)
    sheet = Image.new("RGB", (width * min(across, len(pictures)), height * rows), GREY)
    for n, picture in enumerate(pictures):
        sheet.paste(picture, (n % across * width, n // across * height))
    sheet.quantize(64).save(file, "PNG", optimize=True)
