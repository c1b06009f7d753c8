"""Every workflow there is, by the plural its addresses use. A new one is one line here."""

from exchange.workflows.absence import ABSENCE
from exchange.workflows.appeal import APPEAL
from exchange.workflows.claim import CLAIM
from exchange.workflows.document import DOCUMENT
from exchange.workflows.engine import Room, Workflow
from exchange.workflows.letter import LETTER
from exchange.workflows.line import LINE
from exchange.workflows.mailing import MAILING
from exchange.workflows.person import PERSON
from exchange.workflows.pledge import PLEDGE
from exchange.workflows.post import POST
from exchange.workflows.project import PROJECT
from exchange.workflows.service_case import SERVICE_CASE
from exchange.workflows.shipment import SHIPMENT

WORKFLOWS: dict[str, Workflow] = {
    "projects": PROJECT,
    "shipments": SHIPMENT,
    "appeals": APPEAL,
    "pledges": PLEDGE,
    "claims": CLAIM,
    "letters": LETTER,
    "mailings": MAILING,
    "documents": DOCUMENT,
    "service_cases": SERVICE_CASE,
    "posts": POST,
    "absences": ABSENCE,
    "lines": LINE,
    "people": PERSON,
}
CASES = {plural: flow for plural, flow in WORKFLOWS.items() if flow.room is Room.CASES}
PLURALS: dict[str, str] = {flow.kind: plural for plural, flow in WORKFLOWS.items()}
# For addresses: one of the plurals there are, or of those somebody may begin.
ANY = f"any({', '.join(WORKFLOWS)})"
ANY_BEGUN = f"any({', '.join(p for p, flow in WORKFLOWS.items() if flow.beginning)})"
