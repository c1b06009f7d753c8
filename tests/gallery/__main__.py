"""`make gallery`: set every kind in every language, as PDF and as sheets of pictures."""

import sys
from pathlib import Path

from exchange.documents.pictures import pages_of
from exchange.documents.renderer import render
from tests.gallery.papers import KINDS, facts_of
from tests.gallery.sheets import contact_sheet
from tests.gallery.world import CITIES

FOLDER = Path("build/gallery")
PICTURES = Path("docs/pictures")
WIDTH = 620
SMALL = 460
# What the documentation shows: every kind once, in as many languages as there are.
LETTERS = (
    ("invitation", "ja"),
    ("sympathy", "zh-Hans"),
    ("thanks", "ar"),
    ("offer", "uk"),
    ("acceptance", "en"),
    ("approval_notice", "sv"),
    ("regret", "de"),
    ("congratulation", "vi"),
    ("donation", "mn"),
    ("referral", "id"),
    ("intent", "zh-Hant"),
    ("agreement", "es"),
)
PAPERS = (
    ("certificate", "zh-Hans"),
    ("waybill", "fr"),
    ("invoice", "ru"),
    ("manifest", "ja"),
    ("packing_list", "hu"),
    ("goods_received", "it"),
    ("discrepancy", "cs"),
    ("end_use", "lo"),
    ("carton_labels", "zh-Hans"),
    ("outcome", "ja"),
    ("city_record", "ar"),
    ("yearly", "en"),
)


def main(wanted: list[str]) -> None:
    """Render what is named (kinds, languages), or everything; `docs` makes the documentation's."""
    if wanted == ["docs"]:
        for name, papers in (("letters", LETTERS), ("papers", PAPERS)):
            first = [pages_of(_set(kind, language), SMALL)[:1] for kind, language in papers]
            contact_sheet(PICTURES / f"{name}.png", [png for pages in first for png in pages])
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    kinds = [kind for kind in KINDS if kind in wanted] or list(KINDS)
    languages = [one for one in CITIES if one in wanted] or list(CITIES)
    for kind in kinds:
        pages: list[bytes] = []
        for language in languages:
            pdf = _set(kind, language)
            file = FOLDER / f"{kind}-ko-{language}.pdf"
            file.write_bytes(pdf)
            of_paper = pages_of(pdf, WIDTH)
            pages += of_paper
            sys.stdout.write(f"{file} {len(of_paper)} pages\n")
        contact_sheet(FOLDER / f"{kind}.png", pages)


def _set(kind: str, language: str) -> bytes:
    return render(kind, facts_of(kind, language), identifier=bytes(16)).pdf


if __name__ == "__main__":
    main(sys.argv[1:])
