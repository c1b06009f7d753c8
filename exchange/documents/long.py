"""A manifest of many cartons, set a few pages at a time, wherever there is a worker, and joined.

Totals carried over, running heads and page numbers are known before any page is set, because the
rows are dealt out to the pages beforehand. Whoever sets the portions, the bytes are the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import IO, Any, Final, cast

import pydyf
from weasyprint import CSS
from weasyprint.pdf.anchors import write_pdf_attachment
from weasyprint.pdf.fonts import build_fonts_dictionary

from exchange.documents import archive, fitting, manifest, quicker, renderer
from exchange.documents.joining import Joiner
from exchange.documents.packing import running_totals
from exchange.documents.pieces import OPTIONS, Glyphs, Piece, Unjoinable, draw_with_faces, piece_of
from exchange.documents.portions import Leaf, Portion, kept
from exchange.documents.sheet import Sheet
from exchange.facts.shapes import ManifestFacts

MOST_AT_ONCE: Final = 10  # pages set in one go, as a short manifest is
PAGES: Final = 8  # of a portion
ROWS: Final = 200  # no manifest of so few rows has more than ten pages

NUMBERED: Final = "@page :first {{ counter-set: page {} }}"
OF: Final = '.pageno::after {{ content: counter(page) " / {}" }}'
NOT_FIRST: Final = """
@page :first { margin-top: 25mm;
  @top-left { content: element(top); vertical-align: bottom; padding-bottom: 5mm; width: 170mm } }
"""


def may_be_long(kind: str, facts: Mapping[str, Any]) -> bool:
    """Say whether it is worth asking for the portions of a paper."""
    if kind != "manifest":
        return False
    return sum(len(carton["contents"]) for carton in facts["cartons"]) > ROWS


def portions(kind: str, facts: Mapping[str, Any]) -> Iterator[Portion]:
    """Yield what to set, in order; nothing where the paper is short enough to be set at once.

    `facts` are sealed. Raises WordsMissing and ManifestDisagrees.
    """
    stated = cast("ManifestFacts", facts)
    after = running_totals(stated)
    with renderer.press_room():
        pages, room = fitting.measured(lambda **how: renderer.lay_out(kind, facts, **how))
    leaves = manifest.Leaves(stated, after, room)
    total = pages + len(leaves) - 1
    if total <= MOST_AT_ONCE:
        return
    portion = Portion(
        facts={key: value for key, value in facts.items() if key != "cartons"},
        totals=kept(after[-1]),
        leaves=[],
        opens=True,
        closes=True,
        first=1,
        count=total,
        pages=total,
    )
    yield from _dealt(portion, leaves, pages)


def _dealt(whole: Portion, leaves: Iterable[Leaf], goods: int) -> Iterator[Portion]:
    """Yield so many pages at a time; the goods fill as many and share their last with a leaf."""
    placed = enumerate(leaves, start=goods)
    for n, (_, group) in enumerate(groupby(placed, key=lambda leaf: (leaf[0] - 1) // PAGES)):
        pages, own = zip(*group, strict=True)
        first = 1 if n == 0 else pages[0]
        yield {
            **whole,
            "leaves": list(own),
            "opens": n == 0,
            "closes": own[-1]["is_last"],
            "first": first,
            "count": pages[-1] - first + 1,
        }


def set_portion(kind: str, portion: Portion) -> Piece:
    """Return the pages of a portion; raise Unjoinable where they are not as many as planned."""
    opens = portion["opens"]
    rules = NUMBERED.format(portion["first"])
    sheets = _counting(portion["pages"]), CSS(string=rules if opens else rules + NOT_FIRST)
    with renderer.press_room(), quicker.undisturbed():
        document = renderer.lay_out(kind, portion["facts"], *sheets, portion=portion)
        if len(document.pages) != portion["count"]:
            found = len(document.pages)
            raise Unjoinable(f"{found} pages instead of {portion['count']}")
        return piece_of(document, portion["first"], opens=opens)


@lru_cache(maxsize=4)
def _counting(pages: int) -> CSS:
    """Return the same stylesheet for all portions of a paper, so that they share their styles."""
    return CSS(string=OF.format(pages))


def join(
    kind: str,
    facts: Mapping[str, Any],
    pieces: Iterable[Piece],
    output: IO[bytes],
    *,
    identifier: bytes,
    life: bytes = b"",
) -> int:
    """Write the paper made of its pieces, in order, and return how many pages it has.

    `life` is what EPCIS tells of the goods until then; it lies beside the facts.
    """
    joiner = Joiner(output)
    for piece in pieces:
        joiner.add(piece)
    frame = pydyf.PDF()
    with renderer.press_room():
        fonts = _faces(kind, joiner.fonts, frame)
    return joiner.finish(frame, fonts, _attached(facts, life, frame), identifier)


def _faces(kind: str, needed: Mapping[str, Glyphs], frame: pydyf.PDF) -> pydyf.Dictionary:
    """Put the faces with all glyphs that any piece needs into the frame."""
    words = "".join(
        f'<p style="font-family: {escape(one.family)}; font-weight: {one.weight}">0</p>'
        for one in needed.values()
    )
    sheet = f'<html lang="en"><head><title>0</title></head><body>{words}</body></html>'
    _, faces = draw_with_faces(renderer.lay_out_sheet(kind, Sheet(sheet)))
    if missing := needed.keys() - faces.keys():
        raise Unjoinable(f"faces not found again: {sorted(missing)}")
    for name, glyphs in needed.items():
        faces[name].widths = {int(n): width for n, width in sorted(glyphs.widths.items())}
        faces[name].to_unicode = {int(n): text for n, text in sorted(glyphs.texts.items())}
    wanted = {name: faces[name] for name in sorted(needed)}
    return build_fonts_dictionary(frame, wanted, True, True, OPTIONS)  # noqa: FBT003  # theirs


def _attached(facts: Mapping[str, Any], life: bytes, frame: pydyf.PDF) -> str:
    """Put what lies in the paper into the frame and return what the catalog says of it."""
    known: dict[str, str] = {}
    for one in archive.attachments(facts, life):
        filed = write_pdf_attachment(frame, one, compress=True)
        filed["AFRelationship"] = f"/{one.relationship}"
        known[filed["F"].data.decode()] = filed.reference.decode()
    all_of_them = " ".join(known.values())
    by_name = " ".join(f"{name} {reference}" for name, reference in known.items())
    return f"/AF [{all_of_them}]/Names <</EmbeddedFiles <</Names [{by_name}]>>>>"
