"""What every page needs: its menu, its words, and dates and numbers as readers write them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from flask import Flask, request
from flask_babel import get_locale
from flask_login import current_user

from exchange import clock
from exchange.models import PartialDate, Role
from exchange.policy import may_read_page, may_read_words, sides_read
from exchange.queries.reach import COUNTED
from exchange.web.language import (
    LANGUAGES,
    OWN_NAMES,
    called,
    current_language,
    in_words,
    label,
    language_name,
    speak,
)
from exchange.workflows.engine import Room
from exchange.workflows.registry import WORKFLOWS

MENU: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("home.show", "home", {}),
    ("inbox.show", "inbox", {}),
    ("lists.show", "project", {"plural": "projects"}),
    ("lists.show", "aid", {"plural": "shipments"}),
    ("lists.show", "appeal", {"plural": "appeals"}),
    ("lists.show", "pledge", {"plural": "pledges"}),
    ("aid.all_items", "item", {}),
    ("lists.show", "claim", {"plural": "claims"}),
    ("lists.show", "letter", {"plural": "letters"}),
    ("lists.show", "mailing", {"plural": "mailings"}),
    ("places.all_cities", "city", {}),
    ("maps.show", "map", {}),
    ("ledger.show_all", "ledger", {}),
    ("lists.show", "paper", {"plural": "documents"}),
    ("wording.show", "words", {}),
    ("lists.show", "service_case", {"plural": "service_cases"}),
    ("lists.show", "person", {"plural": "people"}),
    ("lists.show", "post", {"plural": "posts"}),
    ("lists.show", "line", {"plural": "lines"}),
    ("lists.show", "absence", {"plural": "absences"}),
    ("access.show", "access", {}),
    ("personal.show", "personal", {}),
)
DAY = {"ko": "y. M. d. (EEE)", "en": "EEE d MMM y"}
MOMENT = {"ko": "y. M. d. (EEE) HH:mm", "en": "EEE d MMM y, HH:mm"}
UNTIL = {12: {"ko": "y. M.", "en": "MMM y"}, 366: {"ko": "y.", "en": "y"}}


def install(app: Flask) -> None:
    """Give every template its words and filters."""
    app.jinja_env.globals.update(
        label=label,
        speak=speak,
        called=called,
        language_name=language_name,
        in_words=in_words,
        upto=upto,
        current_language=current_language,
        local_time=local_time,
        menu=menu,
        languages=[(tag, OWN_NAMES[tag]) for tag in LANGUAGES],
        is_specimen=clock.is_shifted,
        may_read_page=may_read_page,
    )
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        money=money,
        amount=amount,
        count=count,
        roles=roles,
        words=in_words,
        upto=upto,
    )
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def menu() -> list[tuple[str, str, dict[str, str], bool]]:
    """Return endpoint, name, arguments and whether the reader is there, of each place to go."""
    here = (request.blueprint, (request.view_args or {}).get("plural"))
    return [
        (endpoint, name, to, (endpoint.split(".")[0], to.get("plural")) == _place(here))
        for endpoint, name, to in MENU
        if _is_for_reader(name, to)
    ]


def day(value: date | PartialDate | None) -> str:
    """Write a date as far as it is known."""
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        if value.month is None:
            return format_date(value.earliest, UNTIL[366][current_language()], get_locale())
        if value.day is None:
            return format_date(value.earliest, UNTIL[12][current_language()], get_locale())
        value = value.earliest
    return str(format_date(value, DAY[current_language()], get_locale()))


def moment(value: datetime | None, timezone: str | None = None) -> str:
    """Write a moment in the time zone of the reader, or in the one given."""
    if value is None:
        return ""
    zone = ZoneInfo(timezone or str(getattr(current_user, "zone", "UTC")))
    return str(
        format_datetime(value.astimezone(zone), MOMENT[current_language()], locale=get_locale())
    )


def local_time(timezone: str) -> str:
    """Write what time it is now in a place."""
    return moment(clock.now(), timezone)


def money(value: Decimal | None, currency: str | None) -> str:
    """Write an amount with its ISO 4217 code, as many decimals as the currency has."""
    if value is None:
        return ""
    if not currency:
        return count(value)
    return str(format_currency(value, currency, "¤¤ #,##0.00", locale=get_locale()))


def amount(value: str, currency: str | None) -> str:
    """Write an amount that was kept as text."""
    return money(Decimal(value), currency)


def count(value: Decimal | int | None) -> str:
    """Write a number with its thousands set apart."""
    return "" if value is None else str(format_decimal(value, locale=get_locale()))


def upto(value: int) -> str:
    """Write a number that is counted no further than so far: 1,000+."""
    return count(value) if value <= COUNTED else f"{count(COUNTED)}+"


def roles(held: Iterable[Role]) -> str:
    """Name the parts somebody plays, in one line."""
    return ", ".join(label("person", "role", role.value) for role in sorted(held))


def _is_for_reader(name: str, to: dict[str, str]) -> bool:
    if name == "words":
        return may_read_words(current_user)
    if name == "personal":
        return may_read_page(current_user, name)
    return _may_read("people" if name == "access" else to.get("plural"))


def _may_read(plural: str | None) -> bool:
    """Say whether the reader may read anything of a kind their city owns."""
    if plural is None:
        return True
    flow = WORKFLOWS[plural]
    if flow.room is Room.ADMINISTRATION and (
        current_user.city is None or current_user.city.office is None
    ):
        return False  # a partner without an office here has nothing to keep
    return any(sides_read(current_user, flow.read))


def _place(here: tuple[str | None, Any]) -> tuple[str | None, Any]:
    """Say under which entry of the menu a page belongs: a case under the list it is in."""
    blueprint, plural = here
    if blueprint == "register":
        return "lists", "documents"
    return (
        ("lists", plural)
        if blueprint in {"subjects", "papers", "lists", "boards"}
        else (blueprint, None)
    )
