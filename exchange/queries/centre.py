"""What a centre does, in a language: each text with how far it can be relied on."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from exchange.models import (
    CENTRE_LANGUAGES,
    Centre,
    CentreText,
    CentreTextChange,
    City,
    ServiceLine,
    TextPart,
    TextState,
    db,
)

Place = tuple[str, TextPart]
Texts = dict[Place, dict[str, CentreText]]
SHOWN_CHANGES = 30


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it is shown, in which language, and how far to rely on it.

    What is missing is shown as its source says it, and `original` beside what is outdated.
    """

    text: str
    language: str
    state: TextState
    original: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A thing the centre does; a part nobody has said anything about is None."""

    row: ServiceLine
    title: Said
    what: Said | None
    for_whom: Said | None
    bring: Said | None

    @property
    def said(self) -> tuple[Said, ...]:
        """Everything said of it."""
        return tuple(filter(None, (self.title, self.what, self.for_whom, self.bring)))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A centre in one language; `floors` names the rooms of each floor in order."""

    centre: Centre
    language: str
    title: Said
    what: Said | None
    lines: tuple[Line, ...]
    topics: tuple[tuple[str, Said], ...]
    floors: dict[str, tuple[Said, ...]]

    @property
    def states(self) -> frozenset[TextState]:
        """How far its texts can be relied on: every answer that holds for one of them."""
        said = [self.title, *filter(None, [self.what])]
        said += [one for line in self.lines for one in line.said]
        said += [one for rooms in self.floors.values() for one in rooms]
        return frozenset(one.state for one in said)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place where something is or may be written: its source, and one translation of it."""

    about: str
    part: TextPart
    original: CentreText | None
    text: CentreText | None
    state: TextState


def centres() -> list[Centre]:
    """Return every centre, by the name of its city in addresses."""
    return list(db.session.scalars(select(Centre).join(City).order_by(City.slug)))


def of_city(slug: str) -> Centre | None:
    """Return the centre of a city, if it has one."""
    return db.session.scalar(select(Centre).join(City).where(City.slug == slug))


def catalogue(centre: Centre, language: str) -> Catalogue:
    """Return what a centre does, as far as possible in `language`; one statement for its texts."""
    texts = _texts_of(centre)

    def said(about: str, part: TextPart) -> Said | None:
        return _said(texts.get((about, part), {}), centre.source_language, language)

    def title(about: str, key: str) -> Said:
        """Return its name, or its key where nobody has given it one."""
        is_source = language == centre.source_language
        unnamed = TextState.CURRENT if is_source else TextState.MISSING
        return said(about, TextPart.TITLE) or Said(key, centre.source_language, unnamed)

    floors: dict[str, tuple[Said, ...]] = {}
    for room in centre.rooms:
        floors[room.floor] = (*floors.get(room.floor, ()), title(f"room:{room.key}", room.key))
    topics = sorted(about for about, part in texts if about.startswith("topic:"))
    return Catalogue(
        centre,
        language,
        title("centre", _named(centre)),
        said("centre", TextPart.WHAT),
        tuple(
            Line(
                one,
                title(f"line:{one.key}", one.key),
                *(said(f"line:{one.key}", part) for part in tuple(TextPart)[1:]),
            )
            for one in centre.lines
        ),
        tuple((one.partition(":")[2], title(one, one)) for one in topics),
        floors,
    )


def entries(centre: Centre, language: str) -> list[Entry]:
    """Return everything that is or may be written, in the order of the page."""
    texts = _texts_of(centre)
    places = list(dict.fromkeys([*centre.places, *sorted(texts)]))
    return [_entry(texts.get(one, {}), one, centre.source_language, language) for one in places]


def completeness(centre: Centre) -> dict[str, Counter[TextState]]:
    """Count the texts of each language by how far they can be relied on; none unsaid counts."""
    texts = _texts_of(centre)
    return {
        tag: Counter(
            _entry(standing, place, centre.source_language, tag).state
            for place, standing in texts.items()
        )
        for tag in CENTRE_LANGUAGES
    }


def changes(centre: Centre, language: str) -> list[CentreTextChange]:
    """Return the last changes of the texts in a language, the newest first."""
    rows = (
        select(CentreTextChange)
        .join(CentreText)
        .where(CentreText.centre_id == centre.id, CentreText.language == language)
        .order_by(CentreTextChange.created_at.desc(), CentreTextChange.id)
    )
    return list(db.session.scalars(rows.limit(SHOWN_CHANGES)))


def _texts_of(centre: Centre) -> Texts:
    found: Texts = {}
    for one in db.session.scalars(select(CentreText).where(CentreText.centre_id == centre.id)):
        found.setdefault((one.about, one.part), {})[one.language] = one
    return found


def _entry(standing: dict[str, CentreText], place: Place, source: str, language: str) -> Entry:
    original, text = standing.get(source), standing.get(language)
    if original is None or text is None:
        return Entry(*place, original, text, TextState.MISSING)
    return Entry(*place, original, text, text.state_beside(original))


def _said(standing: dict[str, CentreText], source: str, language: str) -> Said | None:
    original, text = standing.get(source), standing.get(language)
    if original is None:
        return None
    if text is None:
        return Said(original.text, source, TextState.MISSING)
    state = text.state_beside(original)
    return Said(text.text, language, state, original.text if state is TextState.OUTDATED else "")


def _named(centre: Centre) -> str:
    return centre.names[centre.source_language]
