"""What the page of a shipment says of its cartons and pallets, and of the way they go."""

from decimal import Decimal

from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale

from exchange.facts.pallets import cartons_on, rolled_up
from exchange.models import Shipment
from exchange.numbering import SSCC_EXTENSION
from exchange.policy import owner_is_abroad
from exchange.workflows.packing_lint import findings
from exchange.workflows.way_rules import rules_of


def install(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.globals.update(
        rolled_up=rolled_up,
        cartons_on=cartons_on,
        has_demo_codes=has_demo_codes,
        packing_findings=findings,
        import_rules=rules_of,
    )
    app.jinja_env.filters.update(in_units=in_units)


def in_units(value: int, places: int) -> str:
    """Write a whole number of a small unit in one `places` decimals larger, exactly."""
    number = Decimal(value).scaleb(-places)
    return str(format_decimal(number, locale=get_locale(), decimal_quantization=False))


def has_demo_codes(shipment: Shipment) -> bool:
    """Say whether its units bear codes that an office makes for demonstration only."""
    coding = shipment.consignee if owner_is_abroad(shipment) else shipment.consignor
    office = coding.office
    if office is None or not office.company_prefix_demo:
        return False
    own = SSCC_EXTENSION + office.company_prefix
    codes = [one.sscc for one in shipment.cartons] + [one.sscc for one in shipment.pallet_units]
    return any(code.startswith(own) for code in codes if code)
