"""Aid between this office and a city that keeps none here, and what each step of it is told."""

import itertools
from decimal import Decimal

import pytest

from exchange import clock
from exchange.models import (
    City,
    PartialDate,
    Person,
    Role,
    Shipment,
    ShipmentLine,
    ShipmentState,
    Tie,
    TieKind,
    db,
)
from exchange.models.opening import begin_writing
from tests.making import saved
from tests.workflows.journeys import shipment_draft

OFFER = {"event": "the flood", "event_partner": "das Hochwasser", "reply_by": "2027-01-31"}
REVIEW = {
    "committee": "Donation review committee",
    "resolution": "2020-7",
    "resolved_on": "2020-03-10",
    "finding": "accept",
}
REFUSAL = {"reason": "no_capacity", "message": "Sorry.", "message_partner": "Leider."}
STOPPED = {"authority": "Customs of the port", "reason": "A paper is missing."}


def announced(**more) -> dict:
    """Return the draft of what the city abroad sends here, as an officer writes it."""
    sides = {"consignor": "riverside", "consignee": "portland", "appeal_reference": ""}
    return shipment_draft(**sides | more)


@pytest.fixture
def abroad(make_city) -> City:
    """A city that keeps no office here."""
    return make_city("riverside", "de", office=False)


@pytest.fixture
def contact(home: City, abroad: City) -> Tie:
    """The loosest tie there is between the two."""
    return saved(
        Tie(
            owner_city_id=home.id,
            partner_city_id=abroad.id,
            kind=TieKind.CONTACT,
            began=PartialDate(2019),
            source="the test",
        )
    )


@pytest.fixture
def sender(make_person, abroad: City) -> Person:
    """The liaison of the city abroad."""
    return make_person(Role.LIAISON, abroad)


@pytest.fixture
def reviewing(home: City) -> City:
    """An office whose rules ask for a donation review."""
    begin_writing(db.session)
    home.office.donation_review, home.office.donation_review_source = True, "the test"
    db.session.commit()
    return home


@pytest.fixture
def receivers(officer, director, clerk, make_person, sender, system) -> dict[str, Person]:
    """Everybody who may act on what comes from abroad."""
    return {
        "officer": officer,
        "director": director,
        "clerk": clerk,
        "liaison": make_person(Role.LIAISON),
        "sender's liaison": sender,
        "system": system,
    }


@pytest.fixture
def make_inbound(home: City, abroad: City, contact: Tie, officer: Person):
    """Return a callable that makes aid from abroad in a state."""
    count = itertools.count(1)

    def make(state: ShipmentState = ShipmentState.DRAFT, **facts) -> Shipment:
        inputs = {
            "number": f"AR-2026-{next(count):04}",
            "title": "Decken",
            "title_partner": "Blankets",
            "currency": "EUR",
            "shared_at": clock.now(),
            "lines": [
                ShipmentLine(
                    position=1,
                    item="Decke",
                    item_partner="blanket",
                    quantity=100,
                    unit="H87",
                    origin="DE",
                    hs_code="6301.40",
                    unit_value=Decimal("4.5"),
                )
            ],
        } | facts
        return saved(
            Shipment(consignor=abroad, consignee=home, officer=officer, state=state, **inputs)
        )

    return make
