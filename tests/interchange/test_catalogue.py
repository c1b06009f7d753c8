"""The catalogue from files: names, needs and exact ratios; a bad row loads nothing."""

import csv
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import func, select

from exchange.facts.words import LETTER_LANGUAGES
from exchange.interchange import world
from exchange.models import HandlingMark, Item, ItemUnit, TextStatus, db

WORLD = Path(__file__).parents[2] / "fixtures" / "world"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files that a test may spoil."""
    shutil.copytree(WORLD, tmp_path / "world")
    return tmp_path / "world"


def spoil(place: Path, column: str, value: str) -> None:
    with place.open(newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    rows[0][column] = value
    with place.open("w", newline="", encoding="utf-8") as target:
        writer = csv.DictWriter(target, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_items_come_with_their_names_needs_and_units(app):
    report = world.load(WORLD)
    assert report["items"].added == db.session.scalar(select(func.count()).select_from(Item))
    mask = db.session.scalar(select(Item).where(Item.code == "mask-kf94"))
    assert set(mask.names) == set(LETTER_LANGUAGES)
    assert {mask.status_of(tag) for tag in mask.names} == {TextStatus.MACHINE}
    assert (mask.hs_code, mask.unit, mask.ratio("MIL")) == ("6307.90", "H87", Fraction(1000))
    assert mask.needs == {"lot": True, "expiry": True, "marks": [HandlingMark.KEEP_DRY]}
    rice = db.session.scalar(select(Item).where(Item.code == "rice-milled"))
    assert rice.converted(1500, "GRM", "KGM") == Fraction(3, 2)
    vaccine = db.session.scalar(select(Item).where(Item.code == "vaccine-human"))
    assert (vaccine.lowest_c, vaccine.highest_c) == (2, 8)


def test_loading_again_changes_nothing(app):
    world.load(WORLD)
    again = world.load(WORLD)
    assert (again["items"].added, again["items"].changed) == (0, 0)
    assert (again["item units"].added, again["item units"].changed) == (0, 0)


@pytest.mark.parametrize(
    ("file", "column", "value"),
    [
        ("items.csv", "hs_code", "63079"),
        ("items.csv", "unit", "BOX"),
        ("items.csv", "needs", "lot lot"),
        ("items.csv", "needs", "luck"),
        ("items.csv", "marks", "keep_warm"),
        ("items.csv", "lowest_c", "2"),
        ("items.csv", "highest_c", "8"),
        ("items.csv", "source", ""),
        ("items.csv", "names.ko", ""),
        ("items.csv", "in_use", "perhaps"),
        ("items.csv", "reviewed", "tlh"),
        ("item_units.csv", "item", "wishes"),
        ("item_units.csv", "unit", "H87"),
        ("item_units.csv", "denominator", "0"),
        ("item_units.csv", "numerator", "1.5"),
    ],
)
def test_a_bad_row_names_itself_and_loads_nothing(app, folder, file, column, value):
    spoil(folder / file, column, value)
    with pytest.raises(world.BadRow) as bad:
        world.load(folder)
    assert (bad.value.file, bad.value.line) == (file, 2)
    assert db.session.scalar(select(func.count()).select_from(Item)) == 0
    assert db.session.scalar(select(func.count()).select_from(ItemUnit)) == 0


@pytest.mark.parametrize(
    ("lowest", "highest", "problem"),
    [("8", "2", "below"), ("cold", "8", "whole degrees")],
)
def test_temperatures_are_a_range_in_whole_degrees(app, folder, lowest, highest, problem):
    spoil(folder / "items.csv", "lowest_c", lowest)
    spoil(folder / "items.csv", "highest_c", highest)
    with pytest.raises(world.BadRow, match=problem):
        world.load(folder)


def test_a_language_papers_are_not_set_in_is_refused(app, folder):
    place = folder / "items.csv"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("names.id", "names.pt", 1), encoding="utf-8")
    with pytest.raises(world.BadRow, match=r"names\.pt"):
        world.load(folder)
