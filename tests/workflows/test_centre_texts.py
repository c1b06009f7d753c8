"""Texts of a centre: changing the source outdates its translations, and all of it is kept."""

from uuid import uuid4

import pytest
from marshmallow import ValidationError
from sqlalchemy import event, func, select, text, update
from sqlalchemy import insert as sa_insert
from sqlalchemy.exc import DBAPIError

from exchange.clock import now
from exchange.errors import NotFound, StaleVersion
from exchange.models import CentreText, CentreTextChange, Role, TextPart, TextState, db
from exchange.queries.centre import catalogue, changes, completeness, entries
from exchange.workflows.centre_texts import write
from tests.centres import WHAT, make_centre, write_text
from tests.postgres import ON_BOTH, ON_POSTGRESQL

__all__ = ["make_centre", "write_text"]


@pytest.fixture
def centre(make_centre, home):
    return make_centre(home)


@pytest.fixture
def staff(make_person):
    return make_person(Role.CENTRE_STAFF)


def typed(language: str, words: str, version: int, revision: int, **more) -> dict:
    return {
        "about": WHAT[0],
        "part": WHAT[1].value,
        "language": language,
        "words": words,
        "version": version,
        "revision": revision,
    } | more


def shown(centre, language: str):
    return catalogue(centre, language).lines[0].what


@ON_BOTH
def test_a_changed_source_outdates_its_translations_and_says_so(centre, staff, write_text):
    write_text(centre, "ko", "상담합니다.")
    write_text(centre, "vi", "Tư vấn.")
    assert (shown(centre, "vi").text, shown(centre, "vi").state) == ("Tư vấn.", TextState.MACHINE)
    korean = write(centre, staff, typed("ko", "무료로  상담합니다. ", 1, 1))
    assert (korean.text, korean.source_revision, korean.version) == ("무료로 상담합니다.", 2, 2)
    late = shown(centre, "vi")
    assert (late.text, late.state) == ("Tư vấn.", TextState.OUTDATED)
    assert (late.language, late.original) == ("vi", "무료로 상담합니다.")
    assert completeness(centre)["vi"] == {TextState.OUTDATED: 1}
    write(centre, staff, typed("vi", "Tư vấn miễn phí.", 1, 2, reviewed="true"))
    assert shown(centre, "vi").state is TextState.REVIEWED
    assert shown(centre, "vi").original == ""


@ON_BOTH
def test_who_changed_what_is_kept_and_cannot_be_changed(centre, staff, write_text):
    write_text(centre, "ko", "상담합니다.")
    write(centre, staff, typed("en", "Advice.", 0, 1))
    write(centre, staff, typed("en", "Advice.", 1, 1, reviewed="true"))
    last, first = changes(centre, "en")
    assert (first.before, first.after, first.person) == ("", "Advice.", staff)
    assert (first.status_before, first.status_after) == (TextState.MISSING, TextState.MACHINE)
    assert (last.before, last.after) == ("Advice.", "Advice.")
    assert (last.status_before, last.status_after) == (TextState.MACHINE, TextState.REVIEWED)
    assert changes(centre, "ko") == []
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text("UPDATE centre_text_change SET after = 'x'"))
    db.session.rollback()


def test_an_outdated_text_kept_unread_stays_outdated(centre, staff, write_text):
    write_text(centre, "ko", "상담합니다.", revision=2)
    write_text(centre, "en", "Advice.", status=TextState.REVIEWED)
    write(centre, staff, typed("en", "Advice.", 1, 2))
    assert shown(centre, "en").state is TextState.OUTDATED
    write(centre, staff, typed("en", "Free advice.", 2, 2))
    assert shown(centre, "en").state is TextState.MACHINE
    write(centre, staff, typed("en", "Free advice.", 3, 2, reviewed="true"))
    write(centre, staff, typed("en", "Free advice.", 4, 2))
    assert shown(centre, "en").state is TextState.MACHINE, "that it was read was taken back"


@pytest.mark.parametrize(("language", "reviewed"), [("ko", "false"), ("en", "true")])
def test_what_says_the_same_changes_nothing(centre, staff, write_text, language, reviewed):
    write_text(centre, "ko", "상담합니다.")
    write_text(centre, "en", "Advice.", status=TextState.REVIEWED)
    words = {"ko": "상담합니다.", "en": "Advice."}[language]
    kept = write(centre, staff, typed(language, words, 1, 1, reviewed=reviewed))
    assert (kept.version, kept.source_revision) == (1, 1)
    assert changes(centre, language) == []


