"""What each action is given in tests, and the ways a case is walked to a state."""

import secrets
from uuid import uuid4

from exchange import clock
from exchange.models import Letter, Mailing, Person, Project, Shipment
from exchange.workflows.letter import LETTER
from exchange.workflows.mailing import MAILING
from exchange.workflows.perform import begin, perform
from exchange.workflows.project import PROJECT
from exchange.workflows.reading import note_reading
from exchange.workflows.registry import WORKFLOWS
from exchange.workflows.shipment import SHIPMENT
from tests.aid import appeal_draft, pledge_draft
from tests.workflows.centre_steps import CENTRE
from tests.workflows.ways import ON_THE_WAY

SHA256 = "a" * 64
ISSUED = {"sha256": SHA256, "size": 1000, "pages": 2, "template_revision": "r1"}


def project_draft(partner: str = "harbour", owner: str = "portland", **more) -> dict:
    return {
        "partner": partner,
        "type": "youth",
        "title": "Choir exchange",
        "title_partner": "Choraustausch",
        "purpose": "Sing together",
        "purpose_partner": "Zusammen singen",
        "starts_on": "2027-05-01",
        "ends_on": "2027-05-09",
        "reply_by": "2027-03-01",
        "participant_count": 20,
        "budget_total": "300.50",
        "budget_currency": "EUR",
        "budget": [
            {"item": "beds", "city": owner, "amount": "200.25"},
            {"item": "flights", "city": partner, "amount": "100.25"},
        ],
        "participants": [{"name": "A B", "nationality": "DE"}],
    } | more


def shipment_draft(consignee: str = "harbour", **more) -> dict:
    return {
        "consignee": consignee,
        "title": "Blankets and masks",
        "title_partner": "Decken und Masken",
        "appeal_reference": "Letter of 28 January",
        "appeal_on": "2020-01",
        "currency": "EUR",
        "lines": [
            line("blanket", 100, unit_value="4.5"),
            line("mask", 600, lot="L-1", expiry="2022-06"),
        ],
    } | more


def line(item: str, quantity: int, **more) -> dict:
    return {
        "item": item,
        "item_partner": item,
        "quantity": quantity,
        "unit": "H87",
        "origin": "DE",
        "hs_code": "6307.90",
        "unit_value": "1",
    } | more


def package(cartons: int, *contents: tuple[int, int], **more) -> dict:
    return {
        "cartons": cartons,
        "length_mm": 600,
        "width_mm": 400,
        "height_mm": 400,
        "net_g": 9000,
        "gross_g": 10000,
        "contents": [{"line": number, "quantity": quantity} for number, quantity in contents],
    } | more


PACKING = {"packages": [package(2, (1, 50)), package(2, (2, 300))], "pallets": 1}
DISPATCH = {"mode": "air", "carrier": "Northwind", "waybill": "WB-0001", "eta": "2020-02-01"}
CLOSING = {"waiver": "Given to the clinics.", "thanks": "Letter 12"}
USE = {
    "given_on": "2020-02-05",
    "place": "Harbour",
    "uses": [{"line": 1, "quantity": 10, "handed_to": "The clinics", "people": 120}],
}
RECOUNT = {"counted_on": "2020-02-09", "place": "Store 1", "reason": "Found behind the door."}


def count(carton: int, number: int, good: int, **more) -> dict:
    return {"carton": carton, "line": number, "good": good} | more


def receiving(*counts: dict, rest: bool = False) -> dict:
    return {
        "counted_on": "2020-02-03",
        "place": "Store 1",
        "counts": list(counts),
        "rest_as_sent": rest,
    }


def begun_project(actor: Person, **more) -> Project:
    return begin(PROJECT, actor=actor, payload=project_draft(**more))


def begun_letter(actor: Person, kind: str = "sympathy", **more) -> Letter:
    return begin(LETTER, actor=actor, payload=letter_draft(kind, **more))


def begun_mailing(actor: Person, *recipients: str, **more) -> Mailing:
    return begin(MAILING, actor=actor, payload=mailing_draft(*recipients, **more))


def begun_shipment(actor: Person, **more) -> Shipment:
    return begin(SHIPMENT, actor=actor, payload=shipment_draft(**more))


def walk(plural, case, *steps):
    """Take each step, written (who, action) or (who, action, payload), and return the case.

    Whoever decides has opened the case and has given a second factor.
    """
    flow = WORKFLOWS[plural]
    for who, action, *payload in steps:
        if any(row.step_up for row in flow.find(action)):
            note_reading(case, who)
        case = perform(
            flow,
            case.id,
            action,
            actor=who,
            payload=payload[0] if payload else {},
            expected_version=case.version,
            confirmed_at=clock.now(),
        )
    return case


