"""The ways a case is begun: one's own, or aid announced for a city that keeps no office here."""

from collections.abc import Mapping
from typing import Any

from exchange.identity import me
from exchange.policy import keeps_office, owner_is_abroad
from exchange.workflows.engine import Subject

BEGIN, ANNOUNCE = "begin", "announce_aid"
CONSIGNOR = "consignor"
# Whose language a text is in, where it is not the reader's city that sends.
AS_RECEIVED = {
    "title": "title_sent",
    "title_partner": "title_received",
    "item": "item_sent",
    "item_partner": "item_received",
}

OF_A_RESIDENT = {"name": "resident_name", "words": "what_happened", "language": "spoken"}


def ways_to_begin(plural: str) -> list[tuple[str, dict[str, str]]]:
    """Return how the reader may begin one, each with what its address says."""
    if plural != "shipments":
        return [(BEGIN, {})]
    if not keeps_office(me):
        return [(ANNOUNCE, {})]
    return [(BEGIN, {}), (ANNOUNCE, {CONSIGNOR: ""})]


def way_begun(plural: str, typed: Mapping[str, Any]) -> str:
    """Return which way of beginning a form is for, by what it was opened or sent with."""
    is_announced = plural == "shipments" and (CONSIGNOR in typed or not keeps_office(me))
    return ANNOUNCE if is_announced else BEGIN


def prefilled(plural: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what a form opened so holds; aid is announced to one's own city."""
    own = me.city.slug if me.city else ""
    announced = plural == "shipments" and CONSIGNOR in asked
    return {**({"consignee": own} if announced else {}), **asked}


def copied(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return a case as a new one holds it: one's own city need not be named as the consignor."""
    own = me.city.slug if me.city else ""
    return {
        name: value
        for name, value in written.items()
        if name != CONSIGNOR or value not in {"", own}
    }


def called(
    subject: Subject | None, typed: Mapping[str, Any], plural: str = ""
) -> Mapping[str, str]:
    """Return what fields are called otherwise where another city sends, or a resident asks."""
    if plural == "service_cases":
        return OF_A_RESIDENT
    is_received = CONSIGNOR in typed if subject is None else owner_is_abroad(subject)
    return AS_RECEIVED if is_received else {}
