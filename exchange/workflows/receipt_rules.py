"""How aid is counted in: every path to the end of a receipt obeys the same law."""

from sqlalchemy import func, select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.receipt_papers import order_receipt_papers
from exchange.models import CartonContent, Count, Person, Receipt, Shipment, db
from exchange.workflows.answering import weigh
from exchange.workflows.engine import Inputs

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


def record(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Add one counting; a carton is counted once and every difference has its reason."""
    receipt = _receipt(shipment, actor, inputs)
    open_contents = {
        (carton.position, content.line.position): content
        for carton in shipment.cartons
        for content in carton.contents
        if content.count is None
    }
    for count in inputs["counts"]:
        content = open_contents.pop((count["carton"], count["line"]), None)
        if content is None:
            raise _amiss(
                "not_to_count",
                N_("Carton %(carton)s is counted already, or holds no line %(line)s."),
                count,
            )
        receipt.counts.append(_count(content, count))
    if inputs["rest_as_sent"]:
        for content in open_contents.values():
            receipt.counts.append(
                Count(content=content, dispatched=content.quantity, good=content.quantity)
            )
    if not receipt.counts:
        raise NotReady(UnmetCondition("nothing_counted", N_("Count at least one carton.")))
    db.session.add(receipt)


def sign(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Freeze what was found, and owe the goods received note and what goes with it."""
    order_receipt_papers(shipment, actor, inputs.get("remarks", ""))
    weigh(shipment)


def write_off_rest(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Declared lost: what nobody counted is short, for the reason given."""
    shape = {
        "counted_on": clock.today(shipment.consignor.timezone),
        "place": "",
        "remarks": inputs["reason"],
        "seal": None,
    }
    receipt = _receipt(shipment, actor, shape)
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


def spans(numbers: list[int]) -> str:
    """Write sorted whole numbers in short: 1-6, 8, 10-12."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def _receipt(shipment: Shipment, actor: Person, inputs: Inputs) -> Receipt:
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
        received_by_id=actor.id,
    )


def check_count(quantity: int, count: Inputs) -> NotReady | None:
    """Say what is wrong with a count of `quantity` units that lay in a carton, if anything."""
    found = {name: count[name] for name in CLASSES}
    accounted = sum(found.values()) - found["over"]
    if accounted != quantity + found["over"]:
        return _amiss(
            "does_not_add_up",
            N_("Carton %(carton)s, line %(line)s: the classes do not add up to what was sent."),
            count,
        )
    differs = found["good"] != quantity or found["over"]
    if differs and not count["reason"]:
        return _amiss(
            "reason_missing", N_("Carton %(carton)s, line %(line)s: give the reason."), count
        )
    if found["short"] and found["over"]:
        return _amiss(
            "short_and_over",
            N_("Carton %(carton)s, line %(line)s cannot be both short and over."),
            count,
        )
    return None


def _count(content: CartonContent, count: Inputs) -> Count:
    if (wrong := check_count(content.quantity, count)) is not None:
        raise wrong
    found = {name: count[name] for name in CLASSES}
    return Count(content=content, dispatched=content.quantity, reason=count["reason"], **found)


def _amiss(code: str, message: str, count: Inputs) -> NotReady:
    where = {"carton": str(count["carton"]), "line": str(count["line"])}
    return NotReady(UnmetCondition(code, message, where))
