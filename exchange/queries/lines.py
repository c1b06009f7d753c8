"""How a case would go through a line today: the preview an administrator judges it by."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from exchange import clock
from exchange.models import ApprovalLine, Person, Post, db
from exchange.posts import takers
from exchange.workflows.routing import Planned, plan

JUST_BELOW = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a way: its part, its post, and who could act for it today."""

    part: str
    post: Post
    stage: int
    is_delegated: bool
    who: Person | None


@dataclass(frozen=True, slots=True)
class Way:
    """The steps for amounts below `below`, or for all that is above."""

    below: Decimal | None
    steps: list[Stop]


def ways_through(line: ApprovalLine) -> list[Way]:
    """Return a way for each bound of delegation, and the one above them all; three queries."""
    plans: list[tuple[Decimal | None, tuple[Planned, ...]]] = [
        (one.below, plan(line, one.below - JUST_BELOW, line.currency)) for one in line.delegations
    ]
    plans.append((None, plan(line, None, None)))
    ids = {step.post_id for _, steps in plans for step in steps}
    posts = {one.id: one for one in db.session.scalars(select(Post).where(Post.id.in_(ids)))}
    there = takers(line.owner_city_id, ids, clock.today(line.owner_city.timezone))
    return [
        Way(
            below,
            [
                Stop(
                    step.part.value,
                    posts[step.post_id],
                    step.stage,
                    step.is_delegated,
                    there[step.post_id].person if step.post_id in there else None,
                )
                for step in steps
            ],
        )
        for below, steps in plans
    ]
