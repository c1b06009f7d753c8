"""Whose morning it is: one mail a person and day with all that waited for it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from exchange import clock, outbox, working_days
from exchange.models import Delivery, MailState, Notice, NoticePreference, Person, db
from exchange.models.notices import DIGEST_HOUR
from exchange.notices.keeping import writing


def post_digests() -> int:
    """Owe a mail to everybody whose hour has come and for whom something waits; return how many.

    Twice or from two places on one day changes nothing: the job is written once for that day,
    and what comes after it waits for the next.
    """
    return sum(_post(person_id) for person_id in _waiting())


def gathered(person_id: UUID, day: date) -> Sequence[Notice]:
    """Return what goes into somebody's mail of a day, oldest first."""
    return db.session.scalars(
        select(Notice)
        .where(Notice.person_id == person_id, Notice.digest_on == day)
        .order_by(Notice.created_at, Notice.id)
    ).all()


def is_morning(reader: Person, hour: int, due: Sequence[date | None]) -> bool:
    """Say whether their hour has come, on a day they work or on which something is due."""
    if reader.city is None:
        return False
    here = clock.now().astimezone(ZoneInfo(reader.city.timezone))
    works = working_days.is_working(here.date(), reader.city.country.code)
    return here.hour >= hour and (works or here.date() in due)


def _waiting() -> Sequence[UUID]:
    return db.session.scalars(_of_digests(select(Notice.person_id)).distinct()).all()


def _post(person_id: UUID) -> bool:
    try:
        with writing():
            reader = db.session.get_one(Person, person_id)
            owed = db.session.scalars(
                _of_digests(select(Notice)).where(Notice.person_id == person_id)
            ).all()
            hour = db.session.scalar(
                select(NoticePreference.digest_hour).where(NoticePreference.person_id == person_id)
            )
            if reader.city is None or not is_morning(
                reader, DIGEST_HOUR if hour is None else hour, [one.due for one in owed]
            ):
                return False
            return _gather(reader.id, clock.today(reader.city.timezone), owed)
    except IntegrityError:
        return False  # another scheduler wrote the same job a moment before


def _gather(person_id: UUID, day: date, owed: Sequence[Notice]) -> bool:
    told = {"person_id": str(person_id), "day": day.isoformat()}
    job = outbox.post_once(outbox.Job.SEND_DIGEST, person_id, day.isoformat(), **told)
    if job is None:
        return False
    for notice in owed:
        notice.digest_on = day
    return True


def _of_digests(rows: Select[Any]) -> Select[Any]:
    return rows.where(
        Notice.mail_state == MailState.OWED,
        Notice.delivery == Delivery.DIGEST,
        Notice.digest_on.is_(None),
    )
