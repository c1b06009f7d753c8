"""What borders ask, from a file: every rule with its source, and a bad row loads nothing."""

import csv
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from exchange.interchange import world
from exchange.interchange.rows import BadRow
from exchange.models import ImportRule, db

WORLD = Path(__file__).parents[2] / "fixtures" / "world"
RULE = {"country": "KR", "hs": "3004", "papers": "permit", "source": "a law"}


@pytest.fixture
def load(tmp_path, app):
    """Load the world with one more rule."""
    folder = tmp_path / "world"
    shutil.copytree(WORLD, folder)

    def load(**more):
        place = folder / "customs_rules.csv"
        with place.open(newline="", encoding="utf-8") as source:
            known = list(csv.DictReader(source))
        with place.open("w", newline="", encoding="utf-8") as target:
            writer = csv.DictWriter(target, known[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows([*known, RULE | more])
        return world.load(folder)

    return load


def test_every_rule_of_the_world_has_its_source_and_stops_nothing(app):
    report = world.load(WORLD)
    rules = db.session.scalars(select(ImportRule)).all()
    assert report["import rules"].added == len(rules) > 0
    assert all(rule.source.startswith("http") for rule in rules)
    assert {rule.blocks for rule in rules} == {""}, "no source says which state waits for it"
    assert world.load(WORLD)["import rules"].added == 0


def test_a_rule_names_papers_in_order_and_what_waits_for_them(load):
    load(papers="permit exemption", blocks="arrived", shelf_life_days="30", until="2030-12-31")
    rule = db.session.scalar(select(ImportRule).where(ImportRule.hs == "3004"))
    assert (rule.papers, rule.blocks, rule.shelf_life_days) == ("exemption permit", "arrived", 30)
    assert (rule.since, rule.until.isoformat()) == (None, "2030-12-31")


@pytest.mark.parametrize(
    "said",
    [
        {"country": "XX"},
        {"hs": "30.04"},
        {"papers": "passport"},
        {"papers": ""},
        {"blocks": "packed"},
        {"since": "March"},
        {"source": ""},
    ],
)
def test_a_rule_that_cannot_be_is_refused(load, said):
    with pytest.raises(BadRow):
        load(**said)
    assert db.session.scalar(select(func.count()).select_from(ImportRule)) == 0
