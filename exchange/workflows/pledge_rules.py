"""What a pledge must satisfy, and when it is kept: when what was promised has arrived."""

from fractions import Fraction
from typing import Final
from uuid import UUID

from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import (
    Appeal,
    City,
    Person,
    Pledge,
    PledgeLine,
    PledgeState,
    Shipment,
    db,
)
from exchange.numbering import numbered
from exchange.policy import may_see
from exchange.workflows.appeal_rules import appeal_named
from exchange.workflows.catalogued import written_lines
from exchange.workflows.coverage import NOTHING, Sums, add_shipped
from exchange.workflows.engine import Inputs
from exchange.workflows.standing_in import acting_for

SERIES: Final = "PL"


def has_lines(pledge: Pledge, _actor: Person) -> UnmetCondition | None:
    """It says what is promised."""
    if pledge.lines:
        return None
    return UnmetCondition("no_lines", N_("List what is promised."))


def is_asked_for(pledge: Pledge, _actor: Person) -> UnmetCondition | None:
    """The appeal still stands."""
    if pledge.appeal.is_open:
        return None
    return UnmetCondition("appeal_ended", N_("The appeal has ended; nothing more is asked."))


def something_arrived(pledge: Pledge, _actor: Person) -> UnmetCondition | None:
    """Something of it was counted in, in good order."""
    sums = _arrived(pledge)
    if any(sums[line.item_id] for line in pledge.lines):
        return None
    return UnmetCondition("nothing_arrived", N_("Nothing of what was promised has arrived yet."))


def all_arrived(pledge: Pledge, _actor: Person) -> UnmetCondition | None:
    """All of it was counted in, in good order."""
    sums = _arrived(pledge)
    waiting = [one.item.code for one in pledge.lines if sums[one.item_id] < one.base_quantity]
    if not waiting:
        return None
    return UnmetCondition(
        "not_all_arrived", N_("Not yet arrived in full: %(items)s."), {"items": ", ".join(waiting)}
    )


def create(actor: Person, inputs: Inputs) -> Pledge:
    """Make a draft of the city that gives, with its case number."""
    appeal = appeal_to_answer(actor, inputs["appeal"])
    city, behalf = acting_for(actor, inputs["giver"])
    if behalf is not None and not appeal.is_kept_for(behalf.id):
        raise NotReady(
            UnmetCondition(
                "not_their_appeal",
                N_("Only the city in need writes down what another city promises it."),
            )
        )
    if city.id not in appeal.addressed_ids:
        raise _none()
    pledge = Pledge(
        owner_city=city,
        owner_city_id=city.id,
        partner_city=appeal.owner_city,
        partner_city_id=appeal.owner_city_id,
        behalf_city=behalf,
        behalf_city_id=None if behalf is None else behalf.id,
        appeal=appeal,
        appeal_id=appeal.id,
        officer_id=actor.id,
        number=numbered(city, SERIES, clock.today(city.timezone).year),
        state=PledgeState.DRAFT,
    )
    _write(pledge, inputs)
    return pledge


def edit(pledge: Pledge, _actor: Person, inputs: Inputs) -> None:
    """Write the draft anew; what it answers and whose it is stays."""
    same = inputs["appeal"] == pledge.appeal.reference
    if not same or inputs["giver"] not in {"", pledge.owner_city.slug}:
        raise NotReady(
            UnmetCondition(
                "not_another_appeal", N_("Which appeal it answers, and for whom, stays as it is.")
            )
        )
    pledge.lines = []
    db.session.flush()  # no item is there twice, not even for a moment
    _write(pledge, inputs)


def promise(pledge: Pledge, _actor: Person, _inputs: Inputs) -> None:
    """Give the word: from now on the city in need counts on it."""
    pledge.shared_at = pledge.shared_at or clock.now()


def appeal_to_answer(actor: Person, reference: str) -> Appeal:
    """Return an appeal that `actor` may answer; raise NotReady for any other, told alike."""
    appeal = appeal_named(reference)
    if appeal is None or not may_see(actor, appeal) or not appeal.is_open:
        raise _none()
    return appeal


def pledge_named(reference: str) -> Pledge | None:
    """Return the pledge that a reference such as `harbour/PL-2020-0001` names, if there is one."""
    slug, _, number = reference.partition("/")
    return db.session.scalar(
        select(Pledge)
        .join(City, City.id == Pledge.owner_city_id)
        .where(City.slug == slug, Pledge.number == number)
    )


def _write(pledge: Pledge, inputs: Inputs) -> None:
    pledge.expected_on, pledge.note = inputs["expected_on"], inputs["note"]
    asked = {line.item_id for line in pledge.appeal.lines}
    rows = written_lines(inputs["promised"])
    if any(row["item_id"] not in asked for row in rows):
        raise NotReady(
            UnmetCondition("not_asked_for", N_("Promise what the appeal asks for, item by item."))
        )
    pledge.lines = [PledgeLine(**row) for row in rows]


def _arrived(pledge: Pledge) -> dict[UUID, Fraction]:
    """Return what arrived of each item by shipments that carry this pledge, in base units."""
    sums: dict[UUID | None, Sums] = {line.item_id: Sums() for line in pledge.lines}
    carried = db.session.scalars(select(Shipment).where(Shipment.pledge_id == pledge.id))
    add_shipped(sums, carried)
    return {
        line.item_id: sum(sums[line.item_id].arrived.values(), NOTHING) for line in pledge.lines
    }


def _none() -> NotReady:
    return NotReady(
        UnmetCondition("no_such_appeal", N_("There is no such appeal that your city may answer."))
    )
