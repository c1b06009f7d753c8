"""Claims made straight into a state, for tests that are not about how they came there."""

from decimal import Decimal

import pytest

from exchange.models import (
    Claim,
    ClaimCause,
    ClaimLine,
    ClaimState,
    Difference,
    Settlement,
    ShipmentState,
)
from tests.making import saved

UNSAID = frozenset({ClaimState.OPENED, ClaimState.ACKNOWLEDGED, ClaimState.CONTESTED})


@pytest.fixture
def make_claim(make_shipment, home, partner):
    """Return a callable that makes a claim of the home city about aid its partner sent."""
    count = iter(range(1, 10_000))

    def make(state: ClaimState = ClaimState.OPENED, **facts) -> Claim:
        shipment = make_shipment(ShipmentState.DISPUTED, consignor=partner, consignee=home)
        inputs = {
            "number": f"CL-2026-{next(count):04}",
            "title": "Blankets",
            "title_partner": "Blankets",
            "shipment": shipment,
            "numbered_by": home,
            "cause": ClaimCause.RESERVATIONS,
            "currency": "EUR",
            "settlement": None if state in UNSAID else Settlement.WRITE_OFF,
            "shared_at": shipment.created_at,
            "lines": [
                ClaimLine(
                    position=1,
                    line_no=1,
                    difference=Difference.SHORT,
                    item="blanket",
                    item_partner="blanket",
                    quantity=3,
                    unit="H87",
                    unit_value=Decimal("4.5"),
                )
            ],
        } | facts
        return saved(Claim(owner_city=home, partner_city=partner, state=state, **inputs))

    return make
