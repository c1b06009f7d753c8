"""The real world as rows: what is known is counted, and a bad row loads nothing."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from exchange.interchange import world
from exchange.models import (
    City,
    Country,
    PastAid,
    PastExchange,
    Person,
    Role,
    Tie,
    db,
)
from exchange.queries.cities import aid_of, describe_tally, partners_of, tally, totals

FIXTURES = Path(__file__).parents[2] / "fixtures"
DEMO_CITY = "daejeon"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files that a test may spoil."""
    shutil.copytree(FIXTURES / "world", tmp_path / "world")
    return tmp_path / "world"


@pytest.fixture
def owner(app) -> City:
    world.load(FIXTURES / "world")
    return db.session.scalars(select(City).where(City.slug == DEMO_CITY)).one()


@pytest.mark.parametrize(
    ("day", "cities", "related", "codes"),
    [(date(2020, 6, 1), 34, 23, 24), (date(2022, 12, 31), 38, 26, 27)],
)
def test_the_ties_of_a_day_are_counted(owner, day, cities, related, codes):
    count = tally(owner, day)
    assert len(count.partners) == cities
    assert len(count.related_codes) == related
    assert len(count.codes) == codes
    assert f"{cities} cities" in describe_tally(count)


def test_before_the_first_tie_there_is_none(owner):
    assert tally(owner, date(1980, 1, 1)).standing == ()


def test_a_date_is_kept_only_as_far_as_it_is_known(owner):
    known = {
        tie.partner_city.slug: tie
        for tie in db.session.scalars(select(Tie))
        if tie.owner_city_id == owner.id
    }
    written = {slug: str(tie.began) for slug, tie in known.items() if tie.began}
    assert {len(one) for one in written.values()} == {4, 7, 10}
    assert any(tie.began is None and tie.attested_on is not None for tie in known.values())
    assert all(tie.source for tie in known.values())


def test_a_tie_known_to_the_month_is_uncertain_within_it(owner):
    tie = next(
        tie for tie in db.session.scalars(select(Tie)) if tie.began and len(str(tie.began)) == 7
    )
    assert not tie.is_in_force(tie.began.earliest)
    assert tie.may_be_in_force(tie.began.earliest)
    assert tie.is_in_force(tie.began.latest)


def test_the_aid_of_2020_went_and_came_back(owner):
    wuhan = db.session.scalars(select(City).where(City.slug == "wuhan")).one()
    sums = totals(aid_of(owner, wuhan), owner)
    assert sum(one.given for one in sums) == 12_000
    assert sum(one.received for one in sums) > 0
    assert partners_of(wuhan, date(2020, 6, 1))[0].city.slug == DEMO_CITY


def test_loading_again_changes_nothing_and_says_so(owner):
    again = str(world.load(FIXTURES / "world"))
    assert "0 added, 0 changed" in again
    assert not any(int(line.split(" added")[0].split()[-1]) for line in again.splitlines())


def test_a_changed_cell_is_reported_and_stored(owner, folder):
    rows, heading = read(folder / "ties.csv")
    rows[0]["source"] = "another source"
    write(folder / "ties.csv", heading, rows)
    report = str(world.load(folder))
    assert "ties            0 added, 1 changed" in report


@pytest.mark.parametrize(
    ("file", "field", "value"),
    [
        ("cities.csv", "timezone", "Mars/Olympus"),
        ("cities.csv", "latitude", "north"),
        ("cities.csv", "country", "QQ"),
        ("ties.csv", "kind", "cousin"),
        ("ties.csv", "began", "2019-02-30"),
        ("ties.csv", "partner", "atlantis"),
        ("past_aid.csv", "quantity", "many"),
        ("countries.csv", "calling_code", "seven"),
    ],
)
def test_a_bad_row_names_itself_and_loads_nothing(app, folder, file, field, value):
    rows, heading = read(folder / file)
    assert field in heading, heading
    rows[2][field] = value
    write(folder / file, heading, rows)
    with pytest.raises(world.BadRow) as bad:
        world.load(folder)
    said = str(bad.value)
    assert file in said
    assert "4" in said, "the heading is line 1"
    assert field in said
    for noun in (Country, City, Tie, PastAid, PastExchange):
        assert db.session.scalar(select(func.count()).select_from(noun)) == 0


def test_a_file_that_is_missing_or_empty_is_told_so(app, folder):
    (folder / "ties.csv").write_text("")
    with pytest.raises(world.BadRow, match=r"ties\.csv"):
        world.load(folder)
    (folder / "ties.csv").unlink()
    with pytest.raises(world.BadRow, match=r"ties\.csv"):
        world.load(folder)


def test_demo_people_keep_their_password_when_loaded_again(owner):
    world.load_demo(FIXTURES / "demo", "first password", check_url="http://127.0.0.1:1")
    officer = db.session.scalars(
        select(Person).where(Person.email == f"officer@{DEMO_CITY}.example")
    ).one()
    first = officer.password
    assert Role.OFFICER in officer.parts
    world.load_demo(FIXTURES / "demo", "second password", check_url="http://127.0.0.1:1")
    db.session.expire_all()
    assert officer.password == first


def read(file: Path) -> tuple[list[dict[str, str]], list[str]]:
    with file.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        return list(reader), list(reader.fieldnames or [])


def write(file: Path, heading: list[str], rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, heading)
        writer.writeheader()
        writer.writerows(rows)
