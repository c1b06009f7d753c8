"""A small catalogue, and appeals and pledges made straight into a state."""

import pytest

from exchange.models import (
    Appeal,
    AppealCity,
    AppealLine,
    AppealState,
    City,
    Item,
    ItemCategory,
    ItemUnit,
    Person,
    Pledge,
    PledgeLine,
    PledgeState,
    Tie,
)
from tests.making import saved

MASKS, BLANKETS, GLOVES = "mask", "blanket", "glove"
SHARED = frozenset(AppealState) - {AppealState.DRAFT}


def make_item(code: str, *units: tuple[str, int, int], **facts) -> Item:
    inputs = {
        "category": ItemCategory.PROTECTION,
        "names": {"en": code, "ko": f"{code} 품목", "de": f"{code} auf Deutsch"},
        "hs_code": "6307.90",
        "unit": "H87",
    } | facts
    return saved(
        Item(
            code=code,
            units=[ItemUnit(unit=u, numerator=n, denominator=d) for u, n, d in units],
            **inputs,
        )
    )


@pytest.fixture
def items(app) -> dict[str, Item]:
    """Masks ask for lot and expiry, blankets for nothing; gloves are added up in pairs."""
    made = (
        make_item(
            MASKS,
            ("MIL", 1000, 1),
            ("DZN", 12, 1),
            needs_lot=True,
            needs_expiry=True,
            marks=["keep_dry"],
        ),
        make_item(BLANKETS, hs_code="6301.40"),
        make_item(GLOVES, ("H87", 1, 2), unit="PR", hs_code="4015.12"),
    )
    return {one.code: one for one in made}


def appeal_line(
    item: Item, quantity: int, position: int = 1, unit: str = "", **more
) -> AppealLine:
    unit = unit or item.unit
    return AppealLine(
        position=position,
        item=item,
        item_id=item.id,
        quantity=quantity,
        unit=unit,
        base_quantity=int(quantity * item.ratio(unit)),
        **more,
    )


def asked(*cities: City) -> list[AppealCity]:
    return [AppealCity(position=n, city=one, city_id=one.id) for n, one in enumerate(cities, 1)]


@pytest.fixture
def make_appeal(home: City, partner: City, tie: Tie, officer: Person, items):
    """Return a callable that makes an appeal of `home` to `partner`, or as told."""
    count = iter(range(1, 10_000))

    def make(state: AppealState = AppealState.DRAFT, **facts) -> Appeal:
        inputs = {
            "number": f"AP-2026-{next(count):04}",
            "title": "Help after the flood",
            "title_english": "Help after the flood",
            "owner_city": home,
            "officer": officer,
            "to_all": False,
            "asked": asked(partner),
            "lines": [appeal_line(items[BLANKETS], 100)],
            "shared_at": officer.created_at if state in SHARED else None,
        } | facts
        return saved(Appeal(state=state, **inputs))

    return make


@pytest.fixture
def make_pledge(home: City, partner: City, officer: Person, make_appeal, items):
    """Return a callable that makes a pledge of `home` to one appeal of `partner`."""
    count, known = iter(range(1, 10_000)), {}

    def make(state: PledgeState = PledgeState.DRAFT, **facts) -> Pledge:
        if not known and "appeal" not in facts:
            known["appeal"] = make_appeal(
                AppealState.PUBLISHED, owner_city=partner, asked=asked(home)
            )
        item = items[BLANKETS]
        line = {"item": item, "item_id": item.id, "quantity": 50, "base_quantity": 50}
        inputs = {
            "number": f"PL-2026-{next(count):04}",
            "owner_city": home,
            "partner_city": partner,
            "officer": officer,
            "lines": [PledgeLine(position=1, unit="H87", **line)],
            "shared_at": None if state == PledgeState.DRAFT else officer.created_at,
            **known,
        } | facts
        return saved(Pledge(state=state, **inputs))

    return make


def appeal_draft(**more) -> dict:
    return {
        "title": "Help after the flood",
        "title_english": "Help after the flood",
        "needed": [{"item_code": BLANKETS, "quantity": 100}],
    } | more


def pledge_draft(appeal: str = "harbour/AP-2026-0001", **more) -> dict:
    return {"appeal": appeal, "promised": [{"item_code": BLANKETS, "quantity": 50}]} | more
