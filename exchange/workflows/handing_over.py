"""The open cases of somebody who leaves, given to another; each keeps that in its own history."""

from typing import Any

from sqlalchemy import or_, select

from exchange import clock, history
from exchange.errors import N_, UnmetCondition
from exchange.models import Case, Holding, NoticeKind, Person, Post, db
from exchange.notices import tell
from exchange.workflows.appeal import APPEAL
from exchange.workflows.engine import Workflow
from exchange.workflows.letter import LETTER
from exchange.workflows.mailing import MAILING
from exchange.workflows.pledge import PLEDGE
from exchange.workflows.project import PROJECT
from exchange.workflows.shipment import SHIPMENT
from exchange.workflows.standing_still import held_up_by

HAND_OVER = "hand_over"
Open = list[tuple[Workflow, Any]]


def holds_no_post(person: Person, _actor: Person) -> UnmetCondition | None:
    """No step waits for a post that would stand empty without anybody having said so."""
    today = clock.today(person.city.timezone if person.city is not None else "UTC")
    posts = db.session.scalars(
        select(Post)
        .join(Holding)
        .where(
            Holding.person_id == person.id,
            or_(Holding.ends_on.is_(None), Holding.ends_on >= today),
        )
        .order_by(Post.code)
    ).all()
    if not posts:
        return None
    return UnmetCondition(
        "holds_posts",
        N_("Relieve them of their posts first: %(posts)s."),
        {"posts": ", ".join(post.title for post in posts)},
    )


def bars_nobody(cases: Open, successor: Person) -> UnmetCondition | None:
    """No case would wait for the very person who, being in charge of it, may not decide on it."""
    held_up: dict[str, list[str]] = {}
    for _, case in cases:
        for step in held_up_by(successor, case):
            held_up.setdefault(step.post.title, []).append(case.number)
    if not held_up:
        return None
    return UnmetCondition(
        "successor_decides",
        N_(
            "%(name)s would have to decide on cases of their own: %(posts)s. Choose somebody else,"
            " or appoint somebody else to the post first."
        ),
        {
            "name": successor.name,
            "posts": "; ".join(
                f"{post} ({', '.join(sorted(held))})" for post, held in held_up.items()
            ),
        },
    )


def open_cases(person: Person) -> Open:
    """Return every case in this person's charge that is not at its end, locked."""
    return [
        (flow, case)
        for flow in (PROJECT, LETTER, MAILING, SHIPMENT, APPEAL, PLEDGE)
        for case in db.session.scalars(_of(flow, person))
    ]


def hand_over(cases: Open, person: Person, successor: Person, actor: Person) -> list[str]:
    """Put `successor` in charge, tell them, write it into each history; return the numbers."""
    for flow, case in cases:
        told = {"from": str(person.id), "to": str(successor.id)}
        event = history.append(flow.kind, case, HAND_OVER, (str(case.state),) * 2, actor, told)
        case.officer, case.officer_id = successor, successor.id
        tell(successor, NoticeKind.HANDED_OVER, case, by=actor, cause=event.id)
    return [case.number for _, case in cases]


def _of(flow: Workflow, person: Person) -> Any:
    noun: Any = flow.noun
    charge: type[Case] = noun
    return (
        select(charge)
        .where(noun.officer_id == person.id, noun.state.not_in(sorted(flow.final)))
        .order_by(noun.id)
        .with_for_update(of=charge)
    )
