"""Facts of every shipment paper and report for one partner city, in its language.

Cartons, weights and what was counted are specimens; the cities, their names and ties are real.
"""

from tests.documents.consignments import a_paper
from tests.documents.receipts import a_receipt
from tests.documents.reports import a_report
from tests.documents.shipments import a_manifest
from tests.gallery.letters import OWN as LETTERS
from tests.gallery.letters import facts_of as letter_of
from tests.gallery.world import CITIES, HOME, OFFICE, TEXTS, city, unit

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
REPORTS = ("outcome", "city_record", "yearly")
KINDS = (*LETTERS, *OF_GOODS, *REPORTS)


def facts_of(kind: str, language: str) -> dict:
    """Return the facts of one paper."""
    if kind in LETTERS:
        return letter_of(kind, language)
    facts = _base(kind) | _between(CITIES[language], language)
    for line in facts.get("lines", [])[:1]:
        line.update(description=TEXTS["masks"], **unit("H87"))
    for key in ("used_for", "handed_to", "purpose"):
        if isinstance(facts.get(key), dict):
            facts[key] = TEXTS["red_cross"] if key == "handed_to" else TEXTS["used"]
    return facts


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
            "code": "",
        },
        "specimen": True,
    }
