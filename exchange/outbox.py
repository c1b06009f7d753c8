"""Transactional outbox: a job is written with its cause, enqueued after, and owed until done."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from uuid import UUID, uuid5

import structlog
from redis.exceptions import RedisError
from rq import Queue, Retry
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job as QueuedJob
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from exchange.clock import now
from exchange.models import OutboxMessage, db
from exchange.models.opening import begin_writing

log = structlog.get_logger()

MOST_TRIES = 5
BATCH = 500
POSTED = "posted"
WAITING = frozenset({"queued", "scheduled", "deferred"})


class Job(StrEnum):
    """Every job there is, by the dotted name a worker will import."""

    RENDER_DOCUMENT = "workers.documents.render_document"
    RENDER_PREVIEW = "workers.previews.render_preview"
    SET_PORTION = "workers.long_papers.set_portion"
    JOIN_PIECES = "workers.long_papers.join_pieces"
    SEND_LINK = "workers.letters.send_link"
    SEND_NOTICE = "workers.notices.send_notice"
    WEIGH_APPEAL = "workers.appeals.weigh_appeal"
    SEND_DIGEST = "workers.notices.send_digest"


class NotNow(Exception):  # an answer of a job, not an error
    """Raised by a job that could not be done now and is to be tried again after `pause`."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__(f"again in {pause}")
        self.pause = pause


def post(job: Job, **args: str) -> OutboxMessage:
    """Write `job` to the outbox; it reaches the queue only if this transaction commits."""
    message = OutboxMessage(job=job.value, args=args)
    db.session.add(message)
    db.session().info[POSTED] = True
    return message


def relay_posted(queue: Queue) -> int:
    """Relay if this session posted anything; what others left waits for the sweep."""
    return relay(queue) if db.session().info.pop(POSTED, False) else 0


def post_once(job: Job, whose: UUID, occasion: str, **args: str) -> OutboxMessage | None:
    """Write `job` unless it was ever written for that occasion; of two at once one clashes."""
    number = uuid5(whose, f"{job} {occasion}")
    if db.session.get(OutboxMessage, number) is not None:
        return None
    message = OutboxMessage(id=number, job=job.value, args=args)
    db.session.add(message)
    db.session().info[POSTED] = True
    return message


@contextmanager
def owing() -> Iterator[None]:
    """Let a worker write what follows from its job; of two at once the second finds it written."""
    begin_writing(db.session)
    try:
        yield
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


def put_off(message: OutboxMessage, pause: timedelta) -> None:
    """Let a job wait before it is handed over anew, as if it had never been tried."""
    message.not_before, message.relayed_at, message.tries = now() + pause, None, 0


def relay(queue: Queue) -> int:
    """Enqueue every message not yet relayed; safe to run twice, or from two places.

    With the queue out of reach the messages wait for the next call or the sweep.
    """
    begin_writing(db.session)
    pending = db.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.finished_at.is_(None),
            OutboxMessage.relayed_at.is_(None),
            or_(OutboxMessage.not_before.is_(None), OutboxMessage.not_before <= now()),
        )
        .order_by(OutboxMessage.created_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    return _hand_over(queue, pending)


def reissue(queue: Queue, after: timedelta) -> int:
    """Enqueue again what was handed over more than `after` ago and never finished.

    The queue may have been emptied or a worker killed; a job that still waits is left alone.
    """
    begin_writing(db.session)
    owed = db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.finished_at.is_(None), OutboxMessage.relayed_at < now() - after)
        .order_by(OutboxMessage.relayed_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    try:
        lost = [message for message in owed if not _waits(queue, message)]
    except RedisError:
        db.session.rollback()
        return 0
    return _hand_over(queue, lost)


def _hand_over(queue: Queue, messages: Sequence[OutboxMessage]) -> int:
    handed = 0
    try:
        for message in messages:
            _enqueue_once(queue, message)
            handed += 1
    except RedisError:
        db.session.rollback()
        log.warning("queue out of reach", waiting=handed)
        return 0
    db.session.commit()
    return handed


def _enqueue_once(queue: Queue, message: OutboxMessage) -> None:
    try:
        queue.enqueue_call(
            message.job,
            kwargs=message.args,
            job_id=str(message.id),
            unique=True,
            result_ttl=0,
            failure_ttl=0,
            retry=Retry(max=MOST_TRIES),
        )
    except DuplicateJobError:
        pass  # enqueued by a process that died before it could record so
    message.relayed_at = now()


def _waits(queue: Queue, message: OutboxMessage) -> bool:
    """Say whether the job still stands in line; one that is stuck half-way is removed."""
    try:
        job = QueuedJob.fetch(str(message.id), queue.connection, queue.serializer)
    except NoSuchJobError:
        return False
    if job.get_status() in WAITING and str(message.id) in queue.job_ids:
        return True
    job.delete()
    return False
