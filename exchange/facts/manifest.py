"""What the shipment manifest says: the goods as they were handed to the carrier."""

from exchange.facts import shapes
from exchange.facts.consignment import Load, load_of
from exchange.models import Shipment


def manifest_facts(
    shipment: Shipment, head: shapes.PaperFacts, load: Load | None = None
) -> shapes.ManifestFacts:
    """Return the whole of what the manifest says; its totals are computed when it is set."""
    sent = load or load_of(shipment, {})
    common = sent.common
    return {
        **head,
        "consignor": common["consignor"],
        "consignee": common["consignee"],
        "mode": common["mode"],
        "carrier": common["carrier"],
        "waybill": common["waybill"],
        "dispatched_on": common["dispatched_on"],
        "eta": common["eta"],
        "pallets": common["pallets"],
        "seal": common["seal"],
        "appeal": common["appeal"],
        "papers": common["papers"],
        "lines": sent.lines,
        "cartons": sent.cartons,
    }
