"""Facts of one consignment and of every paper about it: masks and gowns for a real partner."""

from copy import deepcopy
from decimal import Decimal

from tests.documents.cities import DAEJEON, OFFICES, SEATTLE, WUHAN
from tests.documents.examples import PAPER
from tests.documents.shipments import GOWNS, MASKS, a_carton

REGISTRATION = "301-83-00000"
COMMON = PAPER | {
    "issued_on": "2020-01-31",
    "languages": ["ko", "en"],
    "partner": WUHAN,
    "sheet": "A4",
    "consignor": {
        "names": DAEJEON["names"],
        "addresses": OFFICES["daejeon"]["addresses"],
        "contact": "+82 42 223 0789",
        "registration": REGISTRATION,
    },
    "consignee": {
        "names": WUHAN["government"],
        "addresses": {"en": "188 Yanjiang Avenue, Jiang’an District, Wuhan, China"},
    },
    "origin": {"names": DAEJEON["short_names"], "country": DAEJEON["country"], "code": "KR"},
    "destination": {"names": WUHAN["short_names"], "country": WUHAN["country"], "code": "CN"},
    "mode": "air",
    "carrier": "Northwind Air Cargo",
    "vehicle": "NW 217",
    "container": "AKE 21874 NW",
    "waybill": "988-41207733",
    "seal": "S-0004",
    "dispatched_on": "2020-01-31",
    "eta": "2020-02-03",
    "pallets": 2,
    "marks": ["this_way_up", "keep_dry", "fragile", "keep_from_sun", "no_hooks"],
    "stacking_limit": 6,
    "appeal": "AP-2020-0002",
    "case": "AS-2020-0004",
    "ties": [{"kind": "friendship", "began": "2006-11", "attested_on": "", "ended": ""}],
    "papers": {
        "manifest": "MF-2020-0004",
        "packing_list": "PL-2020-0004",
        "waybill": "WB-2020-0004",
        "invoice": "PI-2020-0004",
        "certificate": "DC-2020-0004",
        "carton_labels": "LB-2020-0004",
        "pallet_labels": "LP-2020-0004",
    },
}
TERMS = {
    "incoterm": "DAP",
    "named_place": "Wuhan",
    "freight": "1200000",
    "insurance": "150000",
    "port_of_loading": "KRICN",
    "port_of_discharge": "CNWUH",
}
TO_SEATTLE = {
    "languages": ["ko", "en"],
    "partner": SEATTLE,
    "sheet": "Letter",
    "consignee": {"names": SEATTLE["names"], "addresses": {"en": "600 4th Avenue, Seattle"}},
    "destination": {"names": SEATTLE["names"], "country": SEATTLE["country"], "code": "US"},
    "ties": [{"kind": "sister", "began": "1989-10-20", "attested_on": "", "ended": ""}],
    "appeal": "",
}


def goods(cartons=48, *, mixed=False):
    """Return lines, cartons and totals that agree; two lots, the later ones a little heavier."""
    packed = []
    for n in range(1, cartons + 1):
        late = n > cartons // 2
        lot = ("A2001-02", "2023-01") if late else ("A2001-01", "2022-12")
        contents = [(1, 250, *lot)] + ([(2, 5, "G-77", "2024")] if mixed else [])
        packed.append(a_carton(n, *contents) | {"gross_kg": "3.5" if late else "3.4"})
    lines = [MASKS | {"quantity": str(cartons * 250)}]
    if mixed:
        lines.append(GOWNS | {"quantity": str(cartons * 5)})
    gross = sum(Decimal(carton["gross_kg"]) for carton in packed)
    totals = {
        "cartons": str(cartons),
        "net_kg": str(cartons * Decimal("2.9")),
        "gross_kg": str(gross),
        "volume_m3": str(cartons * Decimal("0.04725")),
    }
    return {"lines": lines, "cartons": packed, "totals": totals}


def a_paper(kind, cartons=48, *, mixed=True, **changed):
    """Return the facts of one paper of the consignment, changed as asked."""
    number = COMMON["papers"].get(kind, "")
    facts = COMMON | {"number": number, "series": number[:2]} | goods(cartons, mixed=mixed)
    more = {
        "packing_list": ("lines", "cartons"),
        "waybill": ("lines", "totals"),
        "invoice": ("lines", "totals"),
        "certificate": ("lines", "totals"),
        "carton_labels": ("lines",),
        "pallet_labels": ("lines",),
    }[kind]
    kept = {key: facts[key] for key in facts if key in {*COMMON, "number", "series", *more}}
    own = OWN.get(kind, lambda _facts: {})(facts)
    return deepcopy(kept | own | changed)


def _invoice(_facts):
    return TERMS | {"currency": "KRW"}


def _waybill(facts):
    return {"notify": facts["consignee"]}


def _certificate(facts):
    value = sum(Decimal(ln["quantity"]) * Decimal(ln["unit_value"]) for ln in facts["lines"])
    return {
        "approval": [],
        "purpose": {
            "ko": "우한시 의료기관 방역 지원",
            "zh-Hans": "支援武汉市医疗机构防疫",
            "en": "protection of the hospitals of Wuhan",
        },
        "currency": "KRW",
        "value": str(value),
    }


def _labels(facts):
    labels = [
        {
            "n": carton["n"],
            "sscc": carton["sscc"],
            "gross_kg": carton["gross_kg"],
            "size": [carton["length_cm"], carton["width_cm"], carton["height_cm"]],
            "contents": [
                [c["line_no"], c["quantity"], c["lot"], c["expiry"]] for c in carton["contents"]
            ],
        }
        for carton in facts["cartons"]
    ]
    return {"labels": labels, "form": "one", "approval": []}


def _pallets(facts):
    half = len(facts["cartons"]) // 2
    labels = [
        {
            "n": n,
            "sscc": facts["cartons"][n]["sscc"],
            "gross_kg": str(half * Decimal(each) + 18),
            "size": [],
            "contents": [],
            "cartons": [[1 + half * (n - 1), half * n]],
            "cartons_kg": str(half * Decimal(each)),
        }
        for n, each in ((1, "3.4"), (2, "3.5"))
    ]
    return {"labels": labels, "form": "one", "approval": []}


OWN = {
    "waybill": _waybill,
    "invoice": _invoice,
    "certificate": _certificate,
    "carton_labels": _labels,
    "pallet_labels": _pallets,
}
