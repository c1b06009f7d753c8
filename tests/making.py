"""Cases made straight into a state, for tests that are not about how they came there."""

from datetime import date
from decimal import Decimal

import pytest

from exchange.models import (
    BudgetLine,
    City,
    Letter,
    LetterKind,
    LetterState,
    Mailing,
    MailingKind,
    MailingRecipient,
    MailingState,
    MailingText,
    Person,
    Project,
    ProjectState,
    ProjectType,
    Shipment,
    ShipmentLine,
    ShipmentState,
    Tie,
    db,
)
from exchange.models.opening import begin_writing
from exchange.workflows.submission_rules import freeze


def saved(row):
    begin_writing(db.session)  # others may be writing too
    db.session.add(row)
    db.session.commit()
    return row


def in_its_line(case):
    """Store a case; one that stands in approval has been through its submission."""
    saved(case)
    if case.state == "in_approval":
        begin_writing(db.session)
        freeze(case, case.officer, {})
        db.session.commit()
    return case


@pytest.fixture
def make_project(home: City, partner: City, tie: Tie, officer: Person):
    count = iter(range(1, 10_000))

    def make(state: ProjectState = ProjectState.DRAFT, **facts) -> Project:
        shown = state not in {ProjectState.DRAFT, ProjectState.IN_APPROVAL, ProjectState.APPROVED}
        inputs = {
            "number": f"EP-2026-{next(count):04}",
            "type": ProjectType.YOUTH,
            "title": "Choir exchange",
            "title_partner": "Choir exchange",
            "purpose": "Sing together",
            "purpose_partner": "Sing together",
            "starts_on": date(2027, 5, 1),
            "ends_on": date(2027, 5, 9),
            "reply_by": date(2027, 3, 1),
            "participant_count": 20,
            "budget_total": Decimal(300),
            "budget_currency": "EUR",
            "budget": [
                BudgetLine(
                    position=n, item=item, city_id=city.id, amount=Decimal(amount), currency="EUR"
                )
                for n, (item, city, amount) in enumerate(
                    [("beds", home, 200), ("flights", partner, 100)], 1
                )
            ],
            "shared_at": officer.created_at if shown else None,
        } | facts
        return in_its_line(
            Project(owner_city=home, partner_city=partner, officer=officer, state=state, **inputs)
        )

    return make


@pytest.fixture
def make_letter(home: City, partner: City, tie: Tie, officer: Person):
    count = iter(range(1, 10_000))

    def make(state: LetterState = LetterState.DRAFT, **facts) -> Letter:
        inputs = {
            "number": f"LT-2026-{next(count):04}",
            "kind": LetterKind.SYMPATHY,
            "title": "the flood",
            "title_partner": "das Hochwasser",
            "wording": {},
            "cooperation": [],
            "shared_at": officer.created_at if state is LetterState.ISSUED else None,
        } | facts
        return in_its_line(
            Letter(owner_city=home, partner_city=partner, officer=officer, state=state, **inputs)
        )

    return make


@pytest.fixture
def make_mailing(home: City, partner: City, tie: Tie, officer: Person):
    count = iter(range(1, 10_000))

    def make(state: MailingState = MailingState.DRAFT, **facts) -> Mailing:
        inputs = {
            "number": f"ML-2026-{next(count):04}",
            "kind": MailingKind.SYMPATHY,
            "title": "the flood",
            "recipients": [MailingRecipient(position=1, city=partner, city_id=partner.id)],
            "texts": [MailingText(position=1, in_language="en", title="the flood")],
        } | facts
        return in_its_line(Mailing(owner_city=home, officer=officer, state=state, **inputs))

    return make


@pytest.fixture
def make_shipment(home: City, partner: City, tie: Tie, officer: Person):
    count = iter(range(1, 10_000))

    def make(state: ShipmentState = ShipmentState.DRAFT, **facts) -> Shipment:
        hidden = {
            ShipmentState.DRAFT,
            ShipmentState.IN_APPROVAL,
            ShipmentState.APPROVED,
            ShipmentState.PACKED,
        }
        inputs = {
            "number": f"AS-2026-{next(count):04}",
            "title": "Blankets",
            "title_partner": "Blankets",
            "appeal_reference": "Letter of 28 January",
            "currency": "EUR",
            "lines": [
                ShipmentLine(
                    position=1,
                    item="blanket",
                    item_partner="blanket",
                    quantity=100,
                    unit="H87",
                    origin="DE",
                    hs_code="6301.40",
                    unit_value=Decimal("4.5"),
                )
            ],
            "shared_at": None if state in hidden else officer.created_at,
        } | facts
        return in_its_line(
            Shipment(
                **{"consignor": home, "consignee": partner, "officer": officer, "state": state}
                | inputs
            )
        )

    return make
