"""How an aid shipment goes from a draft to a closed file."""

from exchange.models import Shipment, ShipmentState
from exchange.permissions import Permission
from exchange.schemas.inputs import Note, Reason, Remarks
from exchange.schemas.shipments import (
    Arrival,
    Closing,
    Dispatch,
    Packing,
    Receiving,
    ShipmentDraft,
)
from exchange.workflows import conflict_rules as conflicts
from exchange.workflows import receipt_rules as counting
from exchange.workflows import shipment_rules as rules
from exchange.workflows.deciding import approval_rows
from exchange.workflows.engine import Beginning, Workflow, row
from exchange.workflows.receiving_rows import receiving_rows

P = Permission
S = ShipmentState
READY = (rules.has_lines, rules.has_words, rules.tie_or_appeal)


def _from(names: str) -> frozenset[S]:
    return frozenset(S(name) for name in names.split())


SHIPMENT = Workflow(
    kind="shipment",
    noun=Shipment,
    states=S,
    initial=S.DRAFT,
    final=frozenset({S.CLOSED, S.REJECTED, S.WITHDRAWN, S.CANCELLED}),
    journey=(
        S.DRAFT,
        S.IN_APPROVAL,
        S.APPROVED,
        S.PACKED,
        S.DISPATCHED,
        S.IN_TRANSIT,
        S.ARRIVED,
        S.RECEIVING,
        S.RECEIVED,
        S.CLOSED,
    ),
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
        *approval_rows(S, P.SHIPMENT_PREPARE, READY, rules.keep_remarks),
        row(
            "pack",
            _from("approved"),
            S.PACKED,
            P.SHIPMENT_PACK,
            inputs=Packing,
            guards=(rules.answers_appeal,),
            effect=rules.pack,
            internal=True,
        ),
        row(
            "unpack",
            _from("packed"),
            S.APPROVED,
            P.SHIPMENT_PACK,
            effect=rules.unpack,
            internal=True,
            aside=True,
        ),
        row(
            "dispatch",
            _from("packed"),
            S.DISPATCHED,
            P.SHIPMENT_DISPATCH,
            inputs=Dispatch,
            guards=(rules.fully_packed,),
            effect=rules.dispatch,
        ),
        row("depart", _from("dispatched"), S.IN_TRANSIT, P.SHIPMENT_TRACK, inputs=Note),
        row(
            "arrive",
            _from("dispatched in_transit"),
            S.ARRIVED,
            P.SHIPMENT_TRACK,
            inputs=Arrival,
            effect=rules.arrive,
        ),
        row(
            "start_receiving",
            _from("dispatched in_transit arrived"),
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
        ),
        row(
            "declare_lost",
            _from("dispatched in_transit arrived receiving"),
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
            P.SHIPMENT_PREPARE,
            inputs=Closing,
            guards=(conflicts.no_open_conflict,),
            effect=rules.settle,
        ),
        row(
            "cancel",
            _from("approved packed"),
            S.CANCELLED,
            P.SHIPMENT_CANCEL,
            inputs=Reason,
            internal=True,
            aside=True,
        ),
    ),
)
