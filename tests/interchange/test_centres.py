"""Centres from files: facts with sources, what people wrote stays, a bad row loads nothing."""

import csv
import shutil
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from exchange.interchange import world
from exchange.interchange.rows import BadRow
from exchange.models import CENTRE_LANGUAGES, Centre, CentreText, Role, TextState, db
from exchange.queries.centre import catalogue, completeness, of_city
from exchange.workflows.centre_texts import write

WORLD = Path(__file__).parents[2] / "fixtures" / "world"
DEMO_CITY = "daejeon"
WHAT = "line:legal", "what"


@pytest.fixture
def folder(app, tmp_path: Path) -> Path:
    """A copy of the files that a test may change; they are loaded as they stand."""
    world.load(WORLD)
    shutil.copytree(WORLD, tmp_path / "world")
    return tmp_path / "world"


def changed(place: Path, number: int, **cells: str) -> None:
    """Change cells of a row; one after the last is another row like the last."""
    with place.open(newline="", encoding="utf-8") as source:
        reader = csv.DictReader(source)
        rows, heading = list(reader), reader.fieldnames
    if number == len(rows):
        rows.append(dict(rows[-1]) if rows else dict.fromkeys(heading, ""))
    rows[number] |= cells
    with place.open("w", newline="", encoding="utf-8") as target:
        writer = csv.DictWriter(target, heading, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def row_of(place: Path, about: str, part: str) -> int:
    with place.open(newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    return next(n for n, row in enumerate(rows) if (row["about"], row["part"]) == (about, part))


def text(language: str) -> CentreText:
    rows = select(CentreText).where(CentreText.about == WHAT[0], CentreText.part == WHAT[1])
    return db.session.scalar(rows.where(CentreText.language == language))


def test_the_centre_is_as_its_sources_say(folder):
    centre = of_city(DEMO_CITY)
    week = {(one.weekday, one.opens.hour, one.closes.hour) for one in centre.hours}
    assert week == {(1, 9, 18), (2, 9, 21), (3, 9, 21), (4, 9, 18), (5, 9, 18)}
    assert (centre.counselling_telephone, centre.telephone) == ("1588-0739", "042-223-0789")
    assert centre.hours_attested_on == date(2021, 4, 21)
    counselling = next(one for one in centre.lines if one.key == "counselling")
    assert len(counselling.languages) == 7
    assert {one.floor for one in centre.rooms} == {"2", "3", "roof"}
    assert all(one.capacity is None for one in centre.rooms), "no source says how many they hold"
    told = [centre, *centre.hours, *centre.rooms, *centre.lines]
    originals = select(CentreText).where(CentreText.status == TextState.CURRENT)
    assert all(one.source.startswith("http") for one in [*told, *db.session.scalars(originals)])


@pytest.mark.parametrize("language", CENTRE_LANGUAGES)
def test_it_is_told_whole_in_every_language_and_nothing_says_it_was_read(folder, language):
    centre = of_city(DEMO_CITY)
    state = TextState.CURRENT if language == "ko" else TextState.MACHINE
    assert set(completeness(centre)[language]) == {state}
    told = catalogue(centre, language)
    assert told.states == {state}
    assert [line.row.key for line in told.lines if line.bring] == [], (
        "no source says what to bring"
    )
    assert all(line.what for line in told.lines)


def test_a_changed_source_in_the_file_outdates_what_did_not_change_with_it(folder):
    place = folder / "centre_texts.csv"
    changed(place, row_of(place, *WHAT), **{"text.ko": "법을 상담합니다.", "text.en": "On law."})
    world.load(folder)
    centre = of_city(DEMO_CITY)
    line = next(one for one in catalogue(centre, "vi").lines if one.row.key == "legal")
    assert (line.what.state, line.what.original) == (TextState.OUTDATED, "법을 상담합니다.")
    assert (text("en").text, text("en").source_revision) == ("On law.", 2)
    again = world.load(folder)["centre texts"]
    assert (again.added, again.changed) == (0, 0)


def test_what_people_wrote_here_no_file_touches(folder, make_person):
    centre, place = of_city(DEMO_CITY), folder / "centre_texts.csv"
    staff = make_person(Role.CENTRE_STAFF, centre.city)
    said = {"about": WHAT[0], "part": WHAT[1], "revision": 1, "version": 1}
    write(centre, staff, said | {"language": "en", "words": "Ours.", "reviewed": True})
    changed(place, row_of(place, *WHAT), **{"text.en": "Theirs.", "text.vi": "Luật."})
    world.load(folder)
    assert (text("en").text, text("en").status) == ("Ours.", TextState.REVIEWED)
    assert text("vi").text == "Luật."
    write(centre, staff, said | {"language": "ko", "words": "우리 글."})
    changed(place, row_of(place, *WHAT), **{"text.vi": "Pháp luật."})
    report = world.load(folder)["centre texts"]
    assert (report.added, report.changed) == (0, 0)
    assert (text("ko").text, text("vi").text) == ("우리 글.", "Luật.")


def test_a_translation_that_is_new_or_was_read_is_taken(folder):
    place = folder / "centre_texts.csv"
    number = row_of(place, *WHAT)
    changed(place, number, **{"text.ru": ""})
    db.session.delete(text("ru"))
    db.session.commit()
    world.load(folder)
    assert text("ru") is None
    changed(place, number, **{"text.ru": "Право.", "reviewed": "vi ru"})
    world.load(folder)
    assert {text(tag).status for tag in ("vi", "ru")} == {TextState.REVIEWED}


def test_hours_are_those_of_the_file_alone(folder):
    changed(folder / "centre_hours.csv", 0, opens="10:00")
    report = world.load(folder)["opening hours"]
    assert (report.added, report.changed) == (1, 1)
    assert "09:00" in str(report)
    hours = [one.opens for one in of_city(DEMO_CITY).hours if one.weekday == 1]
    assert hours == [time(10)]


def test_a_day_of_its_own_is_loaded(folder):
    told = {"city": DEMO_CITY, "day": "2026-12-02", "source": "x", "reasons.en": "Works"}
    changed(folder / "centre_days.csv", 0, **told)
    changed(folder / "centre_days.csv", 1, day="2026-12-25", opens="10:00", closes="12:00")
    assert world.load(folder)["closed days"].added == 2
    first, second = of_city(DEMO_CITY).other_days
    assert (first.opens, second.closes) == (None, time(12))


DAY = {"city": DEMO_CITY, "day": "2026-12-02", "source": "x", "reasons.en": "Works"}


@pytest.mark.parametrize(
    ("file", "number", "cells", "field"),
    [
        ("centres", 0, {"city": "atlantis"}, "city"),
        ("centres", 0, {"source_language": "ja"}, "source_language"),
        ("centres", 0, {"closed_on_holidays": "maybe"}, "closed_on_holidays"),
        ("centres", 0, {"source": ""}, "source"),
        ("centre_hours", 0, {"city": "sapporo"}, "city"),
        ("centre_hours", 0, {"weekday": "holiday"}, "weekday"),
        ("centre_hours", 0, {"opens": "9"}, "opens"),
        ("centre_hours", 0, {"opens": "09:00:30"}, "opens"),
        ("centre_hours", 0, {"closes": "09:00"}, "closes"),
        ("centre_hours", 5, {"opens": "17:00", "closes": "19:00"}, "opens"),
        ("centre_hours", 0, {"source": ""}, "source"),
        ("centre_days", 0, DAY | {"day": "soon"}, "day"),
        ("centre_days", 0, DAY | {"opens": "10:00"}, "closes"),
        ("centre_days", 0, DAY | {"closes": "10:00"}, "opens"),
        ("centre_days", 0, DAY | {"opens": "10:00", "closes": "09:00"}, "closes"),
        ("centre_rooms", 0, {"floor": "attic"}, "floor"),
        ("centre_rooms", 0, {"capacity": "0"}, "capacity"),
        ("centre_rooms", 0, {"names.ko": ""}, "names.ko"),
        ("centre_lines", 0, {"languages": "ko tlh"}, "languages"),
        ("centre_lines", 0, {"languages": "ko ko"}, "languages"),
        ("centre_lines", 0, {"asked_for": "x"}, "asked_for"),
        ("centre_texts", 2, {"about": "line:dancing"}, "about"),
        ("centre_texts", 2, {"about": "room:desk"}, "about"),
        ("centre_texts", 2, {"part": "colour"}, "part"),
        ("centre_texts", 2, {"reviewed": "tlh"}, "reviewed"),
        ("centre_texts", 2, {"text.ko": ""}, "text.ko"),
        ("centre_texts", 2, {"text.en": "x" * 601}, "text.en"),
        ("centre_texts", 2, {"source": ""}, "source"),
    ],
)
def test_a_bad_row_names_itself_and_loads_nothing(app, tmp_path, file, number, cells, field):
    shutil.copytree(WORLD, tmp_path / "world")
    changed(tmp_path / "world" / f"{file}.csv", number, **cells)
    with pytest.raises(BadRow) as bad:
        world.load(tmp_path / "world")
    assert (bad.value.file, bad.value.line) == (f"{file}.csv", number + 2)
    assert bad.value.field == field
    assert db.session.scalar(select(func.count()).select_from(Centre)) == 0


def test_a_language_centres_do_not_speak_is_refused(app, tmp_path):
    shutil.copytree(WORLD, tmp_path / "world")
    place = tmp_path / "world" / "centre_texts.csv"
    place.write_text(place.read_text(encoding="utf-8").replace("text.fil", "text.ja"), "utf-8")
    with pytest.raises(BadRow, match="do not speak"):
        world.load(tmp_path / "world")