def letter_draft(kind: str = "sympathy", partner: str = "harbour", **more) -> dict:
    return {
        "kind": kind,
        "partner": partner,
        "title": "the flood",
        "title_partner": "das Hochwasser",
    } | more


def mailing_draft(*recipients: str, kind: str = "sympathy", **more) -> dict:
    return {
        "kind": kind,
        "title": "the flood",
        "recipients": list(recipients or ("harbour",)),
        "texts": [{"in_language": "en", "title_partner": "the flood"}],
    } | more


EDITED = {
    "project": project_draft(),
    "letter": letter_draft(),
    "mailing": mailing_draft(),
    "shipment": shipment_draft(),
    "appeal": appeal_draft(),
    "pledge": pledge_draft(),
    "post": {
        "code": "renamed",
        "names": [
            {"in_language": "en", "words": "Renamed"},
            {"in_language": "ko", "words": "새 이름"},
        ],
    },
    "approval_line": {
        "title": "Shorter",
        "case_kind": "letter",
        "currency": "EUR",
        "steps": [{"part": "decide", "post": "director"}],
    },
    "absence": {},
    "document": {},
    "person": {
        "full_name": "C D",
        "titles": [{"in_language": "en", "words": "Clerk"}],
    },
}


def answers(flow, action: str) -> dict:
    """Return inputs that fit `action`."""
    said = {
        "edit": EDITED.get(flow.kind, {}),
        "appoint": {"person": "clerk.portland@portland.example", "starts_on": "2090-01-01"},
        "relieve": {"ends_on": "2090-01-01"},
        "end_on": {"ends_on": "2090-01-01"},
        "change_roles": {"roles": ["clerk"]},
        "abolish": {"reason": "because"},
        "pack": PACKING,
        "dispatch": DISPATCH,
        "offer": {"event": "the flood", "event_partner": "das Hochwasser"},
        "review_offer": {
            "committee": "Committee",
            "resolution": "7",
            "resolved_on": "2020-03-10",
            "finding": "accept",
        },
        "refuse_offer": {"reason": "no_need"},
        "hold": {"authority": "Customs", "reason": "because"},
        "refuse_entry": {"authority": "Customs", "reason": "because"},
        "destroy": {"authority": "Customs", "reason": "because"},
        "donate_locally": {"handed_to": "The clinic"},
        "record_receipt": receiving(rest=True),
        "correct": RECOUNT | {"counts": [count(1, 1, 50)]},
        "report_use": USE,
        "retract_use": {"report": 1, "reason": "Counted twice."},
        "agree": {"settlement": "write_off"},
        "change_way": {"settlement": "write_off"},
        "contest": {"position": "It left whole."},
        "answer": {"position": "It came wet."},
        "count_again": receiving(rest=True),
        "open_link": {"sha256": secrets.token_hex(32)},
        "revoke_link": {"link": str(uuid4()), "reason": "because"},
        "choose_count": {"conflict": str(uuid4()), "chosen": "first", "reason": "because"},
        "close": {"shipment": CLOSING, "project": {"thanks": "Letter 12"}}.get(flow.kind, {}),
        "issue": {"number": "IR-1", "sha256": SHA256} if flow.kind == "letter" else ISSUED,
        "issue_invitation": {"number": "IR-1", "sha256": SHA256},
        "propose_changes": {"remarks": "A week later", "starts_on": "2027-05-08"},
        "resume": {"starts_on": "2027-06-01", "ends_on": "2027-06-02"},
        "report": {"outcome": "They sang.", "people_took_part": 19},
        "fail": {"code": "glyphs", "message": "No glyph", "params": {}},
        "return": {"remarks": "Say why."},
        "sign_with_reservations": {"remarks": "One is wet."},
        "approve": {"note": "Yes."},
        "replace": {"reason": "A wrong day.", "basis": "as_issued"}
        if flow.kind == "document"
        else {},
        "arrive": {},
        **ON_THE_WAY,
        **(CENTRE if flow.kind == "service_case" else {}),
    }
    reasons = {"reason": "disaster" if flow is PROJECT and action == "cancel" else "because"}
    return said.get(action, reasons if "reason" in _asked(flow, action) else {})


def _asked(flow, action) -> set[str]:
    return {name for row in flow.find(action) for name in row.inputs().fields}
