"""Facts of every shipment paper and report for one partner city, in its language.

Cartons, weights and what was counted are specimens; the cities, their names and ties are real.
"""

from tests.documents.consignments import a_paper
from tests.documents.receipts import a_receipt
from tests.documents.reports import a_report
from tests.documents.shipments import a_manifest
from tests.gallery.letters import OWN as LETTERS
from tests.gallery.letters import facts_of as letter_of
from tests.gallery.world import CITIES, HOME, OFFICE, TEXTS, city, country_of, ties, unit

CARTONS = 30
OF_GOODS = (
    "manifest",
    "packing_list",
    "waybill",
    "invoice",
    "certificate",
    "carton_labels",
    "pallet_labels",
    "goods_received",
    "discrepancy",
    "end_use",
)
GOODS = {
    "보건용 마스크": ("masks", "H87"),
    "보호복": ("gowns", "SET"),
    "손소독제": ("sanitiser", "XBO"),
    "보안경": ("goggles", "H87"),
}
REPORTS = ("outcome", "city_record", "yearly")
KINDS = (*LETTERS, *OF_GOODS, *REPORTS)


def facts_of(kind: str, language: str) -> dict:
    """Return the facts of one paper."""
    if kind in LETTERS:
        return letter_of(kind, language)
    facts = _base(kind) | _between(CITIES[language], language)
    for line in facts.get("lines", []):
        name, code = GOODS[line["description"]["ko"]]
        line.update(description=TEXTS[name], **unit(code))
        if "origin" in line:
            line["origin_names"] = city(HOME)["country"]
    for key in ("used_for", "handed_to", "purpose"):
        if isinstance(facts.get(key), dict):
            facts[key] = TEXTS["red_cross"] if key == "handed_to" else TEXTS["used"]
    return facts | _own(kind, CITIES[language], facts)


def _own(kind: str, slug: str, facts: dict) -> dict:
    """Return what would name another city than the one asked for."""
    partner = city(slug)
    known = [tie | {"attested_on": "", "ended": ""} for tie in ties(slug)]
    if kind == "outcome":
        bearers = zip(facts["costs"], ("ours", "theirs"), (city(HOME), partner), strict=True)
        costs = [one | {"item": TEXTS[item], "bearer": who["names"]} for one, item, who in bearers]
        return {"title": TEXTS["title"], "aims": TEXTS["purpose"], "costs": costs}
    if kind == "city_record":
        held = [one for one in facts["exchanges"] if one["on"] < facts["issued_on"]]
        return {"exchanges": held, "ties": [tie | {"source": "dic.or.kr"} for tie in known]}
    if kind == "yearly":
        named = (city("wuhan"), city("sapporo"))
        pairs = zip(facts["partners"], named, strict=True)
        return {"partners": [row | {"names": one["names"]} for row, one in pairs]}
    own = {"ties": known, "named_place": partner["short_names"]["en"], "port_of_discharge": ""}
    own["notify"] = facts["consignee"]
    return {key: own[key] for key in own.keys() & facts.keys()}


def _base(kind: str) -> dict:
    if kind == "manifest":
        return a_manifest(CARTONS)
    if kind in {"goods_received", "discrepancy", "end_use"}:
        return a_receipt(kind)
    if kind in REPORTS:
        return a_report(kind)
    cartons = 4 if kind.endswith("labels") else CARTONS
    return a_paper(kind, cartons, mixed=kind not in {"invoice", "waybill"})


def _between(slug: str, language: str) -> dict:
    partner = city(slug)
    names = partner["names"] | partner["government"]
    return {
        "languages": ["ko", language],
        "owner": city(HOME),
        "partner": partner,
        "office": OFFICE,
        "consignor": {"names": city(HOME)["names"], "addresses": OFFICE["addresses"]},
        "consignee": {"names": names},
        "destination": {
            "names": partner["short_names"],
            "country": partner["country"],
            "code": country_of(slug),
        },
        "origin": {
            "names": city(HOME)["short_names"],
            "country": city(HOME)["country"],
            "code": country_of(HOME),
        },
        "specimen": True,
    }
