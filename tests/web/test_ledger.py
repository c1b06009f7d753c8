"""The ledger: from rows, both ways, each thing once, at recorded rates, and nothing foreign."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from exchange.interchange import world
from exchange.interchange.rows import BadRow
from exchange.models import (
    City,
    ExchangeRate,
    PartialDate,
    PastAid,
    ProjectState,
    Role,
    ShipmentState,
    db,
)
from exchange.queries.ledger import Direction, ledger_of
from exchange.queries.ledger_sums import sums_of, years_of
from exchange.queries.rates import Rates
from exchange.queries.stated import stated_of
from tests.making import saved
from tests.web.test_pages import count_queries

WORLD = Path(__file__).parents[2] / "fixtures" / "world"
LEFT = datetime(2026, 5, 4, 9, tzinfo=UTC)


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def sent(make_shipment):
    return make_shipment(ShipmentState.IN_TRANSIT, dispatched_at=LEFT)


def past(consignor, consignee, quantity=100, took_place="2026-05", item="blankets"):
    return saved(
        PastAid(
            consignor_id=consignor.id,
            consignee_id=consignee.id,
            took_place=PartialDate.parse(took_place),
            item=item,
            quantity=quantity,
            unit="H87",
            source="https://example.org/told",
        )
    )


def test_aid_that_left_is_given_by_one_and_received_by_the_other(sent, home, partner):
    (ours,), (theirs,) = ledger_of(home, partner), ledger_of(partner, home)
    assert (ours.direction, theirs.direction) == (Direction.GIVEN, Direction.RECEIVED)
    assert (ours.sent, ours.arrived, ours.value, ours.at_home) == (100, None, 450, 450)
    assert sums_of([ours])[0].given == sums_of([theirs])[0].received == 100


def test_what_has_not_left_is_in_no_ledger(make_shipment, home):
    make_shipment(ShipmentState.PACKED)
    assert ledger_of(home) == []


def test_a_visit_is_received_by_who_invited(make_project, home, partner):
    make_project(ProjectState.CLOSED, people_took_part=18)
    make_project(ProjectState.AGREED)
    make_project(ProjectState.REPORTED, starts_on=None, ends_on=None)
    first, second = ledger_of(home, partner)
    assert first.is_visit
    assert {first.people, second.people} == {18, 0}
    assert first.direction is Direction.RECEIVED
    assert ledger_of(partner, home)[0].direction is Direction.GIVEN


def test_what_a_source_tells_of_a_shipment_is_counted_once(sent, home, partner):
    past(home, partner)
    other = past(home, partner, item="tents", took_place="2020-01")
    entries = ledger_of(home, partner)
    assert [one.told_by for one in entries] == ["", sent.number, ""]
    assert {one.item: one.given for one in sums_of(entries)} == {"tents": 100, "blanket": 100}
    assert [one.year for one in years_of(entries)] == list(range(other.took_place.year, 2027))


def test_no_rows_make_no_years():
    assert years_of([]) == []


def test_a_value_is_taken_at_the_rate_of_its_day_or_of_the_week_before(sent, home, partner):
    sent.currency = "USD"
    db.session.commit()
    assert ledger_of(home, partner)[0].at_home is None
    for day, rate in (
        (date(2026, 5, 1), "0.91255"),
        (date(2026, 5, 5), "7"),
        (date(2026, 4, 1), "9"),
    ):
        saved(ExchangeRate(currency="USD", quote="EUR", day=day, written=rate, source="test"))
    (entry,) = ledger_of(home, partner)
    assert (entry.at_home, entry.rate_on) == (Decimal("410.65"), date(2026, 5, 1))
    assert Rates.into("EUR").of("USD", date(2026, 4, 20)) is None


def test_the_pages_show_both_ways_and_a_spreadsheet_gets_the_rows(
    reader, officer, liaison, sent, partner, make_project
):
    make_project(ProjectState.CLOSED, people_took_part=18, title="Choir")
    sent.currency = "USD"
    db.session.commit()
    one = reader(officer)
    for page in (one.open("/ledger"), one.open("/ledger/harbour")):
        told = text_of(page)
        assert "blanket" in told
        assert "18" in told
    assert "no rate recorded for that day" in one.open("/ledger/harbour")
    rows = list(csv.reader(io.StringIO(one.open("/ledger/harbour.csv"))))
    assert {row[3] for row in rows[1:]} == {"blanket", "Choir"}
    assert sent.number in text_of(reader(liaison).open(f"/ledger/{sent.consignor.slug}"))


def test_an_empty_ledger_says_so(reader, officer, tie):
    one = reader(officer)
    assert "Nothing went either way yet" in one.open("/ledger")
    assert "Nothing went either way yet" in one.open("/ledger/harbour")


@pytest.mark.parametrize("path", ["elsewhere", "no-such", "elsewhere.csv"])
def test_a_city_one_has_nothing_to_do_with_has_no_ledger(reader, officer, stranger, tie, path):
    assert reader(officer).client.get(f"/ledger/{path}").status_code == 404


def test_nobody_has_a_ledger_with_themselves(reader, officer, home):
    assert reader(officer).client.get(f"/ledger/{home.slug}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_ledger(reader, officer, sent, make_shipment):
    one = reader(officer)
    few = count_queries(lambda: one.open("/ledger/harbour"))
    for _ in range(12):
        make_shipment(ShipmentState.IN_TRANSIT, dispatched_at=LEFT)
    assert count_queries(lambda: one.open("/ledger/harbour")) == few


def test_march_2020_adds_up_to_93_000_and_the_sources_stated_83_000(reader, make_person):
    world.load(WORLD)
    city = db.session.scalars(select(City).where(City.slug == "daejeon")).one()
    (stated,) = stated_of(city)
    assert (stated.rows, stated.total.quantity, stated.difference) == (93_000, 83_000, 10_000)
    sums = {one.item: (one.given, one.received) for one in sums_of(ledger_of(city))}
    assert sums["face masks"] == (0, 93_000)
    assert sums["isolation gowns"] == (0, 1_000)
    one = reader(make_person(Role.LIAISON, city))
    told = text_of(one.open("/ledger"))
    assert "sources state 83,000 face masks; the rows of the cities add up to 93,000." in told
    assert "which is right is not known" in told
    stated.total.quantity = 93_000
    db.session.commit()
    assert "The rows add up to it." in one.open("/ledger")


def test_rates_are_recorded_from_a_file_and_a_bad_one_records_nothing(app, tmp_path):
    file = tmp_path / "rates.csv"
    file.write_text("currency,quote,day,rate,source\nUSD,KRW,2020-03-25,1229.9,test\n")
    assert world.load_rates(file)["exchange rates"].added == 1
    assert world.load_rates(file)["exchange rates"].unchanged == 1
    for bad in ("0", "1,2", "1e3", "-4"):
        file.write_text(f'currency,quote,day,rate,source\nUSD,KRW,2020-03-26,"{bad}",test\n')
        with pytest.raises(BadRow):
            world.load_rates(file)
    assert db.session.query(ExchangeRate).count() == 1
