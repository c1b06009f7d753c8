"""The world map: what is on it on a day, that words stay apart, and the same as table and CSV."""

import csv
import io
import re
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import pytest
from markupsafe import escape
from sqlalchemy import select

from exchange.interchange import world
from exchange.models import City, PartialDate, PastAid, Role, ShipmentState, Tie, TieKind, db
from exchange.queries.world_map import Bond, world_map
from exchange.web.atlas.drawing import draw
from exchange.web.atlas.frames import east_of, part_frame, world_frame
from exchange.web.atlas.land import centre_near, land
from exchange.web.atlas.words import placed, width_of
from tests.making import saved

WORLD = Path(__file__).parents[2] / "fixtures" / "world"
DAY = date(2020, 6, 1)
LEFT = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def settled(app) -> City:
    world.load(WORLD)
    return db.session.scalars(select(City).where(City.slug == "daejeon")).one()


def aid(consignor, consignee, took_place="2019", quantity=100):
    return saved(
        PastAid(
            consignor_id=consignor.id,
            consignee_id=consignee.id,
            took_place=PartialDate.parse(took_place),
            item="blankets",
            quantity=quantity,
            unit="H87",
            source="https://example.org/told",
        )
    )


def put(city, longitude, latitude):
    city.longitude, city.latitude = longitude, latitude
    db.session.commit()
    return city


def test_on_a_day_there_are_the_ties_of_that_day_and_the_aid_until_then(settled):
    told = world_map(settled, DAY)
    assert told.by_bond[Bond.SISTER] == 14
    assert told.by_bond[Bond.CONTACT] == 1
    assert told.years == (2020,)
    assert sum(one.given for one in told.places) == 36_000
    before = world_map(settled, date(2019, 12, 31))
    assert (before.years, before.with_aid) == ((), ())
    assert before.by_bond.get(Bond.FRIENDSHIP, 0) <= told.by_bond[Bond.FRIENDSHIP]


def test_a_year_holds_its_own_aid_and_a_year_without_any_asks_for_all(home, partner, tie):
    aid(home, partner, "2019", 100)
    aid(partner, home, "2021-03", 7)
    (both,) = world_map(home, date(2022, 1, 1)).places
    assert (both.given, both.received, both.bond) == (100, 7, Bond.SISTER)
    one = world_map(home, date(2022, 1, 1), 2021)
    assert (one.year, one.years, one.places[0].given) == (2021, (2021, 2019), 0)
    assert world_map(home, date(2022, 1, 1), 1999).year is None


def test_aid_of_a_shipment_and_of_a_source_is_drawn_once(home, partner, tie, make_shipment):
    make_shipment(ShipmentState.IN_TRANSIT, dispatched_at=LEFT)
    aid(home, partner, "2026-05")
    assert world_map(home, date(2026, 6, 1)).places[0].given == 100


def test_a_city_without_a_tie_is_there_for_its_aid_and_an_unsure_tie_says_so(
    home, partner, stranger
):
    aid(home, stranger)
    saved(
        Tie(
            owner_city_id=home.id,
            partner_city_id=partner.id,
            kind=TieKind.FRIENDSHIP,
            source="the test",
        )
    )
    bonds = {one.city.slug: one.bond for one in world_map(home, DAY).places}
    assert bonds == {"harbour": Bond.UNCERTAIN, "elsewhere": Bond.NONE}


def test_the_pacific_is_whole_for_a_city_on_it_and_no_word_covers_another(app, settled):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        sheets = draw(world_map(settled, DAY))
    assert len(sheets) == 3
    for one in sheets:
        words = [sign.word for sign in one.signs if sign.word]
        boxes = [(sign.x - 5, sign.y - 5, sign.x + 5, sign.y + 5) for sign in one.signs]
        for first, second in combinations([*(word.box for word in words), *boxes], 2):
            if first not in boxes:
                assert not overlap(first, second)
        assert all(word.box[0] >= 0 and word.box[2] <= one.width for word in words)
    named = {sign.name for one in sheets for sign in one.signs if sign.word}
    assert named == {sign.name for sign in sheets[0].signs}
    centre = centre_near(round(settled.longitude))
    assert all(-100 < east_of(x, centre) < 130 for x in (130, 170, -160, -120, -75))
    assert abs(east_of(centre, settled.longitude)) <= 44


