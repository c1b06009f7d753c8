"""Facts of reports: an exchange that took place, the record of a real partner, a year."""

from copy import deepcopy

from tests.documents.cities import SAPPORO, SEATTLE, WUHAN
from tests.documents.examples import INVITATION, PAPER

OUTCOME = PAPER | {
    "languages": ["ko", "en"],
    "number": "OR-2020-0001",
    "sheet": "A4",
    "case": "EP-2020-0001",
    "kind": "youth",
    "title": INVITATION["title"],
    "aims": INVITATION["purpose"],
    "starts_on": "2020-07-20",
    "ends_on": "2020-07-24",
    "planned": 20,
    "took_part": 18,
    "currency": "KRW",
    "budget": "18600000",
    "cost": "18200000",
    "outcome": {
        "ko": "두 도시 청소년이 닷새를 함께 보냈습니다.",
        "en": "Five days spent together.",
    },
    "thanks": {},
    "costs": [
        {
            "item": {"ko": "숙박", "ja": "宿泊"},
            "bearer": {"ko": "대전광역시"},
            "amount": "10600000",
        },
        {
            "item": {"ko": "항공료", "ja": "航空運賃"},
            "bearer": SAPPORO["names"],
            "amount": "8000000",
        },
    ],
    "people": [{"name": "KIM Haneul", "organisation": "", "post": "학생"}],
}
RECORD = PAPER | {
    "number": "CR-2020-0001",
    "sheet": "Letter",
    "languages": ["ko", "en"],
    "partner": SEATTLE,
    "approval": [],
    "ties": [
        {
            "kind": "sister",
            "began": "1989-10-20",
            "attested_on": "",
            "ended": "",
            "source": "city register",
        }
    ],
    "exchanges": [
        {
            "on": f"20{year:02}-0{1 + year % 9}",
            "kind": "youth",
            "title": {"ko": f"청소년 교류 {year}회"},
            "number": "",
            "state": "",
            "people": 0,
            "source": "yearbook",
        }
        for year in range(40)
    ],
    "sent": [],
    "received": [
        {
            "on": "2020-04",
            "item": {"ko": "마스크", "en": "masks"},
            "quantity": "5000",
            "unit": {"ko": "개", "en": "pcs"},
            "number": "",
            "source": "news",
        }
    ],
    "papers": [
        {
            "on": "2020-01-15",
            "kind": "invitation",
            "number": "IR-2020-0012",
            "title": {"ko": "청소년 교류"},
        }
    ],
}


def sums(**counted):
    """Return one row of a yearly report; what is not counted is nought."""
    return {
        "projects": 0,
        "people": 0,
        "cost": {},
        "shipments": 0,
        "cartons": 0,
        "gross_kg": "0",
        "value": {},
        "papers": 0,
    } | counted


AID = sums(shipments=1, cartons=48, gross_kg="165.6", value={"KRW": "18000000"}, papers=9)
VISIT = sums(projects=1, people=18, cost={"KRW": "18200000", "JPY": "300000"}, papers=2)
YEARLY = PAPER | {
    "number": "YR-2020-0001",
    "sheet": "A4",
    "languages": ["ko", "en"],
    "year": 2020,
    "partners": [
        {"names": WUHAN["names"], "country": WUHAN["country"]} | AID,
        {"names": SAPPORO["names"], "country": SAPPORO["country"]} | VISIT,
    ],
    "months": [{"month": 1} | AID, {"month": 7} | VISIT],
    "scope": "year",
}
REPORTS = {"outcome": OUTCOME, "city_record": RECORD, "yearly": YEARLY}


def a_report(kind, **changed):
    """Return the facts of one report, changed as asked."""
    return deepcopy(REPORTS[kind] | changed)
