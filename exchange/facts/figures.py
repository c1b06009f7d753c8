"""Figures as papers write them, without a float on the way."""

from decimal import Decimal


def plain(number: Decimal) -> str:
    """Write a decimal without exponent and without noughts that say nothing."""
    return f"{number.normalize():f}"


def decimals(whole: int, places: int) -> str:
    """Write a whole number of mm or g as cm or kg, without a float on the way."""
    unit = 10**places
    rest = str(whole % unit).zfill(places).rstrip("0")
    return f"{whole // unit}.{rest}" if rest else str(whole // unit)
