"""The papers that leave with a consignment: all numbered, frozen and ordered in one go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from exchange import numbering
from exchange.facts import goods_shapes, letter_shapes, shapes
from exchange.facts.consignment import Load, load_of, value_of
from exchange.facts.manifest import manifest_facts
from exchange.facts.pallets import pallet_label
from exchange.facts.paper import header, languages_of, numbered_anew, office_of, order
from exchange.facts.ties import ties_between
from exchange.facts.words import in_both
from exchange.models import Document, DocumentKind, Person, Shipment

SSCC_SERIES: Final = "SSCC"
Facts = Callable[[shapes.PaperFacts, Load], Any]
TERMS: Final = ("named_place", "port_of_loading", "port_of_discharge", "freight", "insurance")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a consignment: its series, its copies, and whether it shows the approval."""

    kind: DocumentKind
    series: str
    copies: int
    facts: Facts
    approved: bool = True


def order_shipment_papers(
    shipment: Shipment, actor: Person, receipt_url: str = ""
) -> list[Document]:
    """Freeze and order all papers of a consignment that is leaving, and the letter with them.

    `receipt_url` is where the code on a label leads, to count what arrived.
    """
    wanted = [paper for paper in PAPERS if shipment.pallets or paper.kind != K.PALLET_LABELS]
    first = header(shipment, wanted[0].series, wanted[0].copies)
    heads = [first]
    heads += [numbered_anew(first, shipment.consignor, p.series, p.copies) for p in wanted[1:]]
    numbers = {paper.kind.value: head["number"] for paper, head in zip(wanted, heads, strict=True)}
    load = load_of(shipment, numbers)
    ordered = []
    for paper, head in zip(wanted, heads, strict=True):
        shown: shapes.PaperFacts = head if paper.approved else {**head, "approval": []}
        facts = paper.facts(shown, load)
        if receipt_url and paper.kind in LABELS:
            facts["receipt_url"] = receipt_url
        ordered.append(order(paper.kind, shipment, actor, shipment.title, facts))
    return [*ordered, _order_letter(shipment, actor, first, load)]


def packing_list_facts(head: shapes.PaperFacts, load: Load) -> goods_shapes.PackingListFacts:
    """Return what the packing list says."""
    return {
        **head,
        **load.common,
        "lines": load.lines,
        "cartons": load.cartons,
    }


def waybill_facts(head: shapes.PaperFacts, load: Load) -> goods_shapes.WaybillFacts:
    """Return what the waybill says; whom to notify is the consignee unless somebody else is."""
    return {
        **head,
        **load.common,
        "notify": load.common["consignee"],
        "lines": load.lines,
        "totals": load.totals,
    }


def invoice_facts(head: shapes.PaperFacts, load: Load) -> goods_shapes.InvoiceFacts:
    """Return what the pro-forma invoice says."""
    told = load.shipment.carriage
    facts: goods_shapes.InvoiceFacts = {
        **head,
        **load.common,
        **{key: told.get(key, "") for key in TERMS},  # type: ignore[typeddict-item]  # TERMS are its keys
        "incoterm": told.get("incoterm", ""),
        "currency": load.shipment.currency,
        "lines": load.lines,
        "totals": load.totals,
    }
    return facts


def certificate_facts(head: shapes.PaperFacts, load: Load) -> goods_shapes.CertificateFacts:
    """Return what the certificate of donation says."""
    return {
        **head,
        **load.common,
        "purpose": _title(load.shipment),
        "currency": load.shipment.currency,
        "value": value_of(load.shipment),
        "lines": load.lines,
        "totals": load.totals,
    }


def carton_labels_facts(head: shapes.PaperFacts, load: Load) -> goods_shapes.LabelsFacts:
    """Return one label for each carton."""
    labels: list[goods_shapes.Label] = [
        {
            "n": carton["n"],
            "sscc": carton["sscc"],
            "gross_kg": carton["gross_kg"],
            "size": [carton["length_cm"], carton["width_cm"], carton["height_cm"]],
            "contents": [
                (one["line_no"], one["quantity"], one["lot"], one["expiry"])
                for one in carton["contents"]
            ],
        }
        for carton in load.cartons
    ]
    return _labels(head, load, labels)


def pallet_labels_facts(head: shapes.PaperFacts, load: Load) -> goods_shapes.LabelsFacts:
    """Return one label for each pallet, each with an SSCC of its own.

    What nobody said of it - which cartons, how heavy - is written by hand. One packed before
    pallets had codes is given its own now, and keeps it.
    """
    shipment = load.shipment
    labels = []
    for pallet in shipment.pallet_units:
        pallet.sscc = pallet.sscc or _next_sscc(shipment)
        labels.append(pallet_label(pallet, pallet.sscc, shipment.cartons))
    return _labels(head, load, labels)


def _labels(
    head: shapes.PaperFacts, load: Load, labels: list[goods_shapes.Label]
) -> goods_shapes.LabelsFacts:
    return {**head, **load.common, "form": "one", "lines": load.lines, "labels": labels}  # type: ignore[typeddict-item]  # the address is added where it is known


def _title(shipment: Shipment) -> shapes.Words:
    return in_both(shipment.title, shipment.title_partner, languages_of(shipment))


def _next_sscc(shipment: Shipment) -> str:
    serial = numbering.next_number(shipment.consignor, SSCC_SERIES, 0)
    return numbering.sscc(office_of(shipment.consignor).company_prefix, serial)


def _order_letter(
    shipment: Shipment, actor: Person, head: shapes.PaperFacts, load: Load
) -> Document:
    """Order the letter that goes with the consignment."""
    office = office_of(shipment.consignor)
    head = numbered_anew(head, shipment.consignor, office.series_prefix, LETTER_COPIES)
    common = load.common
    facts: letter_shapes.DonationFacts = {
        **head,
        "ties": ties_between(shipment.consignor, shipment.consignee),
        "contact": {"names": office.names, "phone": office.telephone, "email": ""},
        "reference": [{"kind": "shipment", "number": shipment.number}],
        "goods": [
            {
                "description": line["description"],
                "quantity": line["quantity"],
                "unit": line["unit"],
                "unit_label": line["unit_label"],
            }
            for line in load.lines
        ],
        "dispatched_on": common["dispatched_on"],
        "carrier": common["carrier"],
        "waybill": common["waybill"],
        "eta": common["eta"],
        "papers": [kind for kind in common["papers"] if kind not in WITHOUT_MENTION],
        **letter_shapes.PLAIN,
    }
    return order(DocumentKind.DONATION, shipment, actor, shipment.title, facts)


def _manifest(head: shapes.PaperFacts, load: Load) -> shapes.ManifestFacts:
    return manifest_facts(load.shipment, head, load)


K = DocumentKind
LETTER_COPIES: Final = 2
LABELS: Final = frozenset({K.CARTON_LABELS, K.PALLET_LABELS})
WITHOUT_MENTION: Final = frozenset({"carton_labels", "pallet_labels"})
PAPERS: Final = (
    Paper(K.MANIFEST, "MF", 3, _manifest),
    Paper(K.PACKING_LIST, "PL", 3, packing_list_facts),
    Paper(K.WAYBILL, "WB", 3, waybill_facts),
    Paper(K.INVOICE, "PI", 3, invoice_facts),
    Paper(K.CERTIFICATE, "DC", 2, certificate_facts, approved=False),
    Paper(K.CARTON_LABELS, "LB", 1, carton_labels_facts, approved=False),
    Paper(K.PALLET_LABELS, "LP", 1, pallet_labels_facts, approved=False),
)
