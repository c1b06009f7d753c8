"""Which action of a shipment is which business step (CBV 2.0), as a table.

Where an action is not named here, the state it leads to may be. What is in neither is not told:
a decision on paper moves no carton.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One observation of the outermost units: what was done, how they then were, and where.

    `where` is origin, destination, loading or discharge (ports), or nothing known.
    """

    biz_step: str
    disposition: str
    where: str = ""
    stays: bool = False
    parties: bool = False
    ends: bool = False


PACKING = "pack"
# How a class of difference is told; what is short is nobody knows where.
DIFFERENCES = {
    "damaged": "damaged",
    "expired": "expired",
    "refused": "non_sellable_other",
    "short": "unknown",
    "over": "mismatch_quantity",
}
BY_ACTION: dict[str, tuple[Step, ...]] = {
    "dispatch": (
        Step("loading", "in_progress", "origin", stays=True),
        Step("shipping", "in_transit", "origin", parties=True),
    ),
    "depart": (Step("departing", "in_transit", "loading"),),
    "release": (Step("inspecting", "conformant", "discharge", stays=True),),
    "arrive": (Step("arriving", "in_progress", "destination", stays=True, parties=True),),
    "start_receiving": (Step("unloading", "in_progress", "destination", stays=True),),
    "record_receipt": (),  # its counts say everything
    "sign_clean": (
        Step("accepting", "completeness_verified", "destination", stays=True, parties=True),
    ),
    "sign_with_reservations": (
        Step("accepting", "non_conformant", "destination", stays=True, parties=True),
    ),
    "declare_lost": (Step("other", "unknown"),),
    "close": (Step("decommissioning", "inactive", ends=True),),
    "cancel": (Step("decommissioning", "inactive", "origin", ends=True),),
}
BY_TARGET: dict[str, tuple[Step, ...]] = {
    "at_customs": (Step("inspecting", "in_progress", "discharge", stays=True),),
    "held": (Step("holding", "non_sellable_other", "discharge", stays=True),),
    "refused_entry": (Step("inspecting", "non_conformant", "discharge", stays=True),),
    "returned": (Step("receiving", "returned", "origin", stays=True),),
    "destroyed": (Step("destroying", "destroyed", "discharge", ends=True),),
    "donated_locally": (Step("dispensing", "dispensed", "discharge", stays=True),),
}
ENDED = frozenset({"destroyed"})  # its units were told to be no more already
# Decided, written or undone on paper; an unpacked carton never left, and its SSCC is forgotten.
UNTOLD = frozenset(
    {
        *("begin", "edit", "submit", "return", "recall", "reject", "review", "concur", "approve"),
        *("remind", "escalate", "withdraw", "unpack", "reopen", "note_late"),
        *("open_link", "revoke_link", "publish", "unpublish", "report_use", "retract_use"),
        *("count_again", "choose_count", "correct"),  # the count that holds is told as received
        *("plan_way", "note_event", "note_paper"),  # what people noted beside the steps
        *("offer", "announce", "review_offer", "accept_offer", "refuse_offer", "withdraw_offer"),
    }
)


def steps_of(action: str, target: str, source: str) -> tuple[Step, ...]:
    """Return what the units went through by one event; nothing for what is not told."""
    found = BY_ACTION.get(action)
    if found is None:
        found = BY_TARGET.get(target, ()) if target != source else ()
    return () if source in ENDED and action == "close" else found


def is_told(action: str, target: str, source: str) -> bool:
    """Say whether an action of the table is told, or moves the goods to where it is."""
    moved = target != source and target in BY_TARGET
    return action == PACKING or action in BY_ACTION or moved
