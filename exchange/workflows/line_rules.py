"""What an approval line must satisfy: one decision, at the end, and nobody missing."""

from collections import Counter
from itertools import pairwise

from sqlalchemy import select

from exchange import clock, numbering
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import (
    ApprovalLine,
    Delegation,
    LineState,
    LineStep,
    Part,
    Person,
    Post,
    db,
)
from exchange.posts import takers
from exchange.schemas.approvals import Matter
from exchange.workflows.colleagues import own_city, post_by_code
from exchange.workflows.engine import Inputs

SERIES = "AL"


def can_be_taken(line: ApprovalLine, _actor: Person) -> UnmetCondition | None:
    """Somebody can take every step today, whoever decides."""
    asked = {s.post_id for s in line.steps if s.part is not Part.INFORM}
    asked |= {d.post_id for d in line.delegations}
    there = takers(line.owner_city_id, asked, clock.today(line.owner_city.timezone))
    empty = asked - set(there)
    if not empty:
        return None
    posts = db.session.scalars(select(Post).where(Post.id.in_(empty)).order_by(Post.code))
    return UnmetCondition(
        "nobody_there",
        N_("Nobody can act for: %(posts)s. Appoint somebody first."),
        {"posts": ", ".join(post.title for post in posts)},
    )


def create(actor: Person, inputs: Inputs) -> ApprovalLine:
    """Write a line of the actor's city; it changes nothing until it is put in force."""
    city = own_city(actor)
    line = ApprovalLine(
        owner_city=city,
        owner_city_id=city.id,
        number=numbering.numbered(city, SERIES, clock.today(city.timezone).year),
        state=LineState.DRAFT,
        steps=[],
        delegations=[],
    )
    edit(line, actor, inputs)
    return line


def edit(line: ApprovalLine, actor: Person, inputs: Inputs) -> None:
    """Write the draft anew; a line with a step nobody can take cannot be saved."""
    line.title, line.case_kind = inputs["title"], inputs["case_kind"]
    line.currency = inputs["currency"]
    earlier = {step.position: step for step in line.steps}
    line.steps = [
        _step(line, earlier.get(n), n, said) for n, said in enumerate(inputs["steps"], 1)
    ]
    bounds = {one.below: one for one in line.delegations}
    line.delegations = [
        _delegation(line, bounds.get(said["below"]), said) for said in inputs["delegations"]
    ]
    if unmet := _misshapen(line) or can_be_taken(line, actor):
        raise NotReady(unmet)


def put_in_force(line: ApprovalLine, _actor: Person, _inputs: Inputs) -> None:
    """From now on new cases of its kind take this line; running ones keep theirs."""
    line.in_force_at = clock.now()


def _step(line: ApprovalLine, earlier: LineStep | None, n: int, said: Inputs) -> LineStep:
    step = earlier or LineStep(position=n)
    step.part, step.working_days = said["part"], said["working_days"]
    step.post = post_by_code(line.owner_city_id, said["post"])
    step.post_id = step.post.id
    step.matter = [] if said["matter"] is Matter.WHOLE else [said["matter"].value]
    return step


def _delegation(line: ApprovalLine, earlier: Delegation | None, said: Inputs) -> Delegation:
    post = post_by_code(line.owner_city_id, said["post"])
    found = earlier or Delegation(below=said["below"])
    found.post, found.post_id = post, post.id
    return found


def _misshapen(line: ApprovalLine) -> UnmetCondition | None:
    """Say what is wrong with the order of steps or with the bounds of delegation."""
    acting = [s for s in line.steps if s.part is not Part.INFORM]
    decides = [s for s in acting if s.part is Part.DECIDE]
    if len(decides) != 1 or acting[-1] is not decides[0]:
        return UnmetCondition(
            "one_decision", N_("Exactly one post decides, after all who review or concur.")
        )
    if any(n > 1 for n in Counter((s.part, s.post_id) for s in line.steps).values()):
        return UnmetCondition("post_twice", N_("A post stands twice in the same part."))
    bounds = [one.below for one in line.delegations]
    if any(b <= a for a, b in pairwise(bounds)) or 0 in bounds:
        return UnmetCondition(
            "bounds_fall", N_("The amounts of delegation have to rise from row to row.")
        )
    return None
