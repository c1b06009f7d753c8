"""What posts must satisfy, and how people come into them and leave."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, or_, select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import (
    Approval,
    ApprovalLine,
    ApprovalStep,
    Delegation,
    Holding,
    LineState,
    LineStep,
    Outcome,
    Person,
    Post,
    PostState,
    db,
)
from exchange.workflows.colleagues import colleague, own_city, post_by_code
from exchange.workflows.engine import Inputs, Told

ENGLISH = "en"


def is_held(post: Post, _actor: Person) -> UnmetCondition | None:
    """Somebody holds it now or will."""
    if _to_end(post) is not None:
        return None
    return UnmetCondition("vacant", N_("Nobody holds this post."))


def no_line_needs_it(post: Post, _actor: Person) -> UnmetCondition | None:
    """No approval line in force has a step or a delegation to it."""
    lines = db.session.scalars(
        select(ApprovalLine.number)
        .where(
            ApprovalLine.state == LineState.IN_FORCE,
            or_(
                exists().where(LineStep.line_id == ApprovalLine.id, LineStep.post_id == post.id),
                exists().where(
                    Delegation.line_id == ApprovalLine.id, Delegation.post_id == post.id
                ),
            ),
        )
        .order_by(ApprovalLine.number)
    ).all()
    if not lines:
        return None
    return UnmetCondition(
        "line_needs_it",
        N_("Approval lines need it: %(lines)s. Put others in their place first."),
        {"lines": ", ".join(lines)},
    )


def no_step_waits_for_it(post: Post, _actor: Person) -> UnmetCondition | None:
    """No running case has a step left that names it."""
    number = db.session.scalar(
        select(Approval.number)
        .join(ApprovalStep)
        .where(
            Approval.outcome == Outcome.OPEN,
            ApprovalStep.outcome.in_([Outcome.OPEN, Outcome.WAITING]),
            or_(ApprovalStep.post_id == post.id, ApprovalStep.escalated_to_id == post.id),
        )
        .limit(1)
    )
    if number is None:
        return None
    return UnmetCondition(
        "case_waits", N_("The case %(number)s waits for this post."), {"number": number}
    )


def create(actor: Person, inputs: Inputs) -> Post:
    """Make a post of the actor's city; nobody holds it yet."""
    city = own_city(actor)
    post = Post(owner_city=city, owner_city_id=city.id, state=PostState.OPEN, holdings=[])
    edit(post, actor, inputs)
    return post


def edit(post: Post, _actor: Person, inputs: Inputs) -> None:
    """Name it anew, and say which post is next up; papers and running cases keep the old name."""
    names = {one["in_language"]: one["words"] for one in inputs["names"]}
    needed = {post.owner_city.letter_language, ENGLISH}
    if not needed <= set(names):
        raise NotReady(
            UnmetCondition(
                "names_missing",
                N_("Name it in these languages at least: %(languages)s."),
                {"languages": ", ".join(sorted(needed))},
            )
        )
    _refuse_taken_code(post, inputs["code"])
    post.code, post.names = inputs["code"], names
    post.superior = _superior(post, inputs["superior"])


def appoint(post: Post, _actor: Person, inputs: Inputs) -> Told:
    """Put somebody into the post; whoever held it without an end leaves the day before."""
    person = colleague(post.owner_city_id, inputs["person"])
    first, last = inputs["starts_on"], inputs["ends_on"]
    for held in post.holdings:
        if held.ends_on is None and held.starts_on < first:
            held.ends_on = first - timedelta(days=1)
    clash = [h for h in post.holdings if _overlaps(h, first, last)]
    if clash:
        raise NotReady(
            UnmetCondition(
                "post_taken",
                N_("The post is held on some of these days, from %(day)s."),
                {"day": clash[0].starts_on.isoformat()},
            )
        )
    post.holdings.append(
        Holding(person=person, starts_on=first, ends_on=last, is_acting=inputs["is_acting"])
    )
    return {"person": person.title}


def relieve(post: Post, _actor: Person, inputs: Inputs) -> Told:
    """End the latest holding on a day; days that have passed stay as they were."""
    held, last = _to_end(post), inputs["ends_on"]
    yesterday = clock.today(post.owner_city.timezone) - timedelta(days=1)
    if held is None or last < max(held.starts_on, yesterday):
        raise NotReady(
            UnmetCondition("in_the_past", N_("What has passed stays: give a later day."))
        )
    held.ends_on = last
    return {"person": held.person.title}


def _refuse_taken_code(post: Post, code: str) -> None:
    other = select(Post.id).where(
        Post.owner_city_id == post.owner_city_id, Post.code == code, Post.id != post.id
    )
    if db.session.scalar(other) is not None:
        raise NotReady(
            UnmetCondition("code_taken", N_("Another post has the code %(name)s."), {"name": code})
        )


def _to_end(post: Post) -> Holding | None:
    today = clock.today(post.owner_city.timezone)
    lasting = [h for h in post.holdings if h.ends_on is None or h.ends_on >= today]
    return max(lasting, key=lambda h: h.starts_on, default=None)


def _overlaps(held: Holding, first: date, last: date | None) -> bool:
    starts_before_end = last is None or held.starts_on <= last
    return starts_before_end and (held.ends_on is None or held.ends_on >= first)


def _superior(post: Post, code: str | None) -> Post | None:
    """Return the next post up; the way up never comes back to where it began."""
    if code is None:
        return None
    above: Post | None = post_by_code(post.owner_city_id, code)
    found, seen = above, set[UUID]()
    while above is not None and above.id not in seen:
        if above.id == post.id:
            raise NotReady(
                UnmetCondition("circle", N_("The next post up cannot be below this one."))
            )
        seen.add(above.id)
        above = above.superior
    return found
