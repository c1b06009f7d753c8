"""`make gallery`: set every kind in every language, as PDF and as sheets of pictures."""

import sys
from pathlib import Path

from exchange.documents.pictures import pages_of
from exchange.documents.renderer import render
from tests.gallery.papers import KINDS, facts_of
from tests.gallery.sheets import contact_sheet
from tests.gallery.world import CITIES

WIDTH = 620


def main(wanted: list[str]) -> None:
    """Render what is named (kinds, languages), or everything; tell each file."""
    folder = Path("build/gallery")
    folder.mkdir(parents=True, exist_ok=True)
    kinds = [kind for kind in KINDS if kind in wanted] or list(KINDS)
    languages = [one for one in CITIES if one in wanted] or list(CITIES)
    for kind in kinds:
        pages = []
        for language in languages:
            made = render(kind, facts_of(kind, language), identifier=bytes(16))
            file = folder / f"{kind}-ko-{language}.pdf"
            file.write_bytes(made.pdf)
            pages += [(f"{kind} {language}", png) for png in pages_of(made.pdf, WIDTH)]
            sys.stdout.write(f"{file} {made.pages} pages\n")
        contact_sheet(folder / f"{kind}.png", pages)


if __name__ == "__main__":
    main(sys.argv[1:])
