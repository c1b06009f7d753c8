"""Submitting a case: its line is chosen, what is decided on is frozen, the first steps open."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from exchange import clock, history, working_days
from exchange.approvals import run_of
from exchange.errors import N_, UnmetCondition
from exchange.models import (
    Approval,
    ApprovalLine,
    ApprovalStep,
    LineState,
    Outcome,
    Part,
    Person,
    Post,
    db,
)
from exchange.posts import deputies_of, takers
from exchange.workflows.content import amount_of, content_of
from exchange.workflows.engine import Inputs, Told
from exchange.workflows.routing import Planned, carried, changes, next_stage, plan


def line_stands(subject: Any, author: Person) -> UnmetCondition | None:
    """There is a line for such a case, and every step of it can be taken by somebody else."""
    line = line_for(subject)
    if line is None:
        return UnmetCondition(
            "no_line", N_("No approval line is in force for this. Ask the administrator.")
        )
    empty = _without_taker(subject, author, plan(line, *amount_of(subject)))
    if not empty:
        return None
    return UnmetCondition(
        "nobody_can_take",
        N_("Nobody but the author can act for: %(posts)s. Ask the administrator."),
        {"posts": ", ".join(post.title for post in empty)},
    )


def line_for(subject: Any) -> ApprovalLine | None:
    """Return the line a case would take now: of those in force for its kind, the newest."""
    return db.session.scalar(
        select(ApprovalLine)
        .where(
            ApprovalLine.owner_city_id == subject.owner_city_id,
            ApprovalLine.case_kind == subject.line_kind,
            ApprovalLine.state == LineState.IN_FORCE,
        )
        .order_by(ApprovalLine.in_force_at.desc())
        .limit(1)
    )


def freeze(subject: Any, author: Person, _inputs: Inputs) -> Told:
    """Freeze what is decided on and the line it takes; ask only whose matter has changed."""
    line = line_for(subject)
    assert line is not None, "the guard saw one"  # noqa: S101  # for whoever checks types
    earlier, content = run_of(subject), content_of(subject)
    changed = [] if earlier is None else changes(earlier.content, content)
    amount, currency = amount_of(subject)
    run = Approval(
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        round=1 if earlier is None else earlier.round + 1,
        city=subject.owner_city,
        city_id=subject.owner_city_id,
        partner_city_id=subject.partner_city_id,
        line_id=line.id,
        author_id=author.id,
        author=author,
        number=subject.number,
        title=subject.title,
        amount=amount,
        currency=currency,
        content=content,
        content_sha256=history.digest(content),
        changes=changed,
        outcome=Outcome.OPEN,
        submitted_at=clock.now(),
    )
    fields = frozenset(str(one["field"]) for one in changed)
    names = _names(planned := plan(line, amount, currency))
    run.steps = [
        _step(n, one, names[one.post_id], earlier, fields) for n, one in enumerate(planned, 1)
    ]
    if earlier is not None:
        earlier.is_current = False
        db.session.flush()  # the index knows one current run a case
    db.session.add(run)
    set_committed_value(subject, "approval", run)
    opened = open_next(subject)
    return {
        "round": run.round,
        "line": line.number,
        "content_sha256": run.content_sha256,
        "changed": sorted(fields),
        "steps": [_told(step) for step in run.steps],
        "opened": [step.position for step in opened],
    }


def open_next(subject: Any) -> list[ApprovalStep]:
    """Open whatever waits for nothing else now, each with its day; return what was opened."""
    run = run_of(subject)
    opened = [s for s in next_stage(run.steps) if s.outcome is Outcome.WAITING] if run else []
    city = subject.owner_city
    for step in opened:
        step.outcome, step.opened_at = Outcome.OPEN, clock.now()
        step.due_on = working_days.after(
            clock.today(city.timezone), step.working_days, city.country.code
        )
    return opened


def _without_taker(subject: Any, author: Person, planned: tuple[Planned, ...]) -> list[Post]:
    day = clock.today(subject.owner_city.timezone)
    asked = dict.fromkeys(p.post_id for p in planned if p.part is not Part.INFORM)
    barred = {author.id, subject.officer_id}
    for one in tuple(barred):
        barred |= deputies_of(subject.owner_city_id, one, day)
    there = takers(subject.owner_city_id, asked, day)
    empty = [p for p in asked if p not in there or there[p].person.id in barred]
    return list(db.session.scalars(select(Post).where(Post.id.in_(empty)))) if empty else []


def _names(planned: tuple[Planned, ...]) -> dict[Any, dict[str, str]]:
    posts = db.session.scalars(select(Post).where(Post.id.in_([p.post_id for p in planned])))
    return {post.id: post.names for post in posts}


def _step(
    position: int,
    one: Planned,
    names: dict[str, str],
    earlier: Approval | None,
    changed: frozenset[str],
) -> ApprovalStep:
    step = ApprovalStep(
        position=position,
        stage=one.stage,
        part=one.part,
        post_id=one.post_id,
        post_names=names,
        is_delegated=one.is_delegated,
        working_days=one.working_days,
        matter=list(one.matter),
        outcome=Outcome.WAITING,
        points=[],
        note="",
    )
    stands = carried(one, earlier.steps, changed) if earlier is not None else None
    if stands is not None:
        step.outcome = Outcome.CARRIED
        for name in ("taken_at", "taken_by_id", "on_behalf_of_id", "capacity", "note"):
            setattr(step, name, getattr(stands, name))
    return step


def _told(step: ApprovalStep) -> dict[str, Any]:
    return {
        "position": step.position,
        "part": step.part.value,
        "post": step.post_names,
        "delegated": step.is_delegated,
        "carried": step.outcome is Outcome.CARRIED,
    }
