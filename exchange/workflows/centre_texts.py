"""The one door to the texts of a centre: who wrote or read what, and what it said before."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from exchange.errors import N_, NotFound, StaleVersion
from exchange.models import (
    Centre,
    CentreText,
    CentreTextChange,
    Person,
    TextPart,
    TextState,
    db,
)
from exchange.models.opening import begin_writing
from exchange.policy import may_read_page_of
from exchange.schemas.centre import TextWritten

PAGE = "centre_texts"
READ_AGAIN = N_("Somebody changed this text meanwhile. Read it again before you write.")


def write(centre: Centre, actor: Person, typed: Mapping[str, Any]) -> CentreText:
    """Write a text, or mark a translation as read, and return it as it stands; keep who did.

    A source that says something new has a later revision, so its translations are outdated. A
    translation is of the revision its writer saw. Raise NotFound, StaleVersion or ValidationError,
    with nothing stored.
    """
    if not may_read_page_of(actor, PAGE, centre.city_id):
        raise NotFound(N_("There is nothing here."))
    asked = TextWritten().load(typed)
    begin_writing(db.session)
    try:
        written = _written(centre, actor, asked)
        db.session.commit()
    except (IntegrityError, StaleDataError):  # another writer, at the same moment
        db.session.rollback()
        raise StaleVersion(READ_AGAIN) from None
    except BaseException:
        db.session.rollback()
        raise
    return written


def _written(centre: Centre, actor: Person, asked: dict[str, Any]) -> CentreText:
    about, part, language = asked["about"], asked["part"], asked["language"]
    found = _standing(centre, about, part)
    original, known = found.get(centre.source_language), found.get(language)
    is_source = language == centre.source_language
    if original is None and not (is_source and (about, part) in centre.places):
        raise NotFound(N_("There is nothing here."))
    seen = (known.version if known else 0, original.source_revision if original else 0)
    if seen != (asked["version"], asked["revision"]):
        raise StaleVersion(READ_AGAIN)
    text = known or CentreText(
        centre_id=centre.id, about=about, part=part, language=language, text="", source_revision=0
    )
    before = _told(text, known, original)
    words = " ".join(asked["words"].split())
    if is_source:
        _write_source(text, words)
    else:
        _write_translation(text, words, asked["revision"], reviewed=asked["reviewed"])
    if known is None or db.session.is_modified(text):
        _keep(text, actor, before)
        _name_room(centre, text)
    return text


def _standing(centre: Centre, about: str, part: TextPart) -> dict[str, CentreText]:
    rows = select(CentreText).where(
        CentreText.centre_id == centre.id, CentreText.about == about, CentreText.part == part
    )
    return {one.language: one for one in db.session.scalars(rows)}


def _told(
    text: CentreText, known: CentreText | None, original: CentreText | None
) -> tuple[str, TextState]:
    """Return what a text said so far, and how far it could be relied on."""
    if known is None or original is None:
        return "", TextState.MISSING
    return text.text, text.state_beside(original)


def _write_source(text: CentreText, words: str) -> None:
    if text.text != words:
        text.text, text.status = words, TextState.CURRENT
        text.source_revision += 1


def _write_translation(text: CentreText, words: str, revision: int, *, reviewed: bool) -> None:
    """Take what was written; what is unchanged is of the source as it stands only if it was read.

    Taking back that it was read leaves it of the writing it was of.
    """
    is_new = text.text != words
    text.text, text.status = words, TextState.REVIEWED if reviewed else TextState.MACHINE
    if is_new or reviewed:
        text.source_revision = revision


def _keep(text: CentreText, actor: Person, before: tuple[str, TextState]) -> None:
    db.session.add(text)
    db.session.add(
        CentreTextChange(
            text=text,
            person_id=actor.id,
            before=before[0],
            after=text.text,
            status_before=before[1],
            status_after=text.status,
            source_revision=text.source_revision,
        )
    )


def _name_room(centre: Centre, text: CentreText) -> None:
    """Let the row of a room bear the name it has now."""
    for room in centre.rooms:
        if text.about == f"room:{room.key}":
            room.names = room.names | {text.language: text.text}
