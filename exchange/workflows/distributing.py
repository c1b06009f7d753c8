"""What became of the goods: reports of their use, never of more than arrived good."""

from collections import Counter
from typing import Final

from exchange import clock, numbering
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.distribution import every_report, given_out
from exchange.facts.receipt_papers import order_closing_papers
from exchange.models import Distribution, Person, Shipment, ShipmentState, db
from exchange.workflows.engine import Inputs, Told
from exchange.workflows.superseding import supersede_earlier

GIVEN: Final = (
    *("quantity", "handed_to", "handed_to_partner", "people"),
    *("used_for", "used_for_partner"),
)
Rows = list[Distribution]


def something_good(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """Only what arrived good can be given to somebody."""
    if any(left_of(shipment).values()):
        return None
    return UnmetCondition("nothing_left", N_("All that arrived good is accounted for."))


def something_reported(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """There is a report to retract."""
    if given_out(shipment):
        return None
    return UnmetCondition("no_reports", N_("There is no report of use."))


def not_published(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """It is not on its public page yet."""
    if shipment.published_at is None:
        return None
    return UnmetCondition("published", N_("It is published already."))


def is_published(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """It can be seen by anybody."""
    if shipment.published_at is not None:
        return None
    return UnmetCondition("not_published", N_("It is not published."))


def report_use(shipment: Shipment, actor: Person, inputs: Inputs) -> Told:
    """Add a report: who was given how much of which line, on one day in one place."""
    lines = {line.position: line for line in shipment.lines}
    report = max((row.report for row in every_report(shipment)), default=0) + 1
    rows: Rows = []
    for position, said in enumerate(inputs["uses"], 1):
        line = lines.get(said["line"])
        if line is None:
            raise NotReady(
                UnmetCondition(
                    "no_such_line", N_("There is no line %(line)s."), {"line": str(said["line"])}
                )
            )
        rows.append(
            Distribution(
                shipment_id=shipment.id,
                report=report,
                position=position,
                line=line,
                line_id=line.id,
                given_on=inputs["given_on"],
                place=inputs["place"],
                reported_by_id=actor.id,
                **{name: said[name] for name in GIVEN},
            )
        )
    if (unmet := none_given_twice(shipment, rows)) is not None:
        raise NotReady(unmet)
    db.session.add_all(rows)
    return {"report": report}


def retract_use(shipment: Shipment, _actor: Person, inputs: Inputs) -> None:
    """Take a report back; its rows stay, and say why they no longer count."""
    rows = [row for row in given_out(shipment) if row.report == inputs["report"]]
    if not rows:
        raise NotReady(
            UnmetCondition(
                "no_such_report",
                N_("There is no report %(number)s that still counts."),
                {"number": str(inputs["report"])},
            )
        )
    for row in rows:
        row.retracted_at, row.retraction = clock.now(), inputs["reason"]


def publish(shipment: Shipment, _actor: Person, _inputs: Inputs) -> Told:
    """Let anybody see what was given and what became of it; the address is kept for ever."""
    shipment.public_token = shipment.public_token or numbering.check_code()
    shipment.published_at = clock.now()
    return {"token": shipment.public_token}


def unpublish(shipment: Shipment, _actor: Person, _inputs: Inputs) -> None:
    """Take the page down."""
    shipment.published_at = None


def settle(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """Close the file: what the aid did, or why that is not asked, and the papers of it."""
    if not given_out(shipment) and not inputs["waiver"]:
        raise NotReady(
            UnmetCondition(
                "no_end_use", N_("Report who was given the goods, or say why that is waived.")
            )
        )
    shipment.closing_note = "\n".join(
        filter(None, (inputs["waiver"] or inputs["end_use"], inputs["thanks"]))
    )
    names = ("end_use", "end_use_partner", "waiver")
    shipment.use = {name: inputs[name] for name in names}
    if shipment.state != ShipmentState.LOST:
        supersede_earlier(shipment, order_closing_papers(shipment, actor), actor)


def none_given_twice(shipment: Shipment, more: Rows | None = None) -> UnmetCondition | None:
    """Nothing is given out that did not arrive good: of each line at most what did."""
    given = Counter[int]()
    for row in (*given_out(shipment), *(more or ())):
        given[row.line.position] += row.quantity
    good = good_of(shipment)
    wrong = [
        f"{line.item} {given[line.position]:,}/{good[line.position]:,}"
        for line in shipment.lines
        if given[line.position] > good[line.position]
    ]
    if not wrong:
        return None
    return UnmetCondition(
        "more_than_arrived",
        N_("More is reported as given out than arrived good: %(lines)s."),
        {"lines": "; ".join(wrong)},
    )


def good_of(shipment: Shipment) -> Counter[int]:
    """Return how much of each line arrived good, by the counts that hold."""
    good = Counter[int]()
    for content in shipment.contents:
        good[content.line.position] += content.count.good if content.count else 0
    return good


def left_of(shipment: Shipment) -> Counter[int]:
    """Return how much of each line arrived good and is not reported as given out."""
    left = good_of(shipment)
    for row in given_out(shipment):
        left[row.line.position] -= row.quantity
    return left
