"""Facts of one letter of each kind to one partner city, in its language."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.gallery.world import CITIES, HOME, OFFICE, TEXTS, city, ties, unit

STEPS = (
    ("draft", {"ko": "국제교류 담당", "en": "Exchange officer"}, 3, ""),
    ("review", {"ko": "국제교류 과장", "en": "Head of section"}, 2, ""),
    ("decide", {"ko": "부시장", "en": "Vice mayor"}, 0, "both"),
)
NOW = 2020
VISIT = {
    "title": TEXTS["title"],
    "starts_on": "2020-07-20",
    "ends_on": "2020-07-24",
    "participants": 20,
}


def facts_of(kind: str, language: str) -> dict:
    """Return the facts of the letter; numbers, days and approvals are specimens."""
    facts = _head(language) | OWN[kind](CITIES[language])
    day = date.fromisoformat(facts["issued_on"])
    return facts | {"number": f"IR-{day.year}-0031", "approval": list(_approved(day))}


def _approved(day: date) -> Iterator[dict]:
    """Yield the steps of the approval line, the last one on the day of issue."""
    for role, post, before, mark in STEPS:
        on = (day - timedelta(days=before)).isoformat()
        yield {"role": role, "post": post, "name": "", "on": on, "mark": mark}


def _head(language: str) -> dict:
    slug = CITIES[language]
    return {
        "series": "IR",
        "issued_on": "2020-01-31",
        "copy": 1,
        "copies": 2,
        "version": 1,
        "languages": ["ko", language],
        "check_code": "DJ5C-2HVN",
        "check_url": "https://exchange.example.org/check/DJ5C-2HVN",
        "office": OFFICE,
        "owner": city(HOME),
        "partner": city(slug),
        "specimen": True,
        "ties": ties(slug),
        "contact": {"names": OFFICE["names"], "phone": OFFICE["phone"], "email": ""},
        "reference": [{"kind": "project", "number": "EP-2020-0007"}],
    }


def _masks() -> dict:
    return {"description": TEXTS["masks"], "quantity": "12000", **unit("H87")}


def _invitation(_slug: str) -> dict:
    return VISIT | {
        "purpose": TEXTS["purpose"],
        "roster": [],
        "costs": [
            {"bearer": "owner", "covers": TEXTS["ours"]},
            {"bearer": "partner", "covers": TEXTS["theirs"]},
        ],
        "reply_by": "2020-02-28",
        "itinerary": [],
    }


def _relief(_slug: str) -> dict:
    return {"event": TEXTS["event"], "goods": [_masks()], "reply_by": "2020-02-05"}


def _donation(_slug: str) -> dict:
    return {
        "goods": [_masks()],
        "dispatched_on": "2020-01-31",
        "carrier": "",
        "waybill": "WB-2020-0004",
        "eta": "2020-02-03",
        "papers": ["manifest"],
    }


def _thanks(_slug: str) -> dict:
    line = _masks() | {
        "received_on": "2020-03-25",
        "handed_to": TEXTS["red_cross"],
        "used_for": TEXTS["used"],
    }
    return {"goods": [line], "received_on": "2020-03-25", "issued_on": "2020-03-27"}


def _congratulation(slug: str) -> dict:
    known = ties(slug)
    began = known[-1]["began"] if known and known[-1]["began"] else "2010"
    kind = known[-1]["kind"] if known else "friendship"
    years = max(5, (NOW - int(began[:4])) // 5 * 5)
    day = f"{int(began[:4]) + years}{began[4:] or '-06-01'}"
    day = day if len(day) > len("2020-01") else f"{day}-15"
    return {"ties": [{"kind": kind, "began": began}], "on": day, "issued_on": day}


def _compact(_slug: str) -> dict:
    return {
        "tie": "friendship",
        "fields": ["science", "economy", "culture", "education", "health"],
        "owner_body": OFFICE["names"],
        "partner_body": TEXTS["body"],
        "intent_on": "2019-11-12",
        "council_resolution": "",
        "council_resolved_on": "",
        "term_years": 5,
        "notice_months": 6,
        "originals": 2,
        "place": {},
        "signed_on": "",
    }


OWN = {
    "invitation": _invitation,
    "acceptance": lambda _slug: VISIT | {"answered": "SIR-2020-31", "answered_on": "2020-01-07"},
    "approval_notice": lambda _slug: VISIT | {"approved_on": "2020-01-31"},
    "offer": _relief,
    "sympathy": _relief,
    "donation": _donation,
    "thanks": _thanks,
    "regret": lambda _slug: VISIT | {"reason": "disease_control", "issued_on": "2020-03-02"},
    "congratulation": _congratulation,
    "referral": lambda _slug: {
        "ties": [],
        "body": TEXTS["body"],
        "case": "SC-2021-0042",
        "service": TEXTS["service"],
        "consent_on": "2021-04-02",
        "issued_on": "2021-04-05",
        "reply_by": "2021-04-16",
    },
    "claim": lambda _slug: {
        "claim": "CL-2020-0001",
        "shipment": "AS-2020-0004",
        "step": "settled",
        "way": "carrier_claim",
        "carrier": "Northwind",
        "carrier_reference": "K-2020-77",
        "goods": [_masks() | {"quantity": "300", "difference": "short"}],
        "said": {"en": "One carton was lost on the way."},
    },
    "intent": lambda slug: _compact(slug) | {"intent_on": ""},
    "agreement": _compact,
}
