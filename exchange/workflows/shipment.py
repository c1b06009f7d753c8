"""How an aid shipment goes from a draft to a closed file."""

from exchange.models import Shipment, ShipmentState
from exchange.permissions import Permission
from exchange.policy import owner_is_abroad
from exchange.schemas.distribution import Closing
from exchange.schemas.inputs import Note, Reason, Remarks
from exchange.schemas.packing import Packing
from exchange.schemas.shipments import Arrival, Dispatch, Receiving, ShipmentDraft
from exchange.workflows import claiming, distributing
from exchange.workflows import conflict_rules as conflicts
from exchange.workflows import packing_rules as packing
from exchange.workflows import receipt_rules as counting
from exchange.workflows import shipment_rules as rules
from exchange.workflows.catalogued import needs_met
from exchange.workflows.consignment_sides import tie_or_appeal
from exchange.workflows.customs import customs_rows
from exchange.workflows.deciding import approval_rows
from exchange.workflows.engine import Beginning, Workflow, row
from exchange.workflows.offering import offer_rows
from exchange.workflows.receiving_rows import receiving_rows
from exchange.workflows.shipment_afterwards import AFTERWARDS
from exchange.workflows.way import way_rows
from exchange.workflows.way_rules import papers_for

P = Permission
S = ShipmentState
READY = (rules.has_lines, rules.has_words, needs_met, tie_or_appeal)


def _from(names: str) -> frozenset[S]:
    return frozenset(S(name) for name in names.split())


ON_THE_WAY = _from("dispatched in_transit at_customs held")
CARRIED = (
    S.PACKED,
    S.DISPATCHED,
    S.IN_TRANSIT,
    S.AT_CUSTOMS,
    S.ARRIVED,
    S.RECEIVING,
    S.RECEIVED,
    S.CLOSED,
)
OFFERED = (S.OFFERED, S.ACCEPTED)
DECIDED = (S.DRAFT, S.IN_APPROVAL, S.APPROVED)


def way_of(shipment: Shipment) -> tuple[S, ...]:
    """Return the way it goes: announced from abroad, in answer to an appeal, or as an offer."""
    if owner_is_abroad(shipment):
        return (S.DRAFT, *OFFERED, *CARRIED)
    if (
        shipment.appeal_reference
        and shipment.accepted_at is None
        and shipment.state not in OFFERED
    ):
        return (*DECIDED, *CARRIED)
    return (*DECIDED, *OFFERED, *CARRIED)


SHIPMENT = Workflow(
    kind="shipment",
    noun=Shipment,
    states=S,
    initial=S.DRAFT,
    final=frozenset({S.CLOSED, S.REJECTED, S.REFUSED, S.WITHDRAWN, S.CANCELLED}),
    journey=(*DECIDED, *OFFERED, *CARRIED),
    ways=way_of,
    beginning=Beginning(permission=P.SHIPMENT_PREPARE, inputs=ShipmentDraft, create=rules.create),
    table=(
        row(
            "edit",
            _from("draft"),
            S.DRAFT,
            P.SHIPMENT_PREPARE,
            inputs=ShipmentDraft,
            effect=rules.edit,
            internal=True,
            aside=True,
        ),
        *approval_rows(S, P.SHIPMENT_PREPARE, READY, rules.keep_remarks, submit=P.SHIPMENT_SUBMIT),
        *offer_rows(READY, tie_or_appeal),
        row(
            "pack",
            _from("approved accepted"),
            S.PACKED,
            P.SHIPMENT_PACK,
            inputs=Packing,
            guards=(packing.wanted,),
            effect=packing.pack,
        ),
        row(
            "unpack",
            _from("packed"),
            S.APPROVED,
            P.SHIPMENT_PACK,
            effect=packing.unpack,
            instead=(S.ACCEPTED, packing.was_accepted),
            aside=True,
        ),
        row(
            "dispatch",
            _from("packed"),
            S.DISPATCHED,
            P.SHIPMENT_DISPATCH,
            inputs=Dispatch,
            guards=(packing.fully_packed, papers_for("dispatched")),
            effect=rules.dispatch,
        ),
        row("depart", _from("dispatched"), S.IN_TRANSIT, P.SHIPMENT_TRACK, inputs=Note),
        row(
            "arrive",
            ON_THE_WAY,
            S.ARRIVED,
            P.SHIPMENT_TRACK,
            inputs=Arrival,
            guards=(papers_for("arrived"),),
            effect=rules.arrive,
        ),
        *customs_rows(),
        *way_rows(),
        row(
            "start_receiving",
            ON_THE_WAY | {S.ARRIVED},
            S.RECEIVING,
            P.SHIPMENT_RECEIVE,
        ),
        row(
            "record_receipt",
            _from("receiving"),
            S.RECEIVING,
            P.SHIPMENT_RECEIVE,
            inputs=Receiving,
            guards=(counting.something_uncounted,),
            effect=counting.record,
        ),
        row(
            "sign_clean",
            _from("receiving"),
            S.RECEIVED,
            P.SHIPMENT_RECEIVE,
            guards=(counting.all_counted, counting.nothing_amiss, conflicts.no_open_conflict),
            effect=counting.sign,
            after=claiming.settle_replaced,
        ),
        row(
            "sign_with_reservations",
            _from("receiving"),
            S.DISPUTED,
            P.SHIPMENT_RECEIVE,
            inputs=Remarks,
            guards=(
                counting.all_counted,
                counting.something_amiss,
                counting.something_arrived,
                conflicts.no_open_conflict,
            ),
            effect=counting.sign,
            after=claiming.settle_replaced,
        ),
        row(
            "declare_lost",
            ON_THE_WAY | {S.ARRIVED, S.RECEIVING},
            S.LOST,
            P.SHIPMENT_CANCEL,
            inputs=Reason,
            guards=(counting.something_missing,),
            effect=counting.write_off_rest,
            aside=True,
        ),
        *receiving_rows(S),
        row(
            "close",
            _from("received disputed lost"),
            S.CLOSED,
            P.SHIPMENT_CLOSE,
            inputs=Closing,
            guards=(claiming.no_open_claim, conflicts.no_open_conflict),
            effect=distributing.settle,
        ),
        *AFTERWARDS,
        row(
            "cancel",
            _from("approved accepted packed"),
            S.CANCELLED,
            P.SHIPMENT_CANCEL,
            inputs=Reason,
            aside=True,
        ),
    ),
)
