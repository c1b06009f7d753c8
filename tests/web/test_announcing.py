"""Aid from a city that keeps no office here, as its pages ask for it and show it."""

import pytest

from exchange.models import Shipment, db
from tests.workflows.journeys import walk
from tests.workflows.sending import REVIEW, abroad, contact, make_inbound, reviewing, sender

__all__ = ["abroad", "contact", "make_inbound", "reviewing", "sender"]

FORM = {
    "consignor": "riverside",
    "consignee": "portland",
    "title": "Decken",
    "title_partner": "Blankets",
    "currency": "EUR",
}
NEW = "/shipments/new?consignor="


def test_an_officer_announces_aid_from_a_form_of_its_own(reader, officer, contact, tie):
    one = reader(officer)
    assert "Announce aid" in one.open("/shipments")
    page = one.open(NEW)
    assert 'value="riverside"' in page
    assert 'value="harbour"' not in page, "it keeps an office"
    assert "Title, in the sender" in page
    assert 'name="consignor"' not in one.open("/shipments/new")
    assert one.send(NEW, **FORM).status_code == 303
    assert db.session.query(Shipment).one().number.startswith("AR-")


def test_what_is_refused_keeps_the_form_it_was(reader, officer, contact):
    answer = reader(officer).send(NEW, **FORM | {"consignor": ""})
    assert answer.status_code == 422
    assert "Choose another city than your own." in answer.text
    assert "<h1>Announce aid</h1>" in answer.text


def test_a_liaison_abroad_announces_to_cities_with_an_office(reader, sender, contact):
    one = reader(sender)
    assert "Announce aid" in one.open("/")
    page = one.open("/shipments/new")
    assert 'name="consignor"' not in page
    assert 'value="portland"' in page
    assert one.send("/shipments/new", **FORM | {"consignor": ""}).status_code == 303


@pytest.mark.parametrize("inbound", [True, False])
def test_a_copy_goes_the_same_way(reader, officer, make_inbound, make_shipment, inbound):
    case = (make_inbound if inbound else make_shipment)("closed")
    page = reader(officer).open(f"/shipments/new?from={case.id}")
    assert ('name="consignor"' in page) == inbound


def test_the_liaison_who_copies_their_own_is_not_asked_who_sends(reader, sender, make_inbound):
    case = make_inbound("closed")
    assert 'name="consignor"' not in reader(sender).open(f"/shipments/new?from={case.id}")


def test_the_receiver_reads_its_own_words_and_its_own_review(
    reader, officer, sender, make_inbound, reviewing
):
    case = walk("shipments", make_inbound("offered"), (officer, "review_offer", REVIEW))
    ours, theirs = (reader(one).open(f"/shipments/{case.id}") for one in (officer, sender))
    assert "<h1>Blankets</h1>" in ours
    assert "<h1>Decken</h1>" in theirs
    assert "Donation review committee" in ours
    assert "Donation review committee" not in theirs
    assert "Record the donation review" not in theirs
    assert f"/shipments/{case.id}/accept_offer" not in ours


def test_only_what_can_be_chosen_is_offered_to_be_edited(
    reader, officer, partner, tie, make_inbound
):
    page = reader(officer).open(f"/shipments/{make_inbound().id}/edit")
    assert 'value="portland" selected' in page
    assert 'value="harbour"' not in page


def test_the_codes_of_cartons_are_asked_only_of_who_labelled_them(
    reader, clerk, make_inbound, make_shipment
):
    one = reader(clerk)
    assert "packages-0-ssccs" in one.open(f"/shipments/{make_inbound('accepted').id}/pack")
    assert "packages-0-ssccs" not in one.open(f"/shipments/{make_shipment('approved').id}/pack")


def test_why_a_refusal_was_given_stands_with_the_facts(reader, officer, make_inbound):
    case = make_inbound("refused", refusal="regulations")
    assert "Rules do not allow it to be brought in" in reader(officer).open(
        f"/shipments/{case.id}"
    )
