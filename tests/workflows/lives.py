"""The life of one shipment, lived step by step through the door, and the law it is held to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import select

from exchange import clock
from exchange.errors import ExchangeError
from exchange.models import (
    DONE,
    Carton,
    Claim,
    Count,
    Pallet,
    Person,
    Shipment,
    ShipmentState,
    db,
)
from exchange.workflows.claim import CLAIM
from exchange.workflows.engine import Workflow
from exchange.workflows.perform import begin, perform
from exchange.workflows.reading import note_reading
from exchange.workflows.shipment import SHIPMENT
from tests.workflows.journeys import answers, count, line, package, receiving, shipment_draft
from tests.workflows.sending import announced

S = ShipmentState
LINES = [line("blanket", 20, unit_value="4.5"), line("mask", 60)]
PLACED = [
    [package(2, (1, 10), pallet=1), package(2, (2, 30))],
    [package(2, (1, 10), (2, 30))],
    [package(2, (1, 10), (2, 30), gross_g=26_000, pallet=1)],
]
TOO_FEW = [package(1, (1, 10), (2, 30))]
WAYS = ("write_off", "replace", "refund", "carrier_claim", "credit", "insurance")
SIGNED = frozenset({S.RECEIVED, S.DISPUTED})
Move = tuple[bool, bool, int]


@dataclass
class Life:
    """One shipment with whatever came of it, the people around it, and every code ever given."""

    people: Mapping[str, Person]
    codes: dict[str, UUID]
    outbound: bool
    asked_for: bool
    taken: Counter[str] = field(default_factory=Counter)
    shipments: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        draft = shipment_draft if self.outbound else announced
        said = draft(lines=LINES, appeal_reference="Letter 28" if self.asked_for else "")
        self.shipments.append(begin(SHIPMENT, actor=self.people["officer"], payload=said).id)

    def cases(self) -> list[tuple[Workflow, Any]]:
        """Return the shipment, its replacements, and the claims about any of them."""
        claims = db.session.scalars(
            select(Claim).where(Claim.shipment_id.in_(self.shipments)).order_by(Claim.number)
        ).all()
        for claim in claims:
            if claim.replacement_id and claim.replacement_id not in self.shipments:
                self.shipments.append(claim.replacement_id)
        shipments = [db.session.get(Shipment, one) for one in self.shipments]
        return [*((SHIPMENT, one) for one in shipments), *((CLAIM, one) for one in claims)]

    def step(self, move: Move) -> None:
        """Take a step that is offered, onward or to any side, or try one that may not be."""
        offered, onward, number = move
        dice = Random(number)  # drawn by hypothesis
        steps = self._offered(dice, onward=onward) if offered else []
        if steps:
            flow, case, action, who = dice.choice(steps)
        else:
            flow, case = dice.choice(self.cases())
            action, who = dice.choice(flow.actions), dice.choice(list(self.people.values()))
        self._take(flow, case, action, who, dice)

    def _offered(self, dice: Random, *, onward: bool) -> list[tuple[Workflow, Any, str, Person]]:
        """Return what somebody may do now on one of the cases, whoever comes up first."""
        pairs = [(flow, case, who) for flow, case in self.cases() for who in self.people.values()]
        dice.shuffle(pairs)
        for flow, case, who in pairs:
            steps = [
                (flow, case, offer.action, who)
                for offer in flow.available_actions(case, who)
                if not offer.unmet
                and not (onward and all(row.aside for row in flow.find(offer.action)))
            ]
            if steps:
                return steps
        return []

    def _take(self, flow: Workflow, case: Any, action: str, who: Person, dice: Random) -> None:
        before, version, known = case.state, case.version, case.id
        if action in {"approve", "reject", "review", "concur"}:
            note_reading(case, who)
        try:
            perform(
                flow,
                known,
                action,
                actor=who,
                payload=self._said(flow, case, action, dice),
                confirmed_at=clock.now(),
            )
        except (ExchangeError, ValidationError):
            db.session.rollback()
            db.session.expire_all()
            case = db.session.get(flow.noun, known)
            assert (case.state, case.version) == (before, version), "refused, and yet it moved"
            return
        self.taken[action] += 1
        case = db.session.get(flow.noun, known)
        rows = [row for row in flow.find(action) if before in row.source]
        assert any(case.state in row.targets for row in rows), (before, action, case.state)

    def _said(self, flow: Workflow, case: Any, action: str, dice: Random) -> dict[str, Any]:
        if action == "pack":
            packages = dice.choice([*PLACED, *PLACED, TOO_FEW])
            return {"packages": packages, "pallets": 1, "warnings_read": dice.random() < 0.7}
        if action == "edit":
            return shipment_draft(lines=LINES) if self.outbound else announced(lines=LINES)
        if action == "record_receipt":
            return receiving(*self._counted(case, dice), rest=dice.random() < 0.5)
        if action == "correct":
            counts = self._counted(case, dice)
            return {"counted_on": "2020-02-09", "place": "Store", "reason": "x", "counts": counts}
        if action in {"agree", "change_way"}:
            return {"settlement": dice.choice(WAYS)}
        return answers(flow, action)

    def _counted(self, case: Shipment, dice: Random) -> list[dict[str, Any]]:
        """Count some cartons: whole, wrong, partly damaged, one over, or missing altogether."""
        all_gone = dice.random() < 0.2
        counts = []
        placed = [(carton.position, one) for carton in case.cartons for one in carton.contents]
        for number, content in placed:
            if not all_gone and dice.random() < 0.4:
                continue
            sent = content.quantity
            part = dice.randint(0, sent)
            found = dice.choice(
                [
                    {"good": sent},
                    {"good": sent + 1, "over": 1},
                    {"good": part, "damaged": sent - part},
                    {"good": part, "expired": sent - part, "reason": "seen"},
                    {"good": part, "short": sent - part},
                    {"good": part},
                ]
            )
            gone = {"good": 0, "short": sent}
            why = {"reason": dice.choice(["", "as seen", "as seen"])}
            counts.append(
                count(number, content.line.position, **why | (gone if all_gone else found))
            )
        return counts

    def check(self) -> None:
        """Hold all of it to the law."""
        cases = self.cases()
        claims = [case for flow, case in cases if flow is CLAIM]
        for case in (case for flow, case in cases if flow is SHIPMENT):
            self._check_counts(case)
            self._check_pallets(case)
            self._check_end(case, [claim for claim in claims if claim.shipment_id == case.id])
        for noun in (Carton, Pallet):
            for unit in db.session.scalars(
                select(noun).where(noun.shipment_id.in_(self.shipments))
            ):
                assert self.codes.setdefault(unit.sscc, unit.id) == unit.id, "a code came again"

    def _check_counts(self, case: Shipment) -> None:
        for content in case.contents:
            current = [one for one in content.counts if one.superseded_by_id is None]
            assert len(current) <= 1, "two counts hold"
            for one in current:
                seen = one.good + one.damaged + one.short + one.expired + one.refused
                assert seen == one.dispatched + one.over
                assert one.dispatched == content.quantity
                assert one.is_clean or one.reason, "a difference without its reason"

    def _check_pallets(self, case: Shipment) -> None:
        assert {one.pallet for one in case.cartons} <= {None, *case.pallet_units}
        assert bool(case.cartons) == bool(case.pallet_units), "packed without its pallet"

    def _check_end(self, case: Shipment, claims: list[Claim]) -> None:
        counts: list[Count | None] = [content.count for content in case.contents]
        if case.state == S.CLOSED:
            assert all(claim.state in DONE for claim in claims), "closed over an open claim"
        if case.state in SIGNED:
            assert counts
            assert all(counts), "signed uncounted"
            assert any(one.short < one.dispatched or one.over for one in counts), "all of it lost"
        if case.state == S.RECEIVED:
            assert all(one.is_clean for one in counts), "clean with a difference"
        if case.state in {S.DISPUTED, S.LOST}:
            assert claims, "a difference nobody claims"
        if case.state == S.CLOSED and any(one and not one.is_clean for one in counts):
            assert claims, "closed with an unexplained difference"