def test_what_nobody_said_yet_is_said_first_in_the_source(centre, staff):
    with pytest.raises(NotFound):
        write(centre, staff, typed("en", "A passport.", 0, 0))
    with pytest.raises(NotFound):
        write(centre, staff, typed("ko", "무엇", 0, 0, about="line:dancing"))
    first = write(centre, staff, typed("ko", "여권", 0, 0, part="bring"))
    assert (first.source_revision, first.status) == (1, TextState.CURRENT)
    assert catalogue(centre, "ko").lines[0].bring.text == "여권"
    assert catalogue(centre, "ru").lines[0].bring.state is TextState.MISSING
    assert catalogue(centre, "ru").lines[0].bring.language == "ko"


def test_a_topic_is_written_once_it_is_there(centre, staff, write_text):
    place = ("topic:labour", TextPart.TITLE)
    write_text(centre, "ko", "노동", place)
    write(centre, staff, typed("ko", "일", 1, 1, about=place[0], part="title"))
    assert catalogue(centre, "ko").topics[0][1].text == "일"
    assert [one.about for one in entries(centre, "en")][-1] == "topic:labour"


def test_a_room_bears_the_name_it_has_now(centre, staff, write_text):
    place = ("room:hall", TextPart.TITLE)
    write_text(centre, "ko", "강당", place)
    write(centre, staff, typed("vi", "Hội trường", 0, 1, about=place[0], part="title"))
    assert centre.rooms[0].names == {"ko": "강당", "vi": "Hội trường"}
    assert catalogue(centre, "vi").floors["2"][0].text == "Hội trường"


@pytest.mark.parametrize(("version", "revision"), [(0, 1), (2, 1), (1, 2)])
def test_whoever_saw_an_older_text_reads_again(centre, staff, write_text, version, revision):
    write_text(centre, "ko", "상담합니다.")
    write_text(centre, "en", "Advice.")
    with pytest.raises(StaleVersion):
        write(centre, staff, typed("en", "Other.", version, revision))
    assert shown(centre, "en").text == "Advice."


@ON_POSTGRESQL
@pytest.mark.parametrize("is_new", [True, False])
def test_of_two_at_the_same_moment_the_second_is_refused(centre, staff, write_text, is_new):
    write_text(centre, "ko", "상담합니다.")
    if not is_new:
        write_text(centre, "en", "Advice.")
    row = sa_insert(CentreText).values(
        id=uuid4(),
        created_at=now(),
        centre_id=centre.id,
        about=WHAT[0],
        part=WHAT[1],
        language="en",
        text="First.",
        source_revision=1,
        status=TextState.MACHINE,
        source="",
        version=1,
    )
    changed = update(CentreText).where(CentreText.language == "en")
    other = row if is_new else changed.values(text="First.", version=2)

    def another_writes_first(*_: object) -> None:
        with db.engine.begin() as connection:
            connection.execute(other)

    event.listen(db.session, "before_flush", another_writes_first, once=True)
    with pytest.raises(StaleVersion):
        write(centre, staff, typed("en", "Second.", 0 if is_new else 1, 1))
    assert shown(centre, "en").text == "First."
    assert changes(centre, "en") == []


@pytest.mark.parametrize(
    "said",
    [
        {"words": ""},
        {"words": "x" * 601},
        {"words": "a\x00b"},
        {"language": "tlh"},
        {"part": "colour"},
        {"version": "many"},
        {"revision": None},
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(centre, staff, write_text, said):
    write_text(centre, "ko", "상담합니다.")
    with pytest.raises(ValidationError):
        write(centre, staff, typed("en", "Advice.", 0, 1) | said)
    assert db.session.scalar(select(func.count()).select_from(CentreText)) == 1
    assert db.session.scalar(select(func.count()).select_from(CentreTextChange)) == 0


def test_only_staff_and_the_administrator_of_that_city_write(
    centre, make_person, partner, write_text
):
    write_text(centre, "ko", "상담합니다.")
    writers = {Role.CENTRE_STAFF, Role.ADMINISTRATOR}
    people = [(make_person(role), role in writers) for role in Role if role is not Role.SYSTEM]
    people += [(make_person(role, partner), False) for role in writers]
    done = 0
    for person, may in people:
        said = typed("en", f"Advice {person.name}.", done, 1)
        if may:
            write(centre, person, said)
            done += 1
        else:
            with pytest.raises(NotFound):
                write(centre, person, said)
    assert len(changes(centre, "en")) == done == 2
