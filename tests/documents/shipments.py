"""Facts of a shipment of masks, in as many cartons as a test asks for."""

from copy import deepcopy

from tests.documents.cities import DAEJEON, OFFICES, WUHAN
from tests.documents.examples import PAPER

MASKS = {
    "no": 1,
    "description": {
        "ko": "보건용 마스크",
        "zh-Hans": "防护口罩",
        "en": "Health-grade face masks",
    },
    "quantity": "12000",
    "unit": "H87",
    "unit_label": {"ko": "개", "zh-Hans": "只", "en": "pieces"},
    "origin": "KR",
    "origin_names": {"ko": "대한민국", "zh-Hans": "韩国", "en": "Republic of Korea"},
    "hs": "6307.90",
    "unit_value": "1500",
    "currency": "KRW",
    "lot": "A2001-01",
    "expiry": "2022-12",
}
GOWNS = {
    "no": 2,
    "description": {"ko": "보호복", "zh-Hans": "防护服", "en": "Isolation gowns"},
    "quantity": "240",
    "unit": "SET",
    "unit_label": {"ko": "벌", "zh-Hans": "套", "en": "sets"},
    "origin": "KR",
    "origin_names": {"ko": "대한민국", "zh-Hans": "韩国", "en": "Republic of Korea"},
    "hs": "6210.10",
    "unit_value": "12000",
    "currency": "KRW",
    "lot": "G-77",
    "expiry": "2024",
}
MANIFEST = PAPER | {
    "series": "MF",
    "number": "MF-2020-0004",
    "issued_on": "2020-01-31",
    "languages": ["ko", "zh-Hans"],
    "partner": WUHAN,
    "check_code": "DJ2P-8FGD",
    "consignor": {
        "names": DAEJEON["names"],
        "addresses": OFFICES["daejeon"]["addresses"],
        "contact": "+82 42 223 0789",
    },
    "consignee": {"names": WUHAN["government"]},
    "mode": "air",
    "carrier": "",
    "waybill": "WB-2020-0004",
    "dispatched_on": "2020-01-31",
    "eta": "2020-02-01",
    "pallets": 2,
    "seal": "S-0004",
    "appeal": "AP-2020-0002",
    "lines": [MASKS],
    "cartons": [],
}


def sscc(n):
    """Return an SSCC of 18 digits with its GS1 check digit."""
    body = f"38800000{n:09d}"
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(body))
    return body + str(-total % 10)


def a_carton(n, *contents):
    """Return carton `n` holding (line, quantity, lot, expiry) each."""
    return {
        "n": n,
        "sscc": sscc(n),
        "length_cm": "45",
        "width_cm": "35",
        "height_cm": "30",
        "net_kg": "2.9",
        "gross_kg": "3.4",
        "contents": [
            {"line_no": line, "quantity": str(quantity), "lot": lot, "expiry": expiry}
            for line, quantity, lot, expiry in contents
        ],
    }


def a_manifest(count=48, each=250, **changed):
    """Return the facts of a manifest of masks in so many cartons, changed as asked."""
    packed = [a_carton(n, (1, each, "A2001-01", "2022-12")) for n in range(1, count + 1)]
    lines = [MASKS | {"quantity": str(count * each)}]
    return deepcopy(MANIFEST | {"lines": lines, "cartons": packed} | changed)


def a_mixed_manifest(cartons=30):
    """Return the facts of a manifest whose cartons each hold two lots of masks and some gowns."""
    packed = [
        a_carton(n, (1, 100, "A2001-01", ""), (1, 150, "A2001-02", "2023-01"), (2, 8, "", ""))
        for n in range(1, cartons + 1)
    ]
    lines = [
        MASKS | {"quantity": str(cartons * 250)},
        GOWNS | {"quantity": str(cartons * 8)},
    ]
    return a_manifest(lines=lines, cartons=packed)
