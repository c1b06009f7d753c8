"""What a cell may hold: each reader returns the value of its text, or says what is wrong."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from exchange.facts.words import UNITS

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CALLING_CODE = re.compile(r"\+[1-9]\d{0,3}")
WHOLE = re.compile(r"\d{1,12}")
RATE = re.compile(r"\d{1,9}(\.\d{1,10})?")
DECIMAL = re.compile(r"-?\d{1,3}(\.\d+)?")
EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")
SERIES = re.compile(r"[A-Z0-9]{1,8}")
COMPANY_PREFIX = re.compile(r"\d{4,12}")  # GS1 General Specifications, section 1.4.4
NORTH_SOUTH = 90
EAST_WEST = 180


def slug(cell: str) -> str:
    """Return a name for addresses: small letters, digits and single hyphens."""
    return _like(SLUG, cell, "small letters, digits and single hyphens")


def country(cell: str) -> str:
    """Return an ISO 3166-1 alpha-2 code that CLDR names."""
    if not re.fullmatch("[A-Z]{2}", cell) or cell not in Locale("en").territories:
        raise ValueError(f"{cell!r} is not an ISO 3166-1 code of two capital letters")
    return cell


def countries(cell: str) -> list[str]:
    """Return several country codes, which stand apart by one space."""
    codes = [country(code) for code in cell.split(" ")]
    if len(set(codes)) != len(codes):
        raise ValueError("names a country twice")
    return sorted(codes)


def currency(cell: str) -> str:
    """Return an ISO 4217 code that CLDR knows."""
    if cell not in get_global("all_currencies"):
        raise ValueError(f"{cell!r} is not an ISO 4217 code")
    return cell


def language(cell: str) -> str:
    """Return a BCP 47 tag that CLDR knows, such as `ko` or `zh-Hant`."""
    try:
        known = Locale.parse(cell, sep="-")
    except (ValueError, UnknownLocaleError):
        known = None
    if known is None or "-".join(filter(None, (known.language, known.script))) != cell:
        raise ValueError(f"{cell!r} is not a language tag") from None
    return cell


def timezone(cell: str) -> str:
    """Return the key of an IANA time zone."""
    try:
        return ZoneInfo(cell).key
    except (ValueError, OSError, LookupError):
        raise ValueError(f"{cell!r} is not an IANA time zone") from None


def latitude(cell: str) -> float:
    """Return decimal degrees north."""
    return _degrees(cell, NORTH_SOUTH)


def longitude(cell: str) -> float:
    """Return decimal degrees east."""
    return _degrees(cell, EAST_WEST)


def count(cell: str) -> int:
    """Return a whole number above nought."""
    number = int(_like(WHOLE, cell, "a whole number"))
    if number == 0:
        raise ValueError("must be more than 0")
    return number


def rate(cell: str) -> str:
    """Return an exchange rate above nought as it is written, in decimal digits."""
    written = _like(RATE, cell, "a rate in decimal digits, such as 1193.80")
    if not Decimal(written):
        raise ValueError("must be more than 0")
    return written


def calling_code(cell: str) -> str:
    """Return an international calling code with its plus sign (ITU-T E.164)."""
    return _like(CALLING_CODE, cell, "a calling code such as +82")


def unit(cell: str) -> str:
    """Return a UN/ECE Recommendation 20 code that has words here."""
    known_in(UNITS, "a unit that has words here")(cell)
    return cell


def email(cell: str) -> str:
    """Return an address for mail, in small letters as people are looked up."""
    if cell != cell.lower():
        raise ValueError("must be in small letters")
    return _like(EMAIL, cell, "an address for mail")


def series(cell: str) -> str:
    """Return what opens the numbers of an office's letters."""
    return _like(SERIES, cell, "one to eight capital letters and digits")


def company_prefix(cell: str) -> str:
    """Return a GS1 company prefix."""
    return _like(COMPANY_PREFIX, cell, "a GS1 company prefix of 4 to 12 digits")


def one_of(kind: type[E]) -> Callable[[str], E]:
    """Return a reader of the members of `kind`."""
    members: dict[str, E] = {member.value: member for member in kind}
    return known_in(members, f"one of {', '.join(members)}")


def known_in(rows: Mapping[str, V], what: str) -> Callable[[str], V]:
    """Return a reader that takes the name of something in `rows` and returns that."""

    def read(cell: str) -> V:
        if cell not in rows:
            raise ValueError(f"{cell!r} is not {what}")
        return rows[cell]

    return read


def _degrees(cell: str, limit: int) -> float:
    degrees = float(_like(DECIMAL, cell, "decimal degrees"))
    if abs(degrees) > limit:
        raise ValueError(f"must lie between -{limit} and {limit}")
    return degrees


def _like(pattern: re.Pattern[str], cell: str, what: str) -> str:
    if not pattern.fullmatch(cell):
        raise ValueError(f"{cell!r} is not {what}")
    return cell
