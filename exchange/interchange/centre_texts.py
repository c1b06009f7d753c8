"""Texts of centres from files: what people wrote here stays, and what lags behind shows it."""

import re
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from exchange.interchange import cells
from exchange.interchange.rows import Row, Shape, read
from exchange.interchange.upsert import TableReport, Upsert
from exchange.models import (
    CENTRE_LANGUAGES,
    Centre,
    CentreText,
    CentreTextChange,
    TextPart,
    TextState,
    db,
)
from exchange.models.centre import LONGEST_TEXT

TEXTS = Shape(plain=("city", "about", "part", "reviewed", "source"), worded=("text",))
ABOUT = re.compile(r"centre|(line|topic):[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGES = {tag: tag for tag in CENTRE_LANGUAGES}


class Texts:
    """The texts of all centres as they stand, into which those of files are put.

    A text that a person has changed here is theirs: no file touches it any more, nor the
    translations of a source that says something else than the file does.
    """

    def __init__(self) -> None:
        self._table = Upsert(
            "centre texts", CentreText, ["centre_id", "about", "part", "language"]
        )
        self._written_here = set(db.session.scalars(select(CentreTextChange.text_id)))

    @property
    def report(self) -> TableReport:
        """What became of the table so far."""
        return self._table.report

    def put(
        self,
        centre: Centre,
        place: tuple[str, TextPart],
        words: Mapping[str, str],
        *,
        reviewed: list[str],
        source: str,
    ) -> dict[str, str]:
        """Put one text in the languages it is written in; return how it stands in each.

        A source that changed has a later revision. Of its translations those that changed with it
        are of that revision; the others keep theirs, and so are outdated.
        """
        standing = self._standing(centre.id, place)
        original, said = standing.get(centre.source_language), words[centre.source_language]
        if original is not None and self._is_written_here(original) and original.text != said:
            self.report.unchanged += len(words)
            return {tag: one.text for tag, one in standing.items()}
        revision = 1
        if original is not None:
            revision = original.source_revision + (original.text != said)
        for tag, text in words.items():
            known = standing.get(tag)
            if known is not None and self._is_written_here(known):
                self.report.unchanged += 1
                continue
            status = TextState.REVIEWED if tag in reviewed else TextState.MACHINE
            is_new = known is None or known.text != text or tag == centre.source_language
            standing[tag] = self._table.put(
                f"{centre.city.slug} {' '.join(place)} {tag}",
                centre_id=centre.id,
                about=place[0],
                part=place[1],
                language=tag,
                text=text,
                source_revision=revision if known is None or is_new else known.source_revision,
                status=TextState.CURRENT if tag == centre.source_language else status,
                source=source if tag == centre.source_language else "",
            )
        return {tag: one.text for tag, one in standing.items()}

    def _standing(self, centre_id: UUID, place: tuple[str, TextPart]) -> dict[str, CentreText]:
        found = {tag: self._table.find(centre_id, *place, tag) for tag in CENTRE_LANGUAGES}
        return {tag: one for tag, one in found.items() if one is not None}

    def _is_written_here(self, text: CentreText) -> bool:
        return text.id in self._written_here


def load_texts(path: Path, centres: dict[str, Centre], texts: Texts) -> TableReport:
    """Load what is said of a centre, its lines and topics; what nobody translated stays empty."""
    for row in read(path, TEXTS, ["city", "about", "part"]):
        centre = row.get("city", cells.known_in(centres, "a city with a centre"))
        about = row.get("about", _about)
        if about.startswith("line:") and about[5:] not in {one.key for one in centre.lines}:
            raise row.bad("about", f"{about[5:]!r} is no line of this centre")
        reviewed = row.maybe("reviewed", _languages) or []
        texts.put(
            centre,
            (about, row.get("part", cells.one_of(TextPart))),
            words_of(row, "text", centre),
            reviewed=reviewed,
            source=row.get("source", str),
        )
    return texts.report


def words_of(row: Row, field: str, centre: Centre) -> dict[str, str]:
    """Return a text by language: the source is there, and none in a language centres lack."""
    words = row.words(field, centre.source_language)
    for tag, text in words.items():
        if tag not in LANGUAGES:
            raise row.bad(f"{field}.{tag}", "centres do not speak this language")
        if len(text) > LONGEST_TEXT:
            raise row.bad(f"{field}.{tag}", f"is longer than {LONGEST_TEXT} letters")
    return words


def _about(cell: str) -> str:
    if not ABOUT.fullmatch(cell):
        raise ValueError(f"{cell!r} is not centre, line:KEY or topic:KEY")
    return cell


def _languages(cell: str) -> list[str]:
    known = cells.known_in(LANGUAGES, "a language of centres")
    return [known(tag) for tag in cell.split(" ")]
