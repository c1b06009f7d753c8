"""How aid is counted in: every path to the end of a receipt obeys the same law."""

from typing import Any

from sqlalchemy import func, select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.receipt_papers import order_receipt_papers
from exchange.models import CartonContent, ClaimCause, Count, Person, Receipt, Shipment, db
from exchange.schemas.shipments import FROM_A_DEVICE
from exchange.workflows.answering import weigh
from exchange.workflows.claiming import open_claim
from exchange.workflows.conflict_rules import differs, keep_both
from exchange.workflows.engine import Inputs, Told
from exchange.workflows.superseding import supersede_earlier

CLASSES = ("good", "damaged", "short", "over", "expired", "refused")


def all_counted(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Every carton has been counted in."""
    waiting = sorted(
        {
            carton.position
            for carton in shipment.cartons
            if any(content.count is None for content in carton.contents)
        }
    )
    if not waiting:
        return None
    return UnmetCondition(
        "uncounted", N_("Count these cartons first: %(cartons)s."), {"cartons": spans(waiting)}
    )


def something_uncounted(shipment: Shipment, actor: Person) -> UnmetCondition | None:
    """There is still something to count."""
    if all_counted(shipment, actor) is not None:
        return None
    return UnmetCondition("all_counted", N_("Every carton is counted; sign for them."))


def nothing_amiss(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """A clean signature says everything arrived whole."""
    amiss = sorted(
        {
            carton.position
            for carton in shipment.cartons
            if any(content.count and not content.count.is_clean for content in carton.contents)
        }
    )
    if not amiss:
        return None
    return UnmetCondition(
        "discrepancy",
        N_("Cartons %(cartons)s differ: sign with reservations."),
        {"cartons": spans(amiss)},
    )


def something_amiss(shipment: Shipment, actor: Person) -> UnmetCondition | None:
    """Reservations need something to be about."""
    if nothing_amiss(shipment, actor) is not None:
        return None
    return UnmetCondition("no_discrepancy", N_("Everything arrived whole: sign it clean."))


def something_arrived(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """What never arrived is lost, not received."""
    counts = [content.count for content in shipment.contents if content.count]
    if not counts or any(count.short < count.dispatched or count.over for count in counts):
        return None
    return UnmetCondition("all_lost", N_("Nothing arrived: the consignor declares it lost."))


def something_missing(shipment: Shipment, actor: Person) -> UnmetCondition | None:
    """What was counted in is not lost; with all of it counted, only nothing at all can be."""
    if all_counted(shipment, actor) is not None or something_arrived(shipment, actor) is not None:
        return None
    return UnmetCondition("nothing_lost", N_("Everything is counted: sign for what arrived."))


def record(shipment: Shipment, actor: Person, inputs: Inputs) -> Told:
    """Add one counting, whoever sends it; every difference has its reason.

    A content counted already keeps its count: another that differs is kept beside it.
    """
    receipt = new_receipt(shipment, actor, inputs)
    contents = {
        (carton.position, content.line.position): content
        for carton in shipment.cartons
        for content in carton.contents
    }
    twice = []
    for count in inputs["counts"]:
        content = contents.pop((count["carton"], count["line"]), None)
        if content is None:
            raise _amiss(
                "not_to_count",
                N_("Carton %(carton)s holds no line %(line)s, or is named twice."),
                count,
            )
        found = figures(content.quantity, count)
        if content.count is None:
            receipt.counts.append(Count(content=content, dispatched=content.quantity, **found))
        elif differs(content.count, found):
            db.session.add(keep_both(shipment, content, receipt, found))
            twice.append(count["carton"])
    if inputs["rest_as_sent"]:
        receipt.counts += [
            Count(content=content, dispatched=content.quantity, good=content.quantity)
            for content in contents.values()
            if content.count is None
        ]
    if not receipt.counts and not twice:
        raise NotReady(_nothing_new(inputs))
    db.session.add(receipt)
    return {"counted_twice": sorted(set(twice))}


def figures(sent: int, count: Inputs) -> dict[str, Any]:
    """Return what was found of a content of `sent` units, by class; raise NotReady."""
    found: dict[str, Any] = {name: count[name] for name in CLASSES}
    if sum(found.values()) - found["over"] != sent + found["over"]:
        raise _amiss(
            "does_not_add_up",
            N_("Carton %(carton)s, line %(line)s: the classes do not add up to what was sent."),
            count,
        )
    if (found["good"] != sent or found["over"]) and not count["reason"]:
        raise _amiss(
            "reason_missing", N_("Carton %(carton)s, line %(line)s: give the reason."), count
        )
    if found["short"] and found["over"]:
        raise _amiss(
            "short_and_over",
            N_("Carton %(carton)s, line %(line)s cannot be both short and over."),
            count,
        )
    return found | {"reason": count["reason"]}


def sign(shipment: Shipment, actor: Person, inputs: Inputs) -> Told | None:
    """Freeze what was found, owe its papers, and open a claim where something differs."""
    papers = order_receipt_papers(shipment, actor, inputs.get("remarks", ""))
    supersede_earlier(shipment, papers, actor)
    weigh(shipment)
    return open_claim(shipment, actor, ClaimCause.RESERVATIONS, papers)


def write_off_rest(shipment: Shipment, actor: Person, inputs: Inputs) -> Told | None:
    """Declared lost: what nobody counted is short, for the reason given; that opens a claim."""
    shape = {
        "counted_on": clock.today(shipment.consignor.timezone),
        "place": "",
        "remarks": inputs["reason"],
        "seal": None,
    }
    receipt = new_receipt(shipment, actor, shape)
    for content in shipment.contents:
        if content.count is None:
            receipt.counts.append(
                Count(
                    content=content,
                    dispatched=content.quantity,
                    good=0,
                    short=content.quantity,
                    reason=inputs["reason"],
                )
            )
    if receipt.counts:
        db.session.add(receipt)
    return open_claim(shipment, actor, ClaimCause.LOSS)


def spans(numbers: list[int]) -> str:
    """Write sorted whole numbers in short: 1-6, 8, 10-12."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def new_receipt(shipment: Shipment, actor: Person, inputs: Inputs) -> Receipt:
    """Return the next receipt of the shipment, without counts yet."""
    earlier = db.session.scalar(
        select(func.count()).select_from(Receipt).where(Receipt.shipment_id == shipment.id)
    )
    return Receipt(
        shipment_id=shipment.id,
        position=(earlier or 0) + 1,
        counted_on=inputs["counted_on"],
        place=inputs["place"],
        remarks=inputs["remarks"],
        seal=inputs["seal"],
        signed_at=clock.now(),
        **{name: inputs[name] for name in FROM_A_DEVICE if name in inputs},
        received_by_id=actor.id,
    )


def new_count(content: CartonContent, count: Inputs) -> Count:
    """Return what became of one content, or refuse what does not add up or lacks its reason."""
    found = figures(content.quantity, count)
    return Count(content=content, dispatched=content.quantity, **found)


def check_count(quantity: int, count: Inputs) -> NotReady | None:
    """Say what is wrong with a count of `quantity` units that lay in a carton, if anything."""
    try:
        figures(quantity, count)
    except NotReady as wrong:
        return wrong
    return None


def _nothing_new(inputs: Inputs) -> UnmetCondition:
    if inputs["counts"]:
        return UnmetCondition(
            "counted_alike", N_("These cartons are counted already, with the same result.")
        )
    return UnmetCondition("nothing_counted", N_("Count at least one carton."))


def _amiss(code: str, message: str, count: Inputs) -> NotReady:
    where = {"carton": str(count["carton"]), "line": str(count["line"])}
    return NotReady(UnmetCondition(code, message, where))
