"""Facts of what was counted in: goods as of March 2020, with differences made up."""

from copy import deepcopy

from tests.documents.consignments import COMMON, MASKS

GOGGLES = {"ko": "보안경", "zh-Hans": "护目镜", "en": "Goggles"}
SANITISER = {"ko": "손소독제", "zh-Hans": "免洗洗手液", "en": "Hand sanitiser"}
PIECES = MASKS["unit_label"]
BOTTLES = {"ko": "병", "zh-Hans": "瓶", "en": "bottles"}


def a_line(no, description, unit, sent, good, **more):
    """Return one counted line; classes not named are nought."""
    classes = {"damaged": "0", "short": "0", "expired": "0", "refused": "0", "over": "0"}
    shape = {"no": no, "description": description, "unit_label": unit, "sent": sent, "good": good}
    return shape | classes | more


def a_difference(carton, line, kind, quantity, reason):
    """Return one difference; the reason was written in Korean."""
    return {
        "carton": carton,
        "line_no": line,
        "lot": "",
        "kind": kind,
        "quantity": quantity,
        "reason": {"ko": reason},
    }


RECEIVED = {
    "owner_is": "consignor",
    "carrier_names": {"en": "Northwind Air Cargo"},
    "clean": False,
    "received_on": "2020-03-25",
    "places": [{"ko": "시청 창고"}],
    "seal_state": "intact",
    "counted": 62,
    "cartons": 62,
    "receivers": [{"ko": "물류 담당", "zh-Hans": "物流负责人", "en": "Stores officer"}],
    "remarks": [{"ko": "젖은 상자는 도착 때부터 젖어 있었습니다."}],
    "lines": [
        a_line(1, MASKS["description"], PIECES, "21000", "20950", damaged="50"),
        a_line(2, SANITISER, BOTTLES, "2000", "1979", damaged="12", short="4", expired="5"),
        a_line(3, GOGGLES, PIECES, "1000", "999", refused="3", over="2"),
    ],
    "differences": [
        a_difference(17, 1, "damaged", "50", "상자 바닥이 젖음"),
        a_difference(44, 2, "damaged", "12", "마개가 풀려 샘"),
        a_difference(45, 2, "short", "4", "테이프 온전, 적게 담김"),
        a_difference(46, 2, "expired", "5", "유효기간 2020-02"),
        a_difference(61, 3, "over", "2", "명세보다 많이 담김"),
        a_difference(61, 3, "refused", "3", "깨진 렌즈"),
    ],
    "lots": ["A2001-01", "A2001-02"],
}
CLEAN = {
    "clean": True,
    "lines": [a_line(1, MASKS["description"], PIECES, "12000", "12000")],
    "differences": [],
    "remarks": [],
    "counted": 48,
    "cartons": 48,
}
END_USE = {
    "received_on": "2020-03-25",
    "lines": RECEIVED["lines"],
    "used_for": {"ko": "취약계층과 의료기관", "en": "Vulnerable people and hospitals"},
    "handed_to": {"ko": "대한적십자사", "en": "Red Cross"},
    "people": 8400,
    "settlement": "write_off",
}


def a_receipt(kind="goods_received", **changed):
    """Return the facts of a note, a discrepancy report or an end-use report, changed as asked."""
    own = END_USE if kind == "end_use" else RECEIVED
    papers = COMMON["papers"] | {"goods_received": "GR-2020-0011"}
    number = {"goods_received": "GR-2020-0011", "discrepancy": "DR-2020-0002"}.get(kind, "EU-1")
    return deepcopy(COMMON | {"number": number, "papers": papers} | own | changed)
