"""The catalogue's pages, and the API of items and coverage."""

from datetime import timedelta
from fractions import Fraction

import pytest

from exchange import identity
from exchange.models import AppealState, PledgeState, Role, db
from exchange.searching import plain
from exchange.web.aid import exactly
from tests.aid import MASKS, asked
from tests.making import saved


@pytest.fixture
def program(app):
    """Return a callable that reads an address of the API as somebody's program."""

    def read(person, address):
        secret, row = identity.new_token(person, "the test", timedelta(hours=1))
        saved(row)
        return app.test_client().get(address, headers={"Authorization": f"Bearer {secret}"})

    return read


def test_an_item_is_found_in_any_language_and_by_its_code(reader, officer, items):
    desk = reader(officer)
    for query in ("MASK auf deutsch", "mask 품목", "6307.90", "630790", "mask"):
        assert f"/items/{MASKS}" in desk.open(f"/items?q={query}")
    assert f"/items/{MASKS}" not in desk.open("/items?q=tent")
    page = desk.open(f"/items/{MASKS}")
    assert "keep_dry" not in page
    assert "1,000" in page
    assert desk.client.get("/items/nothing").status_code == 404


def test_accents_width_and_case_hide_nothing():
    assert plain("Védőruha ＫＦ９４ MÜTZE") == plain("vedoruha kf94 mutze")


def test_a_retired_item_is_still_shown_to_who_knows_it(reader, officer, items):
    items[MASKS].in_use = False
    db.session.commit()
    desk = reader(officer)
    assert f"/items/{MASKS}" not in desk.open("/items")
    assert "no longer chosen" in desk.open(f"/items/{MASKS}")


def test_quantities_are_written_exactly(app):
    with app.test_request_context():
        assert [exactly(Fraction(n, 2)) for n in (4, 3, 1, 2001)] == [
            "2",
            "1 1/2",
            "1/2",
            "1,000 1/2",
        ]


def test_programs_read_the_catalogue_and_how_far_an_appeal_is_covered(
    program, officer, make_person, stranger, make_appeal
):
    appeal = make_appeal(AppealState.PUBLISHED)
    items = program(officer, "/api/v1/items").json
    assert [one["code"] for one in items] == ["blanket", "glove", "mask"]
    assert items[2]["status"] == {"en": "machine", "ko": "machine", "de": "machine"}
    found = program(officer, f"/api/v1/appeals/{appeal.id}/coverage").json
    assert [(one["item_code"], one["asked"], one["missing"]) for one in found] == [
        ("blanket", "100", "100")
    ]
    outsider = make_person(Role.OFFICER, stranger)
    assert program(outsider, f"/api/v1/appeals/{appeal.id}/coverage").status_code == 404


def test_too_much_is_warned_of_and_not_refused(
    reader, make_appeal, make_pledge, partner, home, officer
):
    appeal = make_appeal(AppealState.PUBLISHED, owner_city=partner, asked=asked(home))
    draft = make_pledge(appeal=appeal)
    draft.lines[0].quantity = draft.lines[0].base_quantity = 130
    db.session.commit()
    desk = reader(officer)
    assert "30 pcs more than asked" in desk.open(f"/pledges/{draft.id}")
    made = make_pledge(PledgeState.PLEDGED, appeal=appeal)
    page = desk.open(f"/pledges/{made.id}")
    assert "more than asked" not in page
    assert "/shipments/new?pledge=portland" in page
