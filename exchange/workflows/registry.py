"""Every workflow there is, by the plural its addresses use. A new one is one line here."""

from exchange.workflows.document import DOCUMENT
from exchange.workflows.engine import Workflow
from exchange.workflows.project import PROJECT
from exchange.workflows.shipment import SHIPMENT

WORKFLOWS: dict[str, Workflow] = {
    "projects": PROJECT,
    "shipments": SHIPMENT,
    "documents": DOCUMENT,
}
PLURALS: dict[str, str] = {flow.kind: plural for plural, flow in WORKFLOWS.items()}
