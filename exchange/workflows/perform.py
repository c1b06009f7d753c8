"""The one door: the only way a case begins or changes state. Check, change, record, commit."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from exchange import history
from exchange.errors import (
    N_,
    KeyReused,
    NotFound,
    NotPermitted,
    NotReady,
    StaleVersion,
    StepUpNeeded,
    WrongState,
)
from exchange.models import Event, IdempotencyKey, Person, db
from exchange.models.opening import begin_writing
from exchange.policy import exists_for, holders, is_fresh, may_begin
from exchange.workflows.engine import DECLARED, Subject, Transition, Workflow
from exchange.workflows.standing_still import tell_after
from exchange.workflows.telling import tell_of

BEGIN = "begin"
# As strong as the change itself, and no stronger: rows that only refer to the case, such as the
# event of somebody whose account it is, need not wait for it.
LOCK = {"key_share": True}
READ_AGAIN = N_("Someone else acted first. Read it again, then act.")


@dataclass(frozen=True, slots=True)
class Once:
    """An idempotency key and the digest of the request that came with it."""

    key: str
    request_sha256: str


def begin(
    flow: Workflow,
    *,
    actor: Person,
    payload: Mapping[str, Any] | None = None,
    once: Once | None = None,
) -> Subject:
    """Begin a case of `actor`'s own city and return it, or raise why not.

    `payload` is unchecked input. With `once`, the same request again returns the first case.
    """
    opening = flow.beginning
    if opening is None or not may_begin(actor, opening.permission):
        raise NotPermitted(N_("You may not begin one of these."))
    shape = opening.inputs()
    inputs = shape.load(payload or {})
    with _all_or_nothing():
        begin_writing(db.session)
        if (earlier := _answered(actor, once)) is not None:
            return db.session.get_one(flow.noun, earlier)
        with db.session.no_autoflush:
            subject = opening.create(actor, inputs)
            history.append(
                flow.kind, subject, BEGIN, ("", flow.initial.value), actor, shape.dump(inputs)
            )
            db.session.add(subject)
            tell_after(flow.kind, subject)
        _remember(actor, once, subject.id)
    return subject


def perform(  # noqa: PLR0913  # each is one thing the door asks
    flow: Workflow,
    subject_id: UUID,
    action: str,
    *,
    actor: Person,
    payload: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
    once: Once | None = None,
    confirmed_at: datetime | None = None,
) -> Subject:
    """Take `action` on a case as `actor` and return it, or raise why not. Nothing is half done.

    `payload` is unchecked input; `expected_version` is the version the actor was looking at;
    `confirmed_at` is when they last gave a second factor.
    The row is locked first, so what is checked is what is changed.
    """
    with _all_or_nothing():
        begin_writing(db.session)
        subject = db.session.get(
            flow.noun, subject_id, with_for_update=LOCK | {"of": flow.noun}, populate_existing=True
        )
        if subject is None or not exists_for(actor, subject, flow.read):
            raise NotFound(N_("There is nothing here."))
        if _answered(actor, once) is not None:
            return subject
        if expected_version is not None and expected_version != subject.version:
            raise StaleVersion(READ_AGAIN)  # whoever acted first may have taken the very right
        row = _row(flow, subject, action, actor)
        if row.step_up and not is_fresh(confirmed_at):
            raise StepUpNeeded(N_("Confirm with your second factor that it is you."))
        _take(flow, row, subject, actor, payload)
        _remember(actor, once, subject.id)
    return subject


def follow(
    kind: str,
    subject_id: UUID,
    action: str,
    *,
    actor: Person,
    payload: Mapping[str, Any] | None = None,
) -> Subject:
    """Take on another case what follows from a step that is being taken, in its transaction.

    Only what the service alone may do follows by itself; `actor` is whose step it follows from.
    """
    flow = DECLARED[kind]
    subject = db.session.get_one(
        flow.noun, subject_id, with_for_update=LOCK | {"of": flow.noun}, populate_existing=True
    )
    for row in flow.find(action):
        if subject.state in row.source and {side for side, _ in holders(row.permission)} == {
            "service"
        }:
            _take(flow, row, subject, actor, payload)
            return subject
    raise WrongState(N_("It has moved on, and this can no longer be done, or not yet."))


def _take(
    flow: Workflow,
    row: Transition,
    subject: Subject,
    actor: Person,
    payload: Mapping[str, Any] | None,
) -> Event:
    shape = row.inputs()
    inputs = shape.load(payload or {})
    if unmet := row.unmet(subject, actor):
        raise NotReady(*unmet)
    with db.session.no_autoflush:
        facts = row.effect(subject, actor, inputs)
        moved = (str(subject.state), str(row.target))
        told = shape.dump(inputs) | ({"facts": facts} if facts else {})
        event = history.append(flow.kind, subject, row.action, moved, actor, told)
        subject.state = row.target
        row.after(subject, actor, inputs)
        tell_of(flow, subject, event, actor)
        tell_after(flow.kind, subject)
    return event


def _row(flow: Workflow, subject: Subject, action: str, actor: Person) -> Transition:
    mine = flow.permitted(action, subject, actor)
    if not mine:
        raise NotPermitted(N_("This is not yours to do."))
    for row in mine:
        if subject.state in row.source:
            return row
    raise WrongState(N_("It has moved on, and this can no longer be done, or not yet."))


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    try:
        yield
        db.session.commit()
    except (StaleDataError, IntegrityError) as clash:
        db.session.rollback()
        raise StaleVersion(READ_AGAIN) from clash
    except BaseException:
        db.session.rollback()
        raise


def _answered(actor: Person, once: Once | None) -> UUID | None:
    if once is None:
        return None
    known = db.session.scalar(
        select(IdempotencyKey).where(
            IdempotencyKey.person_id == actor.id, IdempotencyKey.key == once.key
        )
    )
    if known is not None and known.request_sha256 != once.request_sha256:
        raise KeyReused(N_("This idempotency key was used for another request."))
    return None if known is None else known.subject_id


def _remember(actor: Person, once: Once | None, subject_id: UUID) -> None:
    if once is not None:
        db.session.add(
            IdempotencyKey(
                person_id=actor.id,
                key=once.key,
                request_sha256=once.request_sha256,
                subject_id=subject_id,
            )
        )
