"""March 2020 on the real fixtures: five cities send aid back, and each of it is counted once."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from exchange import clock
from exchange.app import create_app
from exchange.config import Config
from exchange.models import (
    BorderPaper,
    City,
    Document,
    DocumentKind,
    Event,
    ImportRule,
    PastAid,
    Shipment,
    ShipmentState,
    db,
)
from exchange.queries.ledger import Direction, ledger_of
from exchange.queries.ledger_sums import sums_of
from exchange.queries.stated import stated_of

SENT = {
    "nanjing": [("H87", 50_000)],
    "shenyang": [("H87", 1_000)],
    "wuhan": [("H87", 12_000)],
    "jinan": [("H87", 10_000)],
    "xian": [("H87", 21_000), ("XBO", 2_000), ("H87", 1_000), ("H87", 1_000)],
}
WAY = [
    *("begin", "announce", "review_offer", "accept_offer", "pack", "dispatch", "depart"),
    *("reach_customs", "note_paper", "arrive", "start_receiving", "record_receipt", "sign_clean"),
]


@pytest.fixture
def march(env):
    """Open the installation in which it was played; the clock goes back to the real time after."""
    folder = Path(env["DATA_DIR"])
    kept = json.loads((folder / "settings.json").read_text())
    secret = (folder / "secret").read_text()
    app = create_app(Config.from_env({**os.environ, **env, **kept, "SECRET_KEY": secret}))
    with app.app_context():
        home = db.session.scalars(select(City).where(City.slug == "daejeon")).one()
        yield home
        db.session.remove()
    clock.shift(timedelta(0))


def gifts(home: City) -> dict[str, Shipment]:
    rows = db.session.scalars(select(Shipment).where(Shipment.consignee_id == home.id))
    return {one.consignor.slug: one for one in rows}


def papers(one: Shipment) -> dict[DocumentKind, Document]:
    rows = db.session.scalars(select(Document).where(Document.subject_id == one.id))
    return {paper.kind: paper for paper in rows}


def test_five_cities_sent_what_the_sources_say_and_all_of_it_is_closed(march):
    found = gifts(march)
    assert {s: [(r.unit, r.quantity) for r in one.lines] for s, one in found.items()} == SENT
    told = db.session.execute(
        select(City.slug, PastAid.unit, PastAid.quantity)
        .join(City, City.id == PastAid.consignor_id)
        .where(PastAid.consignee_id == march.id)
    )
    assert sorted(tuple(row) for row in told) == sorted(
        (slug, *line) for slug, lines in SENT.items() for line in lines
    )
    assert {one.state for one in found.values()} == {ShipmentState.CLOSED}
    zone = march.timezone
    days = {
        (str(clock.on_day(one.dispatched_at, zone)), str(clock.on_day(one.arrived_at, zone)))
        for one in found.values()
    }
    assert days == {("2020-03-14", "2020-03-25")}
    gowns = found["shenyang"].cartons
    assert (len(gowns), sum(carton.gross_g for carton in gowns)) == (50, 300_000)


def test_the_history_says_who_did_it_and_for_whom(march):
    for slug, one in gifts(march).items():
        rows = db.session.scalars(
            select(Event).where(Event.subject_id == one.id).order_by(Event.position)
        ).all()
        ends = ["report_use", "close"] if slug == "nanjing" else ["close"]
        way = [step for step in WAY if step != "note_paper" or slug != "shenyang"]
        assert [row.action for row in rows] == [*way, *ends], slug
        by = {row.action: row for row in rows}
        assert by["accept_offer"].actor.email == "director@daejeon.example"
        assert by["review_offer"].actor.email == "officer@daejeon.example"
        for_them = by["announce"].actor.city_id == march.id
        assert ("acting_for" in by["announce"].inputs) is for_them


def test_masks_came_in_with_an_exemption_as_the_country_asks_since_that_month(march):
    (rule,) = db.session.scalars(select(ImportRule))
    for slug, one in gifts(march).items():
        masks = [line for line in one.lines if line.hs_code.replace(".", "") == rule.hs]
        noted = [(paper.kind, paper.issued_by) for paper in one.border_papers]
        assert noted == [(BorderPaper.EXEMPTION, "식품의약품안전처")] * len(masks), slug


def test_thanks_are_made_and_say_who_received_what(march, env):
    for slug, one in gifts(march).items():
        made = papers(one)
        thanks = made[DocumentKind.THANKS]
        assert thanks.pages == 1
        assert f"{thanks.number}  thanks" in env["PLAYED"]
        assert thanks.facts["specimen"] is True
        goods = thanks.facts["goods"]
        assert [int(line["quantity"]) for line in goods] == [line[1] for line in SENT[slug]]
        known = slug == "nanjing"
        assert all(("handed_to" in line) is known for line in goods)
        assert (DocumentKind.END_USE in made) is known
        assert bool(one.use["waiver"]) is not known
    red_cross = papers(gifts(march)["nanjing"])[DocumentKind.THANKS].facts["goods"][0]
    assert red_cross["handed_to"]["ko"] == "대한적십자사"


def test_the_masks_add_up_to_93000_where_papers_said_83000_each_counted_once(march):
    received = [one for one in ledger_of(march) if one.direction is Direction.RECEIVED]
    aid = [one for one in received if not one.is_visit]
    assert sorted(one.told_by for one in aid if one.source) == sorted(
        one.case.number for one in aid if one.case
    )
    sums = {one.item: one.received for one in sums_of(aid)}
    assert sums == {
        "마스크": 93_000,
        "격리 가운": 1_000,
        "보호복": 1_000,
        "보호 안경(고글)": 1_000,
        "손 소독제": 2_000,
    }
    (stated,) = stated_of(march)
    assert (stated.total.quantity, stated.rows, stated.difference) == (83_000, 93_000, 10_000)
