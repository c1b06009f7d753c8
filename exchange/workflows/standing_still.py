"""Running cases that would wait for nobody: found before a hand-over, told of when they do."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select

from exchange import clock
from exchange.approvals import ACTING, open_steps, run_of, takers_of
from exchange.models import (
    Approval,
    ApprovalStep,
    Case,
    City,
    Letter,
    Mailing,
    Notice,
    NoticeKind,
    Outcome,
    Person,
    Project,
    Shipment,
    db,
)
from exchange.notices import administrators_of, tell
from exchange.posts import deputies_of, deputies_on, takers

NOUNS: tuple[Any, ...] = (Project, Letter, Mailing, Shipment)
TO_TAKE = frozenset({Outcome.OPEN, Outcome.WAITING})
# Of these, an action may change who can take a step.
STAFFING = frozenset({"post", "absence", "person"})
Post = UUID | None
# The post of a step and the one it went up to; who submitted the case, who is in charge of it.
Asked = tuple[UUID, Post, UUID, UUID]


def stuck_steps(case: Any) -> list[ApprovalStep]:
    """Return the open steps of a case nobody may take: nobody is there, or only its authors.

    As in `decision_rules`, whoever stands for an author may not decide either.
    """
    run, steps = run_of(case), open_steps(case)
    if run is None or not steps:
        return []
    barred = _barred(case.owner_city, {case.officer_id, run.author_id})
    return [s for s in steps if all(t.person.id in barred for t in takers_of(run, [s]))]


def held_up_by(successor: Person, case: Any) -> list[ApprovalStep]:
    """Return the steps still to be taken that nobody may take once `successor` is in charge.

    What is empty already is not their doing.
    """
    run = run_of(case)
    if run is None or run.outcome is not Outcome.OPEN:
        return []
    barred = _barred(case.owner_city, {successor.id})
    left = [s for s in run.steps if s.outcome in TO_TAKE and s.part in ACTING]
    there = [(step, takers_of(run, [step])) for step in left]
    return [step for step, who in there if who and all(t.person.id in barred for t in who)]


def tell_after(kind: str, subject: Any) -> None:
    """Tell of what stands still since this change of posts, absences or people, if it is one."""
    city = getattr(subject, "city", None) or subject.owner_city
    if kind in STAFFING and city is not None:
        db.session.flush()  # who may act is asked of the database
        tell_of_stuck(city)


def tell_of_stuck(city: City) -> int:
    """Tell authors and administrators of each case of a city that waits for nobody; count them.

    A few queries, however much runs. Whoever has not read the last of these yet is told no
    other, so that it may be asked as often as one likes.
    """
    told = [_tell_of(case) for noun in NOUNS for case in _stuck(noun, city)]
    return sum(told)


def _stuck(noun: Any, city: City) -> Sequence[Case]:
    day = clock.today(city.timezone)
    asked: list[Asked] = [tuple(row) for row in db.session.execute(_asked(noun, city))]
    posts = {post for one in asked for post in one[:2] if post is not None}
    there = {post: taker.person.id for post, taker in takers(city.id, posts, day).items()}
    deputies = deputies_on(city.id, day)
    stuck = [one for one in asked if not _may_be_taken(one, there, deputies)]
    if not stuck:
        return ()
    return db.session.scalars(
        select(noun)
        .where(exists(_open_steps(noun, city).where(or_(*(_is(noun, one) for one in stuck)))))
        .order_by(noun.number)
    ).all()


def _asked(noun: Any, city: City) -> Select[Any]:
    """Select what the open steps ask for, each combination once: as many as there are posts."""
    return (
        _open_steps(noun, city)
        .join(noun, noun.id == Approval.subject_id)
        .with_only_columns(
            ApprovalStep.post_id,
            ApprovalStep.escalated_to_id,
            Approval.author_id,
            noun.officer_id,
        )
        .distinct()
    )


def _open_steps(noun: Any, city: City) -> Select[Any]:
    return (
        select(ApprovalStep.id)
        .join(Approval, Approval.id == ApprovalStep.approval_id)
        .where(
            Approval.city_id == city.id,
            Approval.subject_kind == noun.__tablename__,
            Approval.outcome == Outcome.OPEN,
            Approval.is_current,
            ApprovalStep.outcome == Outcome.OPEN,
            ApprovalStep.part.in_(ACTING),
        )
    )


def _is(noun: Any, one: Asked) -> Any:
    post, above, author, officer = one
    return and_(
        Approval.subject_id == noun.id,
        ApprovalStep.post_id == post,
        ApprovalStep.escalated_to_id.is_not_distinct_from(above),
        Approval.author_id == author,
        noun.officer_id == officer,
    )


def _may_be_taken(one: Asked, there: Mapping[UUID, UUID], deputies: Mapping[UUID, UUID]) -> bool:
    *posts, author, officer = one
    barred = {author, officer, deputies.get(author), deputies.get(officer)}
    return any(there[post] not in barred for post in posts if post is not None and post in there)


def _tell_of(case: Any) -> bool:
    run = run_of(case)
    author = [] if run is None else [run.author]
    readers = {
        one.id: one for one in (*administrators_of(case.owner_city_id), case.officer, *author)
    }
    new = [one for one in readers.values() if not _has_unread(one, case)]
    return bool([one for one in new if tell(one, NoticeKind.NOBODY_CAN_TAKE, case) is not None])


def _has_unread(reader: Person, case: Case) -> bool:
    known = select(Notice.id).where(
        Notice.person_id == reader.id,
        Notice.subject_id == case.id,
        Notice.kind == NoticeKind.NOBODY_CAN_TAKE,
        Notice.read_at.is_(None),
    )
    return db.session.scalar(known.limit(1)) is not None


def _barred(city: City, authors: Iterable[UUID]) -> set[UUID]:
    day = clock.today(city.timezone)
    barred = set(authors)
    return barred.union(*(deputies_of(city.id, one, day) for one in barred))