def test_aid_between_near_cities_is_drawn_in_their_enlarged_part(app, settled):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        whole, asia, *_ = draw(world_map(settled, DAY))
    assert whole.arcs == []
    assert {arc.name for arc in asia.arcs if arc.way == "give"} == {"Wuhan", "Nanjing", "Shenyang"}
    widths = {(arc.name, arc.way): arc.width for arc in asia.arcs}
    assert max(widths.values()) == widths["Nanjing", "recv"]


def test_far_aid_is_an_arc_on_the_world(app, home, partner, tie):
    put(home, -122.7, 45.5)
    put(partner, 10.0, 53.5)
    aid(partner, home)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        (sheet,) = draw(world_map(home, DAY))
    (arc,) = sheet.arcs
    assert (arc.way, arc.quantity, arc.width) == ("recv", 100, 8.0)


def test_what_is_nowhere_is_in_the_tables_alone(reader, officer, partner, tie, home):
    page = reader(officer).open("/map")
    assert "No place on the map is recorded for: Harbour" in page
    assert 'class="wm whole"' not in page
    put(partner, 10.0, 53.5)
    page = reader(officer).open("/map")
    assert 'class="wm whole"' in page
    assert 'class="arc"' not in page
    put(home, 10.0, 53.5)


def test_the_page_and_the_csv_tell_the_same(reader, make_person, settled):
    one = reader(make_person(Role.LIAISON, settled))
    page = one.open("/map?on=2020-06-01&year=2020")
    assert "<style" not in page
    assert " style=" not in page
    assert "<option selected>2020</option>" in page
    rows = list(csv.DictReader(io.StringIO(one.open("/map.csv?on=2020-06-01").lstrip("\ufeff"))))
    masks = [row for row in rows if row["City"] == "Nanjing" and row["Received"]]
    assert [row["Received"] for row in masks] == ["50000"]
    assert "50,000" in page
    assert {escape(row["City"]) for row in rows} == set(
        re.findall(r"<g><[^>]+/>\s*<title>(.+?)</title>", page)
    ) - {"Daejeon"}
    for wrong in ("on=soon", "on=2020-13-01", "year=x", "on=&year="):
        assert "Ties on" in one.open(f"/map?{wrong}")


def test_a_city_without_ties_has_an_empty_map_and_whoever_has_no_city_has_none(
    reader, officer, make_person, system
):
    assert "No ties are recorded yet." in reader(officer).open("/map")
    assert reader(officer).open("/map.csv").count("\n") == 1


def test_an_unsure_tie_and_aid_alone_are_named_in_the_csv(
    reader, officer, home, partner, stranger
):
    aid(home, stranger)
    saved(
        Tie(owner_city_id=home.id, partner_city_id=partner.id, kind=TieKind.SISTER, source="test")
    )
    told = reader(officer).open("/map.csv")
    assert "Sister city (not certain)" in told
    assert "Aid without a tie" in told


@pytest.mark.parametrize("centre", [0, 127.4, -122, 180])
def test_the_world_is_drawn_within_its_sheet_wherever_it_is_cut(centre):
    frame = world_frame(centre, 1100)
    numbers = [float(n) for n in re.findall(r"-?\d+\.\d", land(frame))]
    assert len(numbers) > 4_000
    assert min(numbers) >= 0
    assert max(numbers[::2]) <= 1100
    assert max(numbers[1::2]) <= round(frame.height, 1)


def test_a_part_holds_its_cities_and_is_neither_a_strip_nor_a_pole():
    for places in ([(179.0, -17.0), (-179.0, -18.0)], [(10.0, 40.0), (10.0, 60.0)]):
        frame = part_frame(places, 560)
        assert all(frame.holds(*place) for place in places)
        assert 0.85 < frame.width / frame.height < 1.65
        assert not frame.holds(places[0][0] + 90, places[0][1])


def test_a_word_without_room_is_left_out():
    spot = ("A long name of a city", (50.0, 50.0), 5.0)
    first, second = placed([spot, spot], [(0, 0, 300, 40), (0, 60, 300, 90)], [], 14, (300, 100))
    assert first
    assert first.anchor == "start"
    assert second is None
    assert width_of("대전", 10) == 20


def test_a_word_avoids_a_line_where_it_can():
    spot = ("Here", (150.0, 50.0), 5.0)
    (word,) = placed([spot], [], [(160, 40, 170, 60)], 14, (300, 100))
    assert word
    assert word.anchor == "end"
    (word,) = placed([spot], [], [(0, 0, 300, 100)], 14, (300, 100))
    assert word
    assert word.anchor == "start"


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
