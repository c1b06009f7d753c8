"""The one door: the only way a case begins or changes state. Check, change, record, commit."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from exchange import history, searching
from exchange.errors import (
    N_,
    NotFound,
    NotPermitted,
    NotReady,
    StaleVersion,
    StepUpNeeded,
    WrongState,
)
from exchange.models import Event, Person, db
from exchange.models.opening import alone, begin_writing
from exchange.permissions import Permission
from exchange.policy import acts_for_owner, exists_for, holders, is_fresh, may_begin
from exchange.workflows.engine import DECLARED, Room, Subject, Transition, Workflow
from exchange.workflows.once import Once, answered, remember
from exchange.workflows.standing_still import tell_after
from exchange.workflows.telling import FIRST, tell_of

BEGIN = FIRST
# As strong as the change itself, and no stronger: rows that only refer to the case, such as the
# event of somebody whose account it is, need not wait for it.
LOCK = {"key_share": True}
READ_AGAIN = N_("Someone else acted first. Read it again, then act.")


def begin(
    flow: Workflow,
    *,
    actor: Person,
    payload: Mapping[str, Any] | None = None,
    once: Once | None = None,
    beside: Callable[[Subject], None] | None = None,
) -> Subject:
    """Begin a case of `actor`'s own city and return it, or raise why not.

    `payload` is unchecked input. With `once`, the same request again returns the first case.
    `beside` is called with the new case, and adds what is stored with it or not at all.
    """
    opening = flow.beginning
    if opening is None or not may_begin(actor, opening.permission):
        raise NotPermitted(N_("You may not begin one of these."))
    shape = opening.inputs()
    inputs = shape.load(payload or {})
    with _all_or_nothing():
        begin_writing(db.session)
        if (earlier := answered(actor, once)) is not None:
            return db.session.get_one(flow.noun, earlier)
        with db.session.no_autoflush:
            subject = opening.create(actor, inputs)
            told = shape.dump(inputs) | dict(opening.told(subject))
            told |= _acting_for(actor, subject, opening.permission)
            moved = ("", flow.initial.value)
            event = history.append(flow.kind, subject, BEGIN, moved, actor, told)
            db.session.add(subject)
            if beside is not None:
                beside(subject)
            _keep_findable(flow, subject)
            tell_of(flow, subject, event, actor)
            tell_after(flow.kind, subject)
        remember(actor, once, subject.id)
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
        subject = _locked(flow, subject_id, actor)
        if answered(actor, once) is not None:
            return subject
        if expected_version is not None and expected_version != subject.version:
            raise StaleVersion(READ_AGAIN)  # whoever acted first may have taken the very right
        row = _row(flow, subject, action, actor)
        if row.asks_twice(subject) and not is_fresh(confirmed_at):
            raise StepUpNeeded(N_("Confirm with your second factor that it is you."))
        _take(flow, row, subject, actor, payload)
        remember(actor, once, subject.id)
    return subject


def note(
    flow: Workflow,
    subject_id: UUID,
    action: str,
    *,
    actor: Person,
    change: Callable[[Subject], Mapping[str, Any]],
) -> Subject:
    """Change what belongs to a case and is no state of it, and enter it into its history.

    `change` is called with the locked case, raises what it refuses, and returns what to enter.
    """
    with _all_or_nothing():
        begin_writing(db.session)
        subject = _locked(flow, subject_id, actor)
        with db.session.no_autoflush:
            told = change(subject)
            stays = (str(subject.state),) * 2
            history.append(flow.kind, subject, action, stays, actor, told)
    return subject


def _locked(flow: Workflow, subject_id: UUID, actor: Person) -> Subject:
    """Return the case, its row locked; raise NotFound where there is none for `actor`."""
    subject = db.session.get(
        flow.noun,
        subject_id,
        options=alone(flow.noun),  # most who are refused are refused for less
        with_for_update=LOCK | {"of": flow.noun},
        populate_existing=True,
    )
    if subject is None or not exists_for(actor, subject, flow.read):
        raise NotFound(N_("There is nothing here."))
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
        target, acting = row.leads_to(subject), _acting_for(actor, subject, row.permission)
        facts = row.effect(subject, actor, inputs)
        moved = (str(subject.state), str(target))
        told = shape.dump(inputs) | ({"facts": facts} if facts else {}) | acting
        event = history.append(flow.kind, subject, row.action, moved, actor, told)
        subject.state = target
        _keep_findable(flow, subject)
        row.after(subject, actor, inputs)
        tell_of(flow, subject, event, actor)
        tell_after(flow.kind, subject)
    return event


def _keep_findable(flow: Workflow, subject: Subject) -> None:
    """Cases are found by their words; accounts and the order of the office are not searched."""
    if flow.room is Room.CASES:
        searching.remember(flow.kind, subject)


def _acting_for(actor: Person, subject: Subject, permission: Permission) -> dict[str, Any]:
    """Return for whom `actor` acts, where that is a city that keeps no office here."""
    if not acts_for_owner(actor, permission, subject):
        return {}
    return {"acting_for": dict(subject.owner_city.names)}


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
